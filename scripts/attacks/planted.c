// SPDX-License-Identifier: Apache-2.0
// The library that plant-library's attacker wants loaded: it says in whose process it is.
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

__attribute__((constructor)) static void loaded(void) {
  int marker = open(MARKER, O_WRONLY | O_CREAT | O_APPEND, 0666);
  if (marker < 0) return;
  dprintf(marker, "loaded by uid %d\n", (int)geteuid());
  close(marker);
}

// SPDX-License-Identifier: Apache-2.0
#include "cpu/hwcap.h"

#include <fcntl.h>
#include <unistd.h>

namespace lanewise {

#if defined(__aarch64__)
// An entry of the auxiliary vector (Linux, Documentation/arch/arm64/elf_hwcaps.rst names the bits). Read from /proc:
// getauxval would raise the glibc floor of the armhf library, which will need the same, from 2.4 to 2.16.
static unsigned long auxiliary_value(unsigned long wanted) {
  int file = open("/proc/self/auxv", O_RDONLY | O_CLOEXEC);
  if (file < 0) return 0;
  unsigned long entry[2], value = 0;
  while (read(file, entry, sizeof entry) == static_cast<ssize_t>(sizeof entry) && entry[0] != 0) {
    if (entry[0] == wanted) value = entry[1];
  }
  close(file);
  return value;
}

bool cpu_has_dot_product() {
  constexpr unsigned long kHwcap = 16, kAsimdDp = 20;
  return (auxiliary_value(kHwcap) >> kAsimdDp & 1) != 0;
}
#else
bool cpu_has_dot_product() { return false; }
#endif

#if defined(__x86_64__)
bool cpu_has_avx2() {
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}
#else
bool cpu_has_avx2() { return false; }
#endif

}  // namespace lanewise

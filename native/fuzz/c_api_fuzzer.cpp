// SPDX-License-Identifier: Apache-2.0
// The C API under libFuzzer: scripts/fuzz builds and runs it. What it found interesting is kept in corpus/.
#include "exercise.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t count) {
  static lanewise::fuzz::Tally tally;
  lanewise::fuzz::exercise(bytes, count, tally);
  return 0;
}

// SPDX-License-Identifier: Apache-2.0
#include "cpu/core.h"

#include "cpu/hwcap.h"

namespace lanewise {

#if defined(__aarch64__)
Core current_core() {
  if (!cpu_names_itself()) return Core::kAny;
  uint64_t id;  // MIDR_EL1, whose reads the kernel answers: implementer in bits 24 to 31, part number in bits 4 to 15
  asm("mrs %0, midr_el1" : "=r"(id));
  constexpr uint64_t kArm = 0x41, kCortexA55 = 0xd05;
  return (id >> 24 & 0xff) == kArm && (id >> 4 & 0xfff) == kCortexA55 ? Core::kCortexA55 : Core::kAny;
}
#else
Core current_core() { return Core::kAny; }
#endif

}  // namespace lanewise

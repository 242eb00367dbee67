// SPDX-License-Identifier: Apache-2.0
#include "cpu/core.h"

#include "cpu/hwcap.h"

namespace lanewise {

#if defined(__aarch64__)
Core current_core() {
  if (!cpu_names_itself()) return Core::kAny;
  uint64_t id;  // MIDR_EL1, whose reads the kernel answers: implementer in bits 24 to 31, part number in bits 4 to 15
  asm("mrs %0, midr_el1" : "=r"(id));
  if ((id >> 24 & 0xff) != 0x41) return Core::kAny;  // not Arm's own design
  switch (id >> 4 & 0xfff) {
    case 0xd03:  // Cortex-A53
    case 0xd04:  // A35
    case 0xd05:  // A55
    case 0xd46:  // A510
      return Core::kInOrder;
    default: return Core::kAny;
  }
}
#else
Core current_core() { return Core::kAny; }
#endif

}  // namespace lanewise

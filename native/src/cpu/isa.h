// SPDX-License-Identifier: Apache-2.0
// ISA levels: what kernels are compiled for and what the core at hand can run.
#ifndef LANEWISE_CPU_ISA_H_
#define LANEWISE_CPU_ISA_H_

namespace lanewise {

/** Within one platform a higher level includes the lower ones. kGeneric is plain C++ and runs everywhere. */
enum class Isa : int {
  kGeneric = 0,
  kX86Avx2,
  kArmv7Neon,
  kArmv8Dotprod,  // 32-bit programs on ARMv8.2
  kAarch64Neon,
  kAarch64Dotprod,
  kAarch64I8mm,
};

/** The name users write in LANEWISE_ISA, e.g. "aarch64-dotprod"; "" for a level of another platform. */
const char* isa_name(Isa isa);

/** Best level of this core: what the kernel says of it, or what the environment variable LANEWISE_CPU_ISA says. That is
 *  for emulators and for kernels that do not tell; a level that the core does not have ends in an illegal
 *  instruction. */
Isa cpu_isa();

/** Best level that both this core and the limit allow. */
Isa usable_isa();

}  // namespace lanewise

#endif  // LANEWISE_CPU_ISA_H_

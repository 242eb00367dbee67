// SPDX-License-Identifier: Apache-2.0
// Compiled with -march=armv8.2-a+simd+dotprod (native/CMakeLists.txt). Panels of 8 columns: 4 rows by 16 columns would
// not fit into 16 registers.
#if defined(__arm__)
#include "gemm/gemm_s8.h"
#include "gemm/microkernels/accumulate_dot_c4_4x8_arm.h"
#include "gemm/microkernels/gemm_s8_panels.h"

// To the linker this object is as all others, ARMv7 with NEON (Addenda to the ABI for the Arm Architecture, 3.3.5.2:
// tags Tag_CPU_arch, Tag_FP_arch, Tag_Advanced_SIMD_arch): its functions are called only where the core has dot
// product, and the attributes of the library go on to show that nothing else needs more.
asm(".eabi_attribute 6, 10\n .eabi_attribute 10, 3\n .eabi_attribute 12, 1");

namespace lanewise {

void gemm_s8_4x8c4_armv8_dotprod_asm(const GemmS8Call& call) { gemm_s8_panels<DotC4Assembly, 4>(call); }
void gemm_s8_4x8c4_armv8_dotprod_sparse_asm(const GemmS8Call& call) {
  gemm_s8_panels<DotC4StepsAssembly, 4, Zeros::kSkipped>(call);
}
void gemm_s8_4x8c4_armv8_dotprod(const GemmS8Call& call) { gemm_s8_panels<DotC4<8>, 4>(call); }

}  // namespace lanewise
#endif

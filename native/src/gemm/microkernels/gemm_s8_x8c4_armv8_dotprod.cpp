// SPDX-License-Identifier: Apache-2.0
// Compiled with -march=armv8.2-a+simd+dotprod (native/CMakeLists.txt). Panels of 8 columns: 4 rows by 16 columns would not
// fit into 16 registers.
#if defined(__arm__)
#include "gemm/microkernels/accumulate_dot_c4_4x8_arm.h"
#include "gemm/microkernels/gemm_s8_panels.h"
#include "microkernels/microkernels.h"

namespace lanewise {

void gemm_s8_4x8c4_armv8_dotprod_asm(const GemmS8Call& call) { gemm_s8_panels<DotC4Assembly, 4>(call); }
void gemm_s8_4x8c4_armv8_dotprod(const GemmS8Call& call) { gemm_s8_panels<DotC4<8>, 4>(call); }

}  // namespace lanewise
#endif

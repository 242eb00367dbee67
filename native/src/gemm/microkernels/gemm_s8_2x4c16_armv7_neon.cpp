// SPDX-License-Identifier: Apache-2.0
#if defined(__arm__)
#include "gemm/gemm_s8.h"
#include "gemm/microkernels/accumulate_pair_c16_2x4_arm.h"
#include "gemm/microkernels/gemm_s8_panels.h"

namespace lanewise {

void gemm_s8_2x4c16_armv7_neon_pair_asm(const GemmS8Call& call) { gemm_s8_panels<PairC16Assembly, 2>(call); }
void gemm_s8_2x4c16_armv7_neon_pair(const GemmS8Call& call) { gemm_s8_panels<DotAlongC16<true>, 2>(call); }
void gemm_s8_2x4c16_armv7_neon_safe(const GemmS8Call& call) { gemm_s8_panels<DotAlongC16<false>, 2>(call); }
void gemm_s8_2x4c16_armv7_neon_pair_sparse_asm(const GemmS8Call& call) {
  gemm_s8_panels<PairC16StepsAssembly, 2, Zeros::kSkipped>(call);
}
void gemm_s8_2x4c16_armv7_neon_safe_sparse(const GemmS8Call& call) {
  gemm_s8_panels<DotAlongC16<false>, 2, Zeros::kSkipped>(call);
}

}  // namespace lanewise
#endif

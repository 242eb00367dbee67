// SPDX-License-Identifier: Apache-2.0
#if defined(__aarch64__)
#include "gemm/gemm_s8.h"
#include "gemm/microkernels/accumulate_pair_c16_4x4_aarch64.h"
#include "gemm/microkernels/gemm_s8_panels.h"

namespace lanewise {

void gemm_s8_4x4c16_aarch64_neon_pair_asm(const GemmS8Call& call) { gemm_s8_panels<PairC16Assembly, 4>(call); }
void gemm_s8_4x4c16_aarch64_neon_pair(const GemmS8Call& call) { gemm_s8_panels<DotAlongC16<true>, 4>(call); }
void gemm_s8_4x4c16_aarch64_neon_pair_sparse_asm(const GemmS8Call& call) {
  gemm_s8_panels<PairC16Assembly, 4, Zeros::kSkipped>(call);
}
void gemm_s8_4x4c16_aarch64_neon_safe(const GemmS8Call& call) {
  gemm_s8_panels<DotAlongC16<false>, 4, Zeros::kAsCalled>(call);
}
// The same code: the call says what differs.
void gemm_s8_4x4c16_aarch64_neon_safe_sparse(const GemmS8Call& call) { gemm_s8_4x4c16_aarch64_neon_safe(call); }

}  // namespace lanewise
#endif

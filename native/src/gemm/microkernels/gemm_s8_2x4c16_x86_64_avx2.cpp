// SPDX-License-Identifier: Apache-2.0
// The ARM kernels through SIMDe, compiled with -mavx2 -mfma (native/CMakeLists.txt).
#if defined(__x86_64__)
#include "gemm/gemm_s8.h"
#include "gemm/microkernels/accumulate_c16_neon.h"
#include "gemm/microkernels/gemm_s8_panels.h"

namespace lanewise {

void gemm_s8_2x4c16_x86_64_avx2_pair(const GemmS8Call& call) { gemm_s8_panels<DotAlongC16<true>, 2>(call); }
void gemm_s8_2x4c16_x86_64_avx2_safe(const GemmS8Call& call) { gemm_s8_panels<DotAlongC16<false>, 2>(call); }
void gemm_s8_2x4c16_x86_64_avx2_pair_sparse(const GemmS8Call& call) {
  gemm_s8_panels<DotAlongC16<true>, 2, Zeros::kSkipped>(call);
}
void gemm_s8_2x4c16_x86_64_avx2_safe_sparse(const GemmS8Call& call) {
  gemm_s8_panels<DotAlongC16<false>, 2, Zeros::kSkipped>(call);
}

}  // namespace lanewise
#endif

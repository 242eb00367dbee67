// SPDX-License-Identifier: Apache-2.0
#if defined(__aarch64__)
#include "gemm/microkernels/gemm_s8_c16_neon.h"
#include "microkernels/microkernels.h"

namespace lanewise {

void gemm_s8_4x4c16_aarch64_neon_pair(const GemmS8Call& call) { gemm_s8_c16<4, true>(call); }
void gemm_s8_4x4c16_aarch64_neon_safe(const GemmS8Call& call) { gemm_s8_c16<4, false>(call); }

}  // namespace lanewise
#endif

// SPDX-License-Identifier: Apache-2.0
#if defined(__arm__)
#include "gemm/microkernels/gemm_s8_c16_neon.h"
#include "microkernels/microkernels.h"

namespace lanewise {

void gemm_s8_2x4c16_armv7_neon_pair(const GemmS8Call& call) { gemm_s8_c16<2, true>(call); }
void gemm_s8_2x4c16_armv7_neon_safe(const GemmS8Call& call) { gemm_s8_c16<2, false>(call); }

}  // namespace lanewise
#endif

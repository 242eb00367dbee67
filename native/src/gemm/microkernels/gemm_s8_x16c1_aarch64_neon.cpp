// SPDX-License-Identifier: Apache-2.0
#if defined(__aarch64__)
#include "gemm/gemm_s8.h"
#include "gemm/microkernels/accumulate_lane_c1_6x16_aarch64.h"
#include "gemm/microkernels/gemm_s8_panels.h"

namespace lanewise {

void gemm_s8_6x16c1_aarch64_neon_lane_asm(const GemmS8Call& call) { gemm_s8_panels<LaneC1Assembly, 6>(call); }
// The same code: what differs is when it is chosen.
void gemm_s8_6x16c1_aarch64_neon_lane_asm_inorder(const GemmS8Call& call) {
  gemm_s8_6x16c1_aarch64_neon_lane_asm(call);
}

void gemm_s8_4x16c1_aarch64_neon_lane(const GemmS8Call& call) { gemm_s8_panels<LaneC1<16>, 4>(call); }

}  // namespace lanewise
#endif

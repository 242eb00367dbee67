// SPDX-License-Identifier: Apache-2.0
#if defined(__arm__)
#include "gemm/gemm_s8.h"
#include "gemm/microkernels/accumulate_lane_c1.h"
#include "gemm/microkernels/gemm_s8_panels.h"

namespace lanewise {

void gemm_s8_4x8c1_armv7_neon_lane(const GemmS8Call& call) { gemm_s8_panels<LaneC1<8>, 4>(call); }

}  // namespace lanewise
#endif

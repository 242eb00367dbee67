// SPDX-License-Identifier: Apache-2.0
// The ARM kernels through SIMDe, compiled with -mavx2 -mfma (native/CMakeLists.txt).
#if defined(__x86_64__)
#include "gemm/gemm_s8.h"
#include "gemm/microkernels/accumulate_lane_c1.h"
#include "gemm/microkernels/gemm_s8_panels.h"

namespace lanewise {

void gemm_s8_4x16c1_x86_64_avx2_lane(const GemmS8Call& call) { gemm_s8_panels<LaneC1<16>, 4>(call); }

}  // namespace lanewise
#endif

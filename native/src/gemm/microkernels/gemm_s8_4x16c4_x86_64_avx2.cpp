// SPDX-License-Identifier: Apache-2.0
// The ARM kernels through SIMDe, compiled with -mavx2 -mfma (native/CMakeLists.txt).
#if defined(__x86_64__)
#include "gemm/gemm_s8.h"
#include "gemm/microkernels/accumulate_dot_c4.h"
#include "gemm/microkernels/gemm_s8_panels.h"

namespace lanewise {

void gemm_s8_4x16c4_x86_64_avx2_dot(const GemmS8Call& call) { gemm_s8_panels<DotC4<16>, 4>(call); }

}  // namespace lanewise
#endif

// SPDX-License-Identifier: Apache-2.0
// Compiled with -march=armv8.2-a+dotprod (native/CMakeLists.txt).
#if defined(__aarch64__)
#include "gemm/microkernels/gemm_s8_4x16c4_dot.h"
#include "microkernels/microkernels.h"

namespace lanewise {

void gemm_s8_4x16c4_aarch64_dotprod(const GemmS8Call& call) { gemm_s8_4x16c4(call); }

}  // namespace lanewise
#endif

// SPDX-License-Identifier: Apache-2.0
// The ARM kernel through SIMDe, compiled with -mavx2 -mfma (native/CMakeLists.txt).
#if defined(__x86_64__)
#include "matmul/dense_s8.h"
#include "matmul/microkernels/dense_s8_1x8c16_neon.h"

namespace lanewise {

void dense_s8_1x8c16_x86_64_avx2(const DenseS8Call& call) { dense_s8_1x8c16_multiply_long<false>(call); }

}  // namespace lanewise
#endif

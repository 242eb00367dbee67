// SPDX-License-Identifier: Apache-2.0
// Compiled with -march=armv8.2-a+dotprod (native/CMakeLists.txt).
#if defined(__aarch64__)
#include "matmul/dense_s8.h"
#include "matmul/microkernels/dense_s8_1x8c16_neon.h"

namespace lanewise {

void dense_s8_1x8c16_aarch64_dotprod(const DenseS8Call& call) {
  dense_s8_1x8c16(call, [](int32x4_t acc, int8x16_t a, int8x16_t b) { return vdotq_s32(acc, a, b); });
}

}  // namespace lanewise
#endif

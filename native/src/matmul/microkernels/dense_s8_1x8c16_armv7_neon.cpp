// SPDX-License-Identifier: Apache-2.0
#if defined(__arm__)
#include "matmul/dense_s8.h"
#include "matmul/microkernels/dense_s8_1x8c16_neon.h"

namespace lanewise {

void dense_s8_1x8c16_armv7_neon_pair(const DenseS8Call& call) { dense_s8_1x8c16_multiply_long<true>(call); }
void dense_s8_1x8c16_armv7_neon_safe(const DenseS8Call& call) { dense_s8_1x8c16_multiply_long<false>(call); }

}  // namespace lanewise
#endif

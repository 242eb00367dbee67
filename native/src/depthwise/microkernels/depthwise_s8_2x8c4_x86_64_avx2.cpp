// SPDX-License-Identifier: Apache-2.0
// Compiled with -mavx2 (native/CMakeLists.txt).
#if defined(__x86_64__)
#include "depthwise/depthwise_s8.h"
#include "depthwise/microkernels/depthwise_dot_c4_2x8.h"

namespace lanewise {

void depthwise_s8_2x8c4_x86_64_avx2_dot(const DepthwiseS8Call& call) { depthwise_s8_2x8c4(call); }

}  // namespace lanewise
#endif

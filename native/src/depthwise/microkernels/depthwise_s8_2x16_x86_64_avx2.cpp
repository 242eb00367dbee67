// SPDX-License-Identifier: Apache-2.0
#if defined(__x86_64__)
#include "depthwise/depthwise_s8.h"
#include "depthwise/microkernels/depthwise_s8_16_neon.h"
#include "depthwise/microkernels/depthwise_s8_1x16_9taps_neon.h"

namespace lanewise {

void depthwise_s8_2x16_x86_64_avx2_pair(const DepthwiseS8Call& call) { depthwise_s8_px16<2, true>(call); }
void depthwise_s8_2x16_x86_64_avx2_safe(const DepthwiseS8Call& call) { depthwise_s8_px16<2, false>(call); }

void depthwise_s8_1x16_9taps_x86_64_avx2_pair(const DepthwiseS8Call& call) { depthwise_s8_1x16_9taps(call); }

}  // namespace lanewise
#endif

// SPDX-License-Identifier: Apache-2.0
#if defined(__arm__)
#include "depthwise/depthwise_s8.h"
#include "depthwise/microkernels/depthwise_s8_16_neon.h"

namespace lanewise {

void depthwise_s8_1x16_armv7_neon_pair(const DepthwiseS8Call& call) { depthwise_s8_px16<1, true>(call); }
void depthwise_s8_1x16_armv7_neon_safe(const DepthwiseS8Call& call) { depthwise_s8_px16<1, false>(call); }

}  // namespace lanewise
#endif

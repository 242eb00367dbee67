// SPDX-License-Identifier: Apache-2.0
#if defined(__aarch64__)
#include "depthwise/depthwise_s8.h"
#include "depthwise/microkernels/depthwise_9taps_pair_aarch64.h"
#include "depthwise/microkernels/depthwise_s8_16_neon.h"

namespace lanewise {

void depthwise_s8_2x16_aarch64_neon_pair(const DepthwiseS8Call& call) { depthwise_s8_px16<2, true>(call); }
void depthwise_s8_2x16_aarch64_neon_safe(const DepthwiseS8Call& call) { depthwise_s8_px16<2, false>(call); }

void depthwise_s8_1x16_9taps_aarch64_neon_pair_asm(const DepthwiseS8Call& call) {
  depthwise_s8_1x16_9taps_assembly(call);
}
// The same code: cores in order prefer it to dot products, which depend on each other too closely for them.
void depthwise_s8_1x16_9taps_aarch64_neon_pair_asm_inorder(const DepthwiseS8Call& call) {
  depthwise_s8_1x16_9taps_assembly(call);
}
void depthwise_s8_1x16_9taps_aarch64_neon_pair(const DepthwiseS8Call& call) { depthwise_s8_1x16_9taps(call); }

}  // namespace lanewise
#endif

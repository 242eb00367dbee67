// SPDX-License-Identifier: Apache-2.0
// 8 channels to a vector, taps one after the other.
#include <algorithm>

#include "cpu/neon.h"
#include "depthwise/dynamic_depthwise_f32.h"

namespace lanewise {
namespace {

constexpr size_t kChannels = kDynamicDepthwiseChannels;

LANEWISE_INLINE void window_channels(const DynamicDepthwiseF32Call& call, const uint8_t* window, float* output) {
  const size_t padded_channels = round_up(call.windows.channels, kChannels);
  for (size_t c = 0; c < call.windows.channels; c += kChannels) {
    int32x4_t low = vdupq_n_s32(0), high = low;
    const int8_t* tap = call.weights + c;
    for (size_t t = 0; t < call.windows.taps; t++, tap += padded_channels) {
      const int16x8_t input = vld1q_s16(reinterpret_cast<const int16_t*>(window + call.windows.tap_offsets[t]) + c);
      const int16x8_t weights = vmovl_s8(vld1_s8(tap));
      low = vmlal_s16(low, vget_low_s16(input), vget_low_s16(weights));
      high = vmlal_s16(high, vget_high_s16(input), vget_high_s16(weights));
    }
    int32_t sums[kChannels];
    vst1q_s32(sums, low);
    vst1q_s32(sums + 4, high);
    for (size_t i = 0; i < std::min(kChannels, call.windows.channels - c); i++) {
      output[c + i] = scale_dynamic_f32(sums[i], call.scales[c + i], call.bias[c + i], call.output);
    }
  }
}

}  // namespace

void dynamic_depthwise_f32_1x8_neon(const DynamicDepthwiseF32Call& shared) {
  const DynamicDepthwiseF32Call call = shared;  // stores cannot change it
  const uint8_t* window = call.windows.first;
  float* out = call.out;
  for (size_t x = 0; x < call.windows.pixels; x++, window += call.windows.pixel_stride, out += call.windows.channels) {
    window_channels(call, window, out);
  }
}

}  // namespace lanewise

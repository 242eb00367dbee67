// SPDX-License-Identifier: Apache-2.0
// 4 channels to a vector, taps one after the other and the bias last, as in TFLite's reference.
#include <cstring>

#include "cpu/neon.h"
#include "depthwise/depthwise_f32.h"

namespace lanewise {
namespace {

constexpr size_t kChannels = kDepthwiseF32Channels;

LANEWISE_INLINE void window_channels(const DepthwiseF32Call& call, const uint8_t* window, float* output) {
  const size_t channels = call.windows.channels, padded_channels = round_up(channels, kChannels);
  const float32x4_t minimum = vdupq_n_f32(call.minimum), maximum = vdupq_n_f32(call.maximum);
  for (size_t c = 0; c < channels; c += kChannels) {
    float32x4_t acc = vdupq_n_f32(0);
    for (size_t t = 0; t < call.windows.taps; t++) {
      const float* input = reinterpret_cast<const float*>(window + call.windows.tap_offsets[t]) + c;
      acc = vmlaq_f32(acc, vld1q_f32(input), vld1q_f32(call.weights + t * padded_channels + c));
    }
    acc = vminq_f32(vmaxq_f32(vaddq_f32(acc, vld1q_f32(call.bias + c)), minimum), maximum);
    if (channels - c >= kChannels) {
      vst1q_f32(output + c, acc);
    } else {
      float all[kChannels];
      vst1q_f32(all, acc);
      std::memcpy(output + c, all, (channels - c) * sizeof(float));
    }
  }
}

}  // namespace

void depthwise_f32_1x4_neon(const DepthwiseF32Call& shared) {
  const DepthwiseF32Call call = shared;  // stores cannot change it
  const uint8_t* window = call.windows.first;
  float* out = call.out;
  for (size_t x = 0; x < call.windows.pixels; x++, window += call.windows.pixel_stride, out += call.windows.channels) {
    window_channels(call, window, out);
  }
}

}  // namespace lanewise

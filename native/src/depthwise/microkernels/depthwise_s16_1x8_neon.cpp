// SPDX-License-Identifier: Apache-2.0
// 8 channels to a vector, taps one after the other. A product is at most 2^22 in magnitude, so int32 holds 511 of them;
// windows of more taps add them up in int64 in between.
#include <algorithm>
#include <cstring>

#include "cpu/neon.h"
#include "depthwise/depthwise_s16.h"

namespace lanewise {
namespace {

constexpr size_t kChannels = kDepthwiseS16Channels, kTapsPerInt32 = 511;

/** Adds up the taps `first` to `end` of 8 channels. */
LANEWISE_INLINE void add_taps(const DepthwiseS16Call& call, const uint8_t* window, size_t c, size_t first, size_t end,
                              int64_t* sums) {
  const size_t padded_channels = round_up(call.windows.channels, kChannels);
  int32x4_t low = vdupq_n_s32(0), high = low;
  for (size_t t = first; t < end; t++) {
    const int16x8_t input = vld1q_s16(reinterpret_cast<const int16_t*>(window + call.windows.tap_offsets[t]) + c);
    const int16x8_t tap = vmovl_s8(vld1_s8(call.weights + t * padded_channels + c));
    low = vmlal_s16(low, vget_low_s16(input), vget_low_s16(tap));
    high = vmlal_s16(high, vget_high_s16(input), vget_high_s16(tap));
  }
  int32_t part[kChannels];
  vst1q_s32(part, low);
  vst1q_s32(part + 4, high);
  for (size_t i = 0; i < kChannels; i++) sums[i] += part[i];
}

LANEWISE_INLINE void window_channels(const DepthwiseS16Call& call, const uint8_t* window, int16_t* output) {
  for (size_t c = 0; c < call.windows.channels; c += kChannels) {
    int64_t sums[kChannels];
    std::memcpy(sums, call.bias + c, sizeof sums);
    for (size_t t = 0; t < call.windows.taps; t += kTapsPerInt32) {
      add_taps(call, window, c, t, std::min(t + kTapsPerInt32, call.windows.taps), sums);
    }
    for (size_t i = 0; i < std::min(kChannels, call.windows.channels - c); i++) {
      output[c + i] = requantize_s16(sums[i], call.multipliers[c + i], call.right_shifts[c + i], call.output);
    }
  }
}

}  // namespace

void depthwise_s16_1x8_neon(const DepthwiseS16Call& shared) {
  const DepthwiseS16Call call = shared;  // stores cannot change it
  const uint8_t* window = call.windows.first;
  int16_t* out = call.out;
  for (size_t x = 0; x < call.windows.pixels; x++, window += call.windows.pixel_stride, out += call.windows.channels) {
    window_channels(call, window, out);
  }
}

}  // namespace lanewise

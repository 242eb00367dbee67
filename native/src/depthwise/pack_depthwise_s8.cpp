// SPDX-License-Identifier: Apache-2.0
#include "depthwise/depthwise_s8.h"

namespace lanewise {
namespace {

constexpr size_t kSlidingColumns = 3, kPixels = 2, kKr = 4;

/** The weights of one channel, every `nr` bytes, or with KR of 4 every 4 * nr bytes. */
void pack_channel(const DepthwiseS8Row& kernel, size_t taps, size_t channels, size_t lane,
                  const int8_t* weights, int8_t* packed) {
  for (size_t t = 0; t < taps; t++) {
    if (kernel.kr == 1) {
      packed[t * kernel.nr + lane] = weights[t * channels];
      continue;
    }
    for (size_t pixel = 0; pixel < kPixels; pixel++) {
      const size_t block = t / kSlidingColumns * kPixels + pixel;
      packed[(block * kernel.nr + lane) * kKr + t % kSlidingColumns + pixel] = weights[t * channels];
    }
  }
}

size_t packed_taps(const DepthwiseS8Row& kernel, size_t taps) {
  return kernel.kr == 1 ? taps : taps / kSlidingColumns * kPixels * kKr;
}

}  // namespace

size_t depthwise_panel_bytes(const DepthwiseS8Row& kernel, size_t taps) {
  return depthwise_panel_bytes(packed_taps(kernel, taps), kernel.nr);
}

void pack_depthwise_s8(const DepthwiseS8Row& kernel, size_t taps, size_t channels, size_t lanes,
                       const lanewise_requantization& requantization, const int8_t* weights, const int32_t* bias,
                       uint8_t* panels) {
  const size_t nr = kernel.nr;
  for (size_t i = 0; i < lanes; i++) {
    uint8_t* panel = panels + i / nr * depthwise_panel_bytes(kernel, taps);
    const size_t lane = i % nr, c = i % channels;
    int8_t* packed = reinterpret_cast<int8_t*>(panel + nr * sizeof(int32_t));
    int32_t* scales = reinterpret_cast<int32_t*>(packed + packed_taps(kernel, taps) * nr);
    pack_channel(kernel, taps, channels, lane, weights + c, packed);
    uint32_t sum = 0;  // wraps like the accumulator
    for (size_t t = 0; t < taps; t++) sum += static_cast<uint32_t>(weights[t * channels + c]);
    const uint32_t folded = (bias == nullptr ? 0 : static_cast<uint32_t>(bias[c])) -
                            static_cast<uint32_t>(requantization.input_zero_point) * sum;
    reinterpret_cast<int32_t*>(panel)[lane] = static_cast<int32_t>(folded);
    if (requantization.factors != nullptr) {
      reinterpret_cast<float*>(scales)[lane] = requantization.factors[c];
      continue;
    }
    const int32_t shift = requantization.shifts[c];
    scales[lane] = requantization.multipliers[c];
    scales[nr + lane] = shift < 0 ? shift : 0;
    scales[2 * nr + lane] = shift > 0 ? shift : 0;
  }
}

}  // namespace lanewise

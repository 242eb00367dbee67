// SPDX-License-Identifier: Apache-2.0
// Plain C++: what runs where no other row does.
#include <algorithm>

#include "depthwise/depthwise_s8.h"
#include "quantization/requantize.h"
#include "quantization/scale_in_float.h"

namespace lanewise {
namespace {

constexpr size_t kNr = 16;

/** One channel of one row of pixels. */
void row_of_channel(const DepthwiseS8Call& call, size_t channel, const int8_t* input, int8_t* out) {
  const uint8_t* panel = call.panels + channel / kNr * depthwise_panel_bytes(call.taps, kNr);
  const size_t lane = channel % kNr;
  const int8_t* w = reinterpret_cast<const int8_t*>(panel + kNr * sizeof(int32_t)) + lane;
  const int32_t* scales = reinterpret_cast<const int32_t*>(w - lane + call.taps * kNr) + lane;
  for (size_t pixel = 0; pixel < call.pixels; pixel++, input += call.pixel_stride, out += call.channels) {
    uint32_t sum = reinterpret_cast<const uint32_t*>(panel)[lane];  // wraps
    for (size_t t = 0; t < call.taps; t++) sum += static_cast<uint32_t>(input[call.tap_offsets[t]] * w[t * kNr]);
    const int32_t acc = static_cast<int32_t>(sum);
    if (call.output.scaling == Scaling::kFloat) {
      const int32_t q = scale_in_float(acc, reinterpret_cast<const float*>(scales)[0]) + call.output.zero_point;
      *out = static_cast<int8_t>(std::min<int32_t>(std::max<int32_t>(q, call.output.minimum), call.output.maximum));
      continue;
    }
    *out = requantize(acc, scales[0], scales[kNr] + scales[2 * kNr], call.output.zero_point, call.output.minimum,
                      call.output.maximum);
  }
}

}  // namespace

void depthwise_s8_1x16_generic(const DepthwiseS8Call& call) {
  for (size_t channel = 0; channel < call.channels; channel++) {
    for (size_t row = 0; row < call.rows; row++) {
      row_of_channel(call, channel, call.input + row * call.row_stride + channel,
                     call.out + row * call.out_row_stride + channel);
    }
  }
}

}  // namespace lanewise

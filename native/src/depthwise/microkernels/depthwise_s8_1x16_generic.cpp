// SPDX-License-Identifier: Apache-2.0
// Plain C++: what runs where no other row does.
#include "microkernels/microkernels.h"
#include "quantization/requantize.h"

namespace lanewise {

void depthwise_s8_1x16_generic(const DepthwiseS8Call& call) {
  constexpr size_t kNr = 16;
  for (size_t channel = 0; channel < call.channels; channel++) {
    const uint8_t* panel = call.panels + channel / kNr * depthwise_panel_bytes(call.taps, kNr);
    const size_t lane = channel % kNr;
    const int8_t* w = reinterpret_cast<const int8_t*>(panel + kNr * sizeof(int32_t)) + lane;
    const int32_t* scales = reinterpret_cast<const int32_t*>(w - lane + call.taps * kNr) + lane;
    for (size_t pixel = 0; pixel < call.pixels; pixel++) {
      const int8_t* input = call.input + pixel * call.pixel_stride + channel;
      int32_t acc = reinterpret_cast<const int32_t*>(panel)[lane];
      for (size_t t = 0; t < call.taps; t++) acc += input[call.tap_offsets[t]] * w[t * kNr];
      call.out[pixel * call.channels + channel] =
          requantize(acc, scales[0], scales[kNr] + scales[2 * kNr], call.output.zero_point, call.output.minimum,
                     call.output.maximum);
    }
  }
}

}  // namespace lanewise

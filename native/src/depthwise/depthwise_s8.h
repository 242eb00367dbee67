// SPDX-License-Identifier: Apache-2.0
// int8 depthwise convolution over a run of output pixels. Vector lanes are channels: one tap of 16 channels is 16 bytes
// of the NHWC image against 16 bytes of weights.
//
// Weights are packed into panels of NR channels:
//   int32 bias[NR]          the input zero point already folded in
//   int8  w[taps][NR]
//   int32 multiplier[NR], right_shift[NR] (<= 0), left_shift[NR] (>= 0)
#ifndef LANEWISE_DEPTHWISE_DEPTHWISE_S8_H_
#define LANEWISE_DEPTHWISE_DEPTHWISE_S8_H_

#include "gemm/gemm_s8.h"

namespace lanewise {

/** One call: `pixels` outputs of one image row, all channels. */
struct DepthwiseS8Call {
  size_t pixels;
  const int8_t* input;        // the first pixel's window
  size_t pixel_stride;        // bytes from one pixel's window to the next
  size_t taps;
  const size_t* tap_offsets;  // bytes from a window's start to each tap
  size_t channels;
  const uint8_t* panels;
  int8_t* out;                // pixels x channels
  OutputS8 output;
};

using DepthwiseS8Function = void(const DepthwiseS8Call& call);

constexpr size_t depthwise_panel_bytes(size_t taps, size_t nr) { return nr * (taps + 4 * sizeof(int32_t)); }

}  // namespace lanewise

#endif  // LANEWISE_DEPTHWISE_DEPTHWISE_S8_H_

// SPDX-License-Identifier: Apache-2.0
// depthwise_s8 Px16 in NEON: P neighbouring pixels, panels of 16 channels as H halves of 8 (a panel with at most 8
// channels left uses one half).
//
//      lane       c0..c7         c8..c15
//      pixel 0   acc[0][0..1]   acc[0][2..3]       int32, 4 registers a pixel
//      pixel 1   acc[1][0..1]   acc[1][2..3]
//
// Per half and pixel:
//   pair   two taps: smull p, a0, w0;  smlal p, a1, w1;  saddw acc0, p.lo;  saddw acc1, p.hi     4 instructions, 16 MAC
//          right where no weight is -128, as in accumulate_c16_neon.h
//   safe   one tap:  smull p, a, w;  saddw acc0, p.lo;  saddw acc1, p.hi                          3 instructions, 8 MAC
// 2x16, pair: 16 + 6 loads + 5 of the loop = 27 for 64 MAC, 0.42 per MAC.
#ifndef LANEWISE_DEPTHWISE_MICROKERNELS_DEPTHWISE_S8_16_NEON_H_
#define LANEWISE_DEPTHWISE_MICROKERNELS_DEPTHWISE_S8_16_NEON_H_

#include <cstring>

#include "depthwise/depthwise_s8.h"
#include "quantization/requantize_tile.h"

namespace lanewise {

constexpr size_t kDepthwiseNr = 16;

LANEWISE_INLINE void widen_add(int32x4_t& low, int32x4_t& high, int16x8_t product) {
  low = vaddw_s16(low, vget_low_s16(product));
  high = add_wide_high(high, product);
}

/** acc[pixel][two for each half] += all taps of P pixels x 8 H channels. */
template <int P, int H, bool kPair>
LANEWISE_INLINE void accumulate_taps(const DepthwiseS8Call& call, const int8_t* input, const int8_t* w,
                                     int32x4_t (&acc)[P][2 * H]) {
  const int8_t* pixel[P];
  for (int p = 0; p < P; p++) pixel[p] = input + static_cast<size_t>(p) * call.pixel_stride;
  size_t t = 0;
  for (; kPair && t + 2 <= call.taps; t += 2) {
    const size_t first = call.tap_offsets[t], second = call.tap_offsets[t + 1];
    for (int h = 0; h < H; h++) {
      int8x8_t w0 = vld1_s8(w + 8 * h), w1 = vld1_s8(w + kDepthwiseNr + 8 * h);
      for (int p = 0; p < P; p++) {
        int16x8_t product = vmull_s8(vld1_s8(pixel[p] + first + 8 * h), w0);
        widen_add(acc[p][2 * h], acc[p][2 * h + 1], vmlal_s8(product, vld1_s8(pixel[p] + second + 8 * h), w1));
      }
    }
    w += 2 * kDepthwiseNr;
  }
  for (; t < call.taps; t++) {
    for (int h = 0; h < H; h++) {
      int8x8_t w0 = vld1_s8(w + 8 * h);
      for (int p = 0; p < P; p++) {
        widen_add(acc[p][2 * h], acc[p][2 * h + 1], vmull_s8(vld1_s8(pixel[p] + call.tap_offsets[t] + 8 * h), w0));
      }
    }
    w += kDepthwiseNr;
  }
}

template <int P, int H, bool kPair>
LANEWISE_INLINE void depthwise_tile(const DepthwiseS8Call& call, const OutputVectors& output, const int8_t* input,
                                    const uint8_t* panel, int8_t* out, size_t channels) {
  const int32_t* bias = reinterpret_cast<const int32_t*>(panel);
  const int8_t* w = reinterpret_cast<const int8_t*>(panel + kDepthwiseNr * sizeof(int32_t));
  int32x4_t acc[P][2 * H];
  for (int v = 0; v < 2 * H; v++) {
    for (int p = 0; p < P; p++) acc[p][v] = vld1q_s32(bias + 4 * v);
  }
  accumulate_taps<P, H, kPair>(call, input, w, acc);
  const int32_t* scales = reinterpret_cast<const int32_t*>(w + call.taps * kDepthwiseNr);
  if (call.output.scaling == Scaling::kFloat) {
    return requantize_tile<Scaling::kFloat>(acc, scales, kDepthwiseNr, output, out, call.channels, channels);
  }
  requantize_tile(call.output.scaling, acc, scales, kDepthwiseNr, output, out, call.channels, channels);
}

/** All pixels of one row of one panel. */
template <int P, int H, bool kPair>
LANEWISE_INLINE void depthwise_row(const DepthwiseS8Call& call, const OutputVectors& output, size_t row, size_t channel,
                                   const uint8_t* panel) {
  const int8_t* input = call.input + row * call.row_stride + channel;
  int8_t* out = call.out + row * call.out_row_stride + channel;
  size_t channels = call.channels - channel < 8 * H ? call.channels - channel : 8 * H;
  size_t pixel = 0;
  for (; pixel + P <= call.pixels; pixel += P) {
    depthwise_tile<P, H, kPair>(call, output, input, panel, out, channels);
    input += P * call.pixel_stride;
    out += P * call.channels;
  }
  for (; pixel < call.pixels; pixel++) {
    depthwise_tile<1, H, kPair>(call, output, input, panel, out, channels);
    input += call.pixel_stride;
    out += call.channels;
  }
}

template <int P, bool kPair>
LANEWISE_INLINE void depthwise_s8_px16(const DepthwiseS8Call& shared) {
  const DepthwiseS8Call call = shared;  // stores to the output cannot change it
  const OutputVectors output = output_vectors(call.output);
  const uint8_t* panel = call.panels;
  for (size_t channel = 0; channel < call.channels; channel += kDepthwiseNr) {
    for (size_t row = 0; row < call.rows; row++) {
      if (call.channels - channel > 8) {
        depthwise_row<P, 2, kPair>(call, output, row, channel, panel);
      } else {
        depthwise_row<P, 1, kPair>(call, output, row, channel, panel);
      }
    }
    panel += depthwise_panel_bytes(call.taps, kDepthwiseNr);
  }
}

}  // namespace lanewise

#endif  // LANEWISE_DEPTHWISE_MICROKERNELS_DEPTHWISE_S8_16_NEON_H_

// SPDX-License-Identifier: Apache-2.0
// depthwise_s8 1x16 for 9 taps (3x3) in NEON: everything that a panel of 16 channels needs stays in registers while the
// pixels of a row go by: 9 registers of weights, 4 of bias, 8 of multipliers and shifts, 4 accumulators. For 32
// registers.
//
// Per pixel: 9 loads, 9 x (smull or smlal, lower and upper half) two taps to a product as in depthwise_s8_16_neon.h,
// 5 x 4 saddw, 12 to scale, 11 to narrow, clamp and store, 3 of the loop = 73 for 144 MAC, 0.51 per MAC. GCC 12 makes
// 82, even of rectified outputs: it loads multipliers, shifts and two registers of weights again for every pixel. Right
// where no weight is -128. The last panel may have fewer channels; with at most 8 the upper half is left out.
#ifndef LANEWISE_DEPTHWISE_MICROKERNELS_DEPTHWISE_S8_1X16_9TAPS_NEON_H_
#define LANEWISE_DEPTHWISE_MICROKERNELS_DEPTHWISE_S8_1X16_9TAPS_NEON_H_

#include "depthwise/microkernels/depthwise_s8_16_neon.h"

namespace lanewise {

/** Adds the products of taps t and t + 1 (the last tap alone) of H halves of 8 channels. */
template <int H>
LANEWISE_INLINE void add_two_taps(int32x4_t (&acc)[1][2 * H], const int8x16_t* a, const int8x16_t* w, bool alone) {
  int16x8_t low = vmull_s8(vget_low_s8(a[0]), vget_low_s8(w[0]));
  if (!alone) low = vmlal_s8(low, vget_low_s8(a[1]), vget_low_s8(w[1]));
  acc[0][0] = vaddw_s16(acc[0][0], vget_low_s16(low));
  acc[0][1] = add_wide_high(acc[0][1], low);
  if (H == 2) {
    int16x8_t high = multiply_high(a[0], w[0]);
    if (!alone) high = multiply_accumulate_high(high, a[1], w[1]);
    acc[0][2 * H - 2] = vaddw_s16(acc[0][2 * H - 2], vget_low_s16(high));
    acc[0][2 * H - 1] = add_wide_high(acc[0][2 * H - 1], high);
  }
}

/** 8 or 16 channels of one tap. */
template <int H>
LANEWISE_INLINE int8x16_t load_channels(const int8_t* from) {
  return H == 2 ? vld1q_s8(from) : vcombine_s8(vld1_s8(from), vdup_n_s8(0));
}

template <int H, Scaling kScaling>
LANEWISE_INLINE void rows_9taps(const DepthwiseS8Call& call, size_t channel, const uint8_t* panel,
                               const OutputVectors& output) {
  const int32_t* bias_values = reinterpret_cast<const int32_t*>(panel);
  const int8_t* weights = reinterpret_cast<const int8_t*>(panel + kDepthwiseNr * sizeof(int32_t));
  const int32_t* scales = reinterpret_cast<const int32_t*>(weights + 9 * kDepthwiseNr);
  int8x16_t w[9];
  for (int t = 0; t < 9; t++) w[t] = vld1q_s8(weights + static_cast<size_t>(t) * kDepthwiseNr);
  int32x4_t bias[2 * H];
  for (int v = 0; v < 2 * H; v++) bias[v] = vld1q_s32(bias_values + 4 * v);
  const int8_t* tap[9];
  for (int t = 0; t < 9; t++) tap[t] = call.input + channel + call.tap_offsets[t];
  const size_t channels = call.channels - channel < 8 * H ? call.channels - channel : 8 * H;
  for (size_t row = 0; row < call.rows; row++) {
    int8_t* out = call.out + row * call.out_row_stride + channel;
    for (size_t pixel = 0, at = row * call.row_stride; pixel < call.pixels; pixel++, at += call.pixel_stride) {
      int8x16_t a[9];
      for (int t = 0; t < 9; t++) a[t] = load_channels<H>(tap[t] + at);
      int32x4_t acc[1][2 * H];
      for (int v = 0; v < 2 * H; v++) acc[0][v] = bias[v];
      for (int t = 0; t < 9; t += 2) add_two_taps<H>(acc, a + t, w + t, t == 8);
      requantize_tile<kScaling>(acc, scales, kDepthwiseNr, output, out, call.channels, channels);
      out += call.channels;
    }
  }
}

/** The panel from `channel` on, which may be the last. */
template <Scaling kScaling>
LANEWISE_INLINE void panel_9taps(const DepthwiseS8Call& call, size_t channel, const uint8_t* panel) {
  const OutputVectors output = output_vectors(call.output);
  if (call.channels - channel > 8) {
    rows_9taps<2, kScaling>(call, channel, panel, output);
  } else {
    rows_9taps<1, kScaling>(call, channel, panel, output);
  }
}

template <Scaling kScaling>
LANEWISE_INLINE void depthwise_s8_9taps(const DepthwiseS8Call& call) {
  const uint8_t* panel = call.panels;
  for (size_t channel = 0; channel < call.channels; channel += kDepthwiseNr) {
    panel_9taps<kScaling>(call, channel, panel);
    panel += depthwise_panel_bytes(9, kDepthwiseNr);
  }
}

LANEWISE_INLINE void depthwise_s8_1x16_9taps(const DepthwiseS8Call& shared) {
  const DepthwiseS8Call call = shared;  // stores to the output cannot change it
  switch (call.output.scaling) {
    case Scaling::kRectified: return depthwise_s8_9taps<Scaling::kRectified>(call);
    case Scaling::kRight: return depthwise_s8_9taps<Scaling::kRight>(call);
    case Scaling::kAny: return depthwise_s8_9taps<Scaling::kAny>(call);
    case Scaling::kFloat: return depthwise_s8_9taps<Scaling::kFloat>(call);
    case Scaling::kDouble:
    case Scaling::kAnyLessRow:
    case Scaling::kDoubleLessRow:
    case Scaling::kFloatLessRow: break;  // of matrix products alone
  }
}

}  // namespace lanewise

#endif  // LANEWISE_DEPTHWISE_MICROKERNELS_DEPTHWISE_S8_1X16_9TAPS_NEON_H_

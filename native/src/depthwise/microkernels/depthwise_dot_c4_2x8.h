// SPDX-License-Identifier: Apache-2.0
// depthwise_s8 2x8c4 by dot product: two neighbouring pixels of 3x3 windows that slide, 8 channels. Columns of the
// image are interleaved, so that each lane of 32 bits has 4 columns of one channel; both pixels multiply them, by
// weights that are shifted by one. Half of the columns stay for the next two pixels.
//
//      column   x   x+1     x+2  x+3           of one image row, 8 channels each
//                zip1         zip1             2 columns of 8 channels: the second is the first of the next pixels
//                zip1,        zip2             4 columns of channels 0 to 3, of 4 to 7
//      pixel 0  w0   w1      w2    0           SDOT
//      pixel 1   0   w0      w1   w2           SDOT
//
// Two pixels: 6 loads, 9 ZIP, 12 SDOT, 4 moves of the bias, 8 to scale, 8 to narrow, 2 stores, 4 of the loop = 53 for
// 144 MAC, 0.37 per MAC, where the pair scheme takes 67.
#ifndef LANEWISE_DEPTHWISE_MICROKERNELS_DEPTHWISE_DOT_C4_2X8_H_
#define LANEWISE_DEPTHWISE_MICROKERNELS_DEPTHWISE_DOT_C4_2X8_H_

#include "depthwise/depthwise_s8.h"
#include "quantization/requantize_tile.h"

namespace lanewise {

/** Two columns of 8 channels interleaved. */
LANEWISE_INLINE int8x16_t interleave(int8x8_t first, int8x8_t second) {
  return vzip1q_s8(vcombine_s8(first, vdup_n_s8(0)), vcombine_s8(second, vdup_n_s8(0)));
}

/** acc[pixel][half of the channels] += one row of the image, of which `left` and `right` are two columns each. */
template <int P>
LANEWISE_INLINE void add_sliding_row(int32x4_t (&acc)[P][2], int8x16_t left, int8x16_t right,
                                     const int8x16_t (&w)[2][2]) {
  const int8x16_t low = vreinterpretq_s8_s16(vzip1q_s16(vreinterpretq_s16_s8(left), vreinterpretq_s16_s8(right)));
  const int8x16_t high = vreinterpretq_s8_s16(vzip2q_s16(vreinterpretq_s16_s8(left), vreinterpretq_s16_s8(right)));
  for (int p = 0; p < P; p++) {
    acc[p][0] = vdotq_s32(acc[p][0], low, w[p][0]);
    acc[p][1] = vdotq_s32(acc[p][1], high, w[p][1]);
  }
}

/** A panel's constants in registers, and its rows. */
template <Scaling kScaling>
struct SlidingPanel {
  int8x16_t w[3][2][2];
  int32x4_t bias[2];
  ScaleVector scales[2];
  const int8_t* row[3];  // the first window of all
  size_t step;           // bytes from column to column
};

template <Scaling kScaling>
LANEWISE_INLINE SlidingPanel<kScaling> sliding_panel(const DepthwiseS8Call& call, size_t channel,
                                                     const uint8_t* packed) {
  SlidingPanel<kScaling> panel;
  const int32_t* bias = reinterpret_cast<const int32_t*>(packed);
  const int8_t* weights = reinterpret_cast<const int8_t*>(bias + 8);
  for (int i = 0; i < 12; i++) panel.w[i / 4][i / 2 % 2][i % 2] = vld1q_s8(weights + 16 * i);
  const int32_t* scales = reinterpret_cast<const int32_t*>(weights + 12 * 16);
  for (int v = 0; v < 2; v++) {
    panel.bias[v] = vld1q_s32(bias + 4 * v);
    panel.scales[v] = scale_vector<kScaling>(scales + 4 * v, 8);
  }
  for (int r = 0; r < 3; r++) panel.row[r] = call.input + channel + call.tap_offsets[3 * r];
  panel.step = call.pixel_stride;
  return panel;
}

/** P pixels whose columns 0 and 1 are in `left`, and columns 2 and 3 `at` bytes from the rows. The last pixel of all,
 *  where P is 1, has no column 3. Columns 2 and 3 go to `right`. */
template <int P, Scaling kScaling>
LANEWISE_INLINE void sliding_pixels(const SlidingPanel<kScaling>& panel, size_t at, const int8x16_t (&left)[3],
                                    int8x16_t (&right)[3], const OutputVectors& output, int8_t* out, size_t pixel_bytes,
                                    size_t channels) {
  int32x4_t acc[P][2];
  for (int p = 0; p < P; p++) {
    for (int v = 0; v < 2; v++) acc[p][v] = panel.bias[v];
  }
  for (int r = 0; r < 3; r++) {
    const int8_t* columns = panel.row[r] + at;
    right[r] = interleave(vld1_s8(columns), P == 1 ? vdup_n_s8(0) : vld1_s8(columns + panel.step));
    add_sliding_row(acc, left[r], right[r], panel.w[r]);
  }
  for (int v = 0; v < 2; v++) scale_columns<kScaling>(acc, v, panel.scales[v]);
  store_tile<kScaling>(acc, output, out, pixel_bytes, channels);
}

/** All pixels of one panel, whose `channels` are 8 where it is whole. Four at a time: what is left of two pixels and
 *  what is right change their places without moves. */
template <Scaling kScaling>
LANEWISE_INLINE void panel_sliding(const DepthwiseS8Call& call, const OutputVectors& output, size_t channel,
                                   size_t channels, const uint8_t* packed) {
  const SlidingPanel<kScaling> panel = sliding_panel<kScaling>(call, channel, packed);
  const size_t two = 2 * panel.step, two_out = 2 * call.channels;
  for (size_t y = 0; y < call.rows; y++) {
    int8_t* out = call.out + y * call.out_row_stride + channel;
    size_t at = y * call.row_stride;
    int8x16_t left[3], right[3];
    for (int r = 0; r < 3; r++)
      left[r] = interleave(vld1_s8(panel.row[r] + at), vld1_s8(panel.row[r] + panel.step + at));
    at += two;
    size_t pixels = call.pixels;
    for (; pixels >= 4; pixels -= 4) {
      sliding_pixels<2>(panel, at, left, right, output, out, call.channels, channels);
      sliding_pixels<2>(panel, at + two, right, left, output, out + two_out, call.channels, channels);
      at += 2 * two;
      out += 2 * two_out;
    }
    if (pixels >= 2) {
      sliding_pixels<2>(panel, at, left, right, output, out, call.channels, channels);
      for (int r = 0; r < 3; r++) left[r] = right[r];
      at += two;
      out += two_out;
    }
    if (pixels % 2 != 0) sliding_pixels<1>(panel, at, left, right, output, out, call.channels, channels);
  }
}

template <Scaling kScaling>
LANEWISE_INLINE void depthwise_s8_sliding(const DepthwiseS8Call& call) {
  const OutputVectors output = output_vectors(call.output);
  const uint8_t* panel = call.panels;
  size_t channel = 0;
  for (; call.channels - channel >= 8; channel += 8, panel += depthwise_panel_bytes(24, 8)) {
    panel_sliding<kScaling>(call, output, channel, 8, panel);
  }
  if (channel < call.channels) panel_sliding<kScaling>(call, output, channel, call.channels - channel, panel);
}

LANEWISE_INLINE void depthwise_s8_2x8c4(const DepthwiseS8Call& shared) {
  const DepthwiseS8Call call = shared;  // stores to the output cannot change it
  switch (call.output.scaling) {
    case Scaling::kRectified: return depthwise_s8_sliding<Scaling::kRectified>(call);
    case Scaling::kRight: return depthwise_s8_sliding<Scaling::kRight>(call);
    case Scaling::kAny: return depthwise_s8_sliding<Scaling::kAny>(call);
    case Scaling::kFloat: return depthwise_s8_sliding<Scaling::kFloat>(call);
    case Scaling::kDouble:
    case Scaling::kAnyLessRow:
    case Scaling::kDoubleLessRow:
    case Scaling::kFloatLessRow: break;  // of matrix products alone
  }
}

}  // namespace lanewise

#endif  // LANEWISE_DEPTHWISE_MICROKERNELS_DEPTHWISE_DOT_C4_2X8_H_

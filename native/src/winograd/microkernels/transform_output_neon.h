// SPDX-License-Identifier: Apache-2.0
// A' m A of 16 output channels, divided by 4, requantized and stored: 2 x 2 outputs, fewer at the ends of odd images.
#ifndef LANEWISE_WINOGRAD_MICROKERNELS_TRANSFORM_OUTPUT_NEON_H_
#define LANEWISE_WINOGRAD_MICROKERNELS_TRANSFORM_OUTPUT_NEON_H_

#include "quantization/requantize_tile.h"
#include "winograd/winograd_s8.h"

namespace lanewise {

/** The four outputs of one tile for 4 channels: y[row][column] = Y. */
LANEWISE_INLINE void transform_output_4(const int32_t* m, size_t place_stride, int32x4_t (&y)[2][2]) {
  int32x4_t t[2][4];  // A' m
  for (int x = 0; x < 4; x++) {
    const int32_t* at = m + static_cast<size_t>(x) * place_stride;
    const int32x4_t m0 = vld1q_s32(at), m1 = vld1q_s32(at + 4 * place_stride);
    const int32x4_t m2 = vld1q_s32(at + 8 * place_stride), m3 = vld1q_s32(at + 12 * place_stride);
    t[0][x] = vaddq_s32(vaddq_s32(m0, m1), m2);
    t[1][x] = vsubq_s32(vsubq_s32(m1, m2), m3);
  }
  for (int r = 0; r < 2; r++) {
    y[r][0] = vshrq_n_s32(vaddq_s32(vaddq_s32(t[r][0], t[r][1]), t[r][2]), 2);
    y[r][1] = vshrq_n_s32(vsubq_s32(vsubq_s32(t[r][1], t[r][2]), t[r][3]), 2);
  }
}

LANEWISE_INLINE void winograd_transform_output(const WinogradS8Call& shared) {
  const WinogradS8Call call = shared;  // stores cannot change it
  const OutputVectors output = output_vectors(call.output);
  const size_t channels = call.output_channels, place_stride = call.band_tiles * channels;
  const int32_t* m = call.m;
  for (size_t tile = call.first; tile < call.last; tile++, m += channels) {
    const size_t y = 2 * (tile / call.tiles_per_row), x = 2 * (tile % call.tiles_per_row);
    int8_t* out = call.out + (y * call.output_width + x) * channels;
    const int32_t* scales = call.scales;
    for (size_t c = 0; c < channels; c += kWinogradNr, scales += 3 * kWinogradNr) {
      int32x4_t rows[2][2][4];  // [row][column][vector]
      for (int v = 0; v < 4; v++) {
        int32x4_t four[2][2];
        transform_output_4(m + c + static_cast<size_t>(4 * v), place_stride, four);
        for (int i = 0; i < 4; i++) rows[i / 2][i % 2][v] = four[i / 2][i % 2];
      }
      const size_t height = call.output_height - y < 2 ? 1 : 2;
      for (size_t r = 0; r < height; r++) {
        int8_t* to = out + r * call.output_width * channels + c;
        if (call.output_width - x >= 2) {
          requantize_tile(call.output.scaling, rows[r], scales, kWinogradNr, output, to, channels, kWinogradNr);
        } else {
          int32x4_t left[1][4] = {{rows[r][0][0], rows[r][0][1], rows[r][0][2], rows[r][0][3]}};
          requantize_tile(call.output.scaling, left, scales, kWinogradNr, output, to, channels, kWinogradNr);
        }
      }
    }
  }
}

}  // namespace lanewise

#endif  // LANEWISE_WINOGRAD_MICROKERNELS_TRANSFORM_OUTPUT_NEON_H_

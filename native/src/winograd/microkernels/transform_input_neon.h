// SPDX-License-Identifier: Apache-2.0
// B' d B of 4x4 cells of 8 channels: 16 loads, 16 widening and 16 plain additions, 16 stores.
#ifndef LANEWISE_WINOGRAD_MICROKERNELS_TRANSFORM_INPUT_NEON_H_
#define LANEWISE_WINOGRAD_MICROKERNELS_TRANSFORM_INPUT_NEON_H_

#include "cpu/neon.h"
#include "winograd/winograd_s8.h"

namespace lanewise {

/** 8 channels of one tile; `place_stride` in elements of v. */
LANEWISE_INLINE void transform_input_8(const int8_t* cells, size_t row_bytes, size_t pixel_bytes, int16_t* v,
                                       size_t place_stride) {
  int16x8_t t[4][4];  // d B
  for (int y = 0; y < 4; y++, cells += row_bytes) {
    const int8x8_t d0 = vld1_s8(cells), d1 = vld1_s8(cells + pixel_bytes);
    const int8x8_t d2 = vld1_s8(cells + 2 * pixel_bytes), d3 = vld1_s8(cells + 3 * pixel_bytes);
    t[y][0] = vsubl_s8(d0, d2);
    t[y][1] = vaddl_s8(d1, d2);
    t[y][2] = vsubl_s8(d2, d1);
    t[y][3] = vsubl_s8(d1, d3);
  }
  for (int x = 0; x < 4; x++) {
    int16_t* at = v + static_cast<size_t>(x) * place_stride;
    vst1q_s16(at, vsubq_s16(t[0][x], t[2][x]));
    vst1q_s16(at + 4 * place_stride, vaddq_s16(t[1][x], t[2][x]));
    vst1q_s16(at + 8 * place_stride, vsubq_s16(t[2][x], t[1][x]));
    vst1q_s16(at + 12 * place_stride, vsubq_s16(t[1][x], t[3][x]));
  }
}

LANEWISE_INLINE void winograd_transform_input(const WinogradS8Call& shared) {
  const WinogradS8Call call = shared;  // stores cannot change it
  const size_t channels = call.input_channels, place_stride = call.band_tiles * channels;
  int16_t* v = call.v;
  for (size_t tile = call.first; tile < call.last; tile++, v += channels) {
    const size_t y = tile / call.tiles_per_row, x = tile % call.tiles_per_row;
    const int8_t* cells = call.image + 2 * y * call.image_row_bytes + 2 * x * channels;
    for (size_t c = 0; c < channels; c += 8) {
      transform_input_8(cells + c, call.image_row_bytes, channels, v + c, place_stride);
    }
  }
}

}  // namespace lanewise

#endif  // LANEWISE_WINOGRAD_MICROKERNELS_TRANSFORM_INPUT_NEON_H_

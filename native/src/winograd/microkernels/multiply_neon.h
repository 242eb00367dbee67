// SPDX-License-Identifier: Apache-2.0
// The matrix products of Winograd's places: int16 [tiles][input channels] by int16 [input channels][16], int32 sums, as
// gemm_s8 by lane (gemm/microkernels/accumulate_lane_c1.h) with values of A that are int16 already.
#ifndef LANEWISE_WINOGRAD_MICROKERNELS_MULTIPLY_NEON_H_
#define LANEWISE_WINOGRAD_MICROKERNELS_MULTIPLY_NEON_H_

#include "gemm/microkernels/accumulate_lane_c1.h"
#include "winograd/winograd_s8.h"

namespace lanewise {

/** In intrinsics. A Scheme, as the assembly of aarch64 is: sums of R tiles by a panel. */
struct WinogradLanes {
  template <int R>
  LANEWISE_INLINE void accumulate(int32x4_t (&acc)[R][4], const int16_t* tiles, size_t depth, const uint8_t* panel) {
    for (int v = 0; v < 4; v++) {
      const int32x4_t bias = vld1q_s32(reinterpret_cast<const int32_t*>(panel) + 4 * v);
      for (int r = 0; r < R; r++) acc[r][v] = bias;
    }
    const int16_t* w = reinterpret_cast<const int16_t*>(panel + kWinogradNr * sizeof(int32_t));
    for (size_t k = 0; k < depth; k += 8, w += 8 * kWinogradNr) {
      int16x8_t a[R];
      for (int r = 0; r < R; r++) a[r] = vld1q_s16(tiles + static_cast<size_t>(r) * depth + k);
      lane_steps<kWinogradNr, 0>(acc, a, w);
    }
  }
};

/** R tiles by all panels of a place. */
template <typename Scheme, int R>
LANEWISE_INLINE void winograd_multiply_tiles(const WinogradS8Call& call, const int16_t* tiles, const uint8_t* panel,
                                             int32_t* m) {
  for (size_t c = 0; c < call.output_channels; c += kWinogradNr, panel += call.panel_bytes) {
    int32x4_t acc[R][4];
    Scheme::template accumulate<R>(acc, tiles, call.input_channels, panel);
    for (int r = 0; r < R; r++) {
      for (int v = 0; v < 4; v++)
        vst1q_s32(m + static_cast<size_t>(r) * call.output_channels + c + static_cast<size_t>(4 * v), acc[r][v]);
    }
  }
}

template <typename Scheme, int R>
LANEWISE_OUTLINE size_t winograd_multiply_groups(const WinogradS8Call& call, size_t place, size_t tile) {
  const size_t count = call.last - call.first;
  const int16_t* v = call.v + place * call.band_tiles * call.input_channels;
  int32_t* m = call.m + place * call.band_tiles * call.output_channels;
  const uint8_t* panels = call.panels + place * (call.output_channels / kWinogradNr) * call.panel_bytes;
  for (; count - tile >= R; tile += R) {
    winograd_multiply_tiles<Scheme, R>(call, v + tile * call.input_channels, panels, m + tile * call.output_channels);
  }
  return tile;
}

template <typename Scheme, int MR>
LANEWISE_INLINE void winograd_multiply(const WinogradS8Call& call) {
  for (size_t place = 0; place < kWinogradPlaces; place++) {
    size_t tile = winograd_multiply_groups<Scheme, MR>(call, place, 0);
    if constexpr (MR > 4) tile = winograd_multiply_groups<Scheme, 4>(call, place, tile);
    if constexpr (MR > 2) tile = winograd_multiply_groups<Scheme, 2>(call, place, tile);
    winograd_multiply_groups<Scheme, 1>(call, place, tile);
  }
}

}  // namespace lanewise

#endif  // LANEWISE_WINOGRAD_MICROKERNELS_MULTIPLY_NEON_H_

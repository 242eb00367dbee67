// SPDX-License-Identifier: Apache-2.0
#include "winograd/pack_winograd_s8.h"

#include "operator/operator.h"
#include "winograd/winograd_s8.h"

namespace lanewise {
namespace {

/** 2 G applied to 3 values. */
void transform(const int32_t (&w)[3], int32_t (&u)[4]) {
  u[0] = 2 * w[0];
  u[1] = w[0] + w[1] + w[2];
  u[2] = w[0] - w[1] + w[2];
  u[3] = 2 * w[2];
}

/** 4 (G w G') of one pair of channels; `stride` from cell to cell. */
void transform_weights(const int8_t* w, size_t stride, int32_t (&u)[4][4]) {
  int32_t rows[3][4];  // w G'
  for (size_t y = 0; y < 3; y++) {
    const int32_t row[3] = {w[3 * y * stride], w[(3 * y + 1) * stride], w[(3 * y + 2) * stride]};
    transform(row, rows[y]);
  }
  for (size_t x = 0; x < 4; x++) {
    const int32_t column[3] = {rows[0][x], rows[1][x], rows[2][x]};
    int32_t places[4];
    transform(column, places);
    for (size_t y = 0; y < 4; y++) u[y][x] = places[y];
  }
}

}  // namespace

WinogradSizes winograd_sizes(size_t input_channels, size_t output_channels) {
  const size_t panel_bytes = kWinogradNr * (sizeof(int32_t) + input_channels * sizeof(int16_t));
  return {input_channels, output_channels, panel_bytes,
          checked_product(kWinogradPlaces, output_channels / kWinogradNr, panel_bytes),
          output_channels * 3 * sizeof(int32_t)};
}

void pack_winograd_s8(const WinogradSizes& sizes, const lanewise_requantization& requantization, const int8_t* weights,
                      const int32_t* bias, uint8_t* panels, int32_t* scales) {
  constexpr size_t kBiasPlace = 5;  // (1, 1)
  const size_t depth = sizes.input_channels, place_bytes = sizes.output_channels / kWinogradNr * sizes.panel_bytes;
  for (size_t n = 0; n < sizes.output_channels; n++) {
    const size_t lane = n % kWinogradNr;
    uint8_t* panel = panels + n / kWinogradNr * sizes.panel_bytes;
    uint32_t sum = 0;  // wraps like the accumulator
    for (size_t k = 0; k < depth; k++) {
      const int8_t* w = weights + n * 9 * depth + k;
      for (size_t t = 0; t < 9; t++) sum += static_cast<uint32_t>(w[t * depth]);
      int32_t u[4][4];
      transform_weights(w, depth, u);
      for (size_t p = 0; p < kWinogradPlaces; p++) {
        int16_t* packed = reinterpret_cast<int16_t*>(panel + p * place_bytes + kWinogradNr * sizeof(int32_t));
        packed[k * kWinogradNr + lane] = static_cast<int16_t>(u[p / 4][p % 4]);
      }
    }
    const uint32_t folded = (bias == nullptr ? 0 : static_cast<uint32_t>(bias[n])) -
                            static_cast<uint32_t>(requantization.input_zero_point) * sum;
    reinterpret_cast<int32_t*>(panel + kBiasPlace * place_bytes)[lane] = static_cast<int32_t>(4 * folded);
    int32_t* scale = scales + n / kWinogradNr * 3 * kWinogradNr + lane;
    const int32_t shift = requantization.shifts[n];
    scale[0] = requantization.multipliers[n];
    scale[kWinogradNr] = shift < 0 ? shift : 0;
    scale[2 * kWinogradNr] = shift > 0 ? shift : 0;
  }
}

}  // namespace lanewise

// SPDX-License-Identifier: Apache-2.0
#include "gemm/gemm_s16.h"

namespace lanewise {
namespace {

/** Puts a column's weights in their place behind the scales of its panel. */
void pack_column(size_t column, size_t products, const int8_t* weights, uint8_t* panel) {
  int8_t* w = reinterpret_cast<int8_t*>(panel + 2 * kGemmS16Columns * sizeof(int64_t)) + column % kGemmS16Columns;
  for (size_t k = 0; k < products; k++) w[k * kGemmS16Columns] = weights[column * products + k];
}

}  // namespace

void pack_gemm_s16(size_t columns, size_t products, const int8_t* weights, const int64_t* bias, const ScalesS16& scales,
                   size_t first, uint8_t* panels) {
  for (size_t n = 0; n < columns; n++) {
    uint8_t* panel = panels + n / kGemmS16Columns * gemm_s16_panel_bytes(products);
    const size_t lane = n % kGemmS16Columns;
    if (bias != nullptr) reinterpret_cast<int64_t*>(panel)[lane] = bias[first + n];
    uint8_t* scale = panel + kGemmS16Columns * sizeof(int64_t);
    if (scales.factors != nullptr) {
      reinterpret_cast<double*>(scale)[lane] = scales.factors[first + n];
    } else {
      int32_t* multipliers = reinterpret_cast<int32_t*>(scale);
      multipliers[lane] = reduced_multiplier(scales.multipliers[first + n]);
      multipliers[kGemmS16Columns + lane] = 15 - scales.shifts[first + n];
    }
    pack_column(n, products, weights, panel);
  }
}

void pack_gemm_dynamic_f32(size_t columns, size_t products, const int8_t* weights, const float* scales,
                           const float* bias, uint8_t* panels) {
  for (size_t n = 0; n < columns; n++) {
    uint8_t* panel = panels + n / kGemmS16Columns * gemm_s16_panel_bytes(products);
    float* scale = reinterpret_cast<float*>(panel + kGemmS16Columns * sizeof(int64_t)) + n % kGemmS16Columns;
    scale[0] = scales[n];
    scale[kGemmS16Columns] = bias == nullptr ? 0.0f : bias[n];
    pack_column(n, products, weights, panel);
  }
}

}  // namespace lanewise

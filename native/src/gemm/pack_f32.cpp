// SPDX-License-Identifier: Apache-2.0
#include "gemm/gemm_f32.h"

namespace lanewise {

void pack_gemm_f32(size_t columns, size_t products, const float* weights, const float* bias, float* panels) {
  for (size_t n = 0; n < columns; n++) {
    float* panel = panels + n / kGemmF32Columns * gemm_f32_panel_elements(products) + n % kGemmF32Columns;
    *panel = bias == nullptr ? 0.0f : bias[n];
    for (size_t k = 0; k < products; k++) panel[(k + 1) * kGemmF32Columns] = weights[n * products + k];
  }
}

}  // namespace lanewise

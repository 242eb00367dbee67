// SPDX-License-Identifier: Apache-2.0
// conv2d and fully_connected in float.
#include "convolution/matrix_convolution.h"
#include "gemm/gemm_f32.h"

namespace lanewise {
namespace {

struct GemmF32 : DirectInput<OutputF32> {
  using Element = float;
  using Result = float;
  using Row = GemmF32Row;
  using Call = GemmF32Call;
  using Output = OutputF32;
  static constexpr size_t kColumns = kGemmF32Columns;
  static size_t panel_bytes(size_t products) { return gemm_f32_panel_elements(products) * sizeof(float); }
  static const Microkernels<Row>& table() { return kGemmF32Table; }
};

lanewise_status create(const lanewise_window* window, float minimum, float maximum, const float* weights,
                       const float* bias, lanewise_operator** result) {
  if (result == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *result = nullptr;
  if (!valid_convolution(window) || weights == nullptr || !(minimum <= maximum)) return LANEWISE_INVALID_ARGUMENT;
  return create_matrix_convolution<GemmF32>(
      *window, {minimum, maximum},
      [&](size_t first, size_t columns, size_t products, uint8_t* panels) {
        pack_gemm_f32(columns, products, weights + first * products, bias == nullptr ? nullptr : bias + first,
                      reinterpret_cast<float*>(panels));
      },
      result);
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_conv2d_f32(const lanewise_window* window, float minimum, float maximum,
                                           const float* weights, const float* bias, lanewise_operator** op) {
  return lanewise::create(window, minimum, maximum, weights, bias, op);
}

lanewise_status lanewise_create_fully_connected_f32(int32_t rows, int32_t input_channels, int32_t output_channels,
                                                    float minimum, float maximum, const float* weights,
                                                    const float* bias, lanewise_operator** op) {
  const lanewise_window column = {1, rows, 1, input_channels, rows, 1, output_channels, 1, 1, 1, 1, 1, 1, 0, 0, 1};
  return lanewise::create(&column, minimum, maximum, weights, bias, op);
}

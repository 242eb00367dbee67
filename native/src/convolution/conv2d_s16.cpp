// SPDX-License-Identifier: Apache-2.0
// conv2d and fully_connected of int16 with int8 weights.
#include "convolution/matrix_convolution.h"
#include "gemm/gemm_s16.h"

namespace lanewise {
namespace {

struct GemmS16 : DirectInput<OutputS16> {
  using Element = int16_t;
  using Result = int16_t;
  using Row = GemmS16Row;
  using Call = GemmS16Call;
  using Output = OutputS16;
  static constexpr size_t kColumns = kGemmS16Columns;
  static size_t panel_bytes(size_t products) { return gemm_s16_panel_bytes(products); }
  static const Microkernels<Row>& table() { return kGemmS16Table; }
};

lanewise_status create(const lanewise_window& window, const OutputS16& output, const ScalesS16& scales,
                       const int8_t* weights, const int64_t* bias, lanewise_operator** result) {
  return create_matrix_convolution<GemmS16>(
      window, output,
      [&](size_t first, size_t columns, size_t products, uint8_t* panels) {
        pack_gemm_s16(columns, products, weights + first * products, bias, scales, first, panels);
      },
      result);
}

bool read_scaling(const lanewise_dense_scaling* scaling, int32_t channels, OutputS16* output, ScalesS16* scales) {
  if (scaling == nullptr || scaling->factors == nullptr || scaling->input_zero_point != 0 ||
      scaling->output_zero_point != 0 || !is_int16(scaling->output_minimum) || !is_int16(scaling->output_maximum) ||
      scaling->output_minimum > scaling->output_maximum) {
    return false;
  }
  for (int32_t c = 0; c < channels; c++) {
    if (!(scaling->factors[c] >= 0 && scaling->factors[c] < 1073741824.0)) return false;
  }
  *output = {scaling->output_minimum, scaling->output_maximum, true};
  *scales = {scaling->factors, nullptr, nullptr};
  return true;
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_conv2d_s16(const lanewise_window* window, const lanewise_requantization* requantization,
                                           const int8_t* weights, const int64_t* bias, lanewise_operator** result) {
  using namespace lanewise;
  if (result == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *result = nullptr;
  OutputS16 output;
  ScalesS16 scales;
  if (!valid_convolution(window) || weights == nullptr ||
      !read_output_s16(requantization, static_cast<size_t>(window->output_channels), &output, &scales)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  return create(*window, output, scales, weights, bias, result);
}

lanewise_status lanewise_create_fully_connected_s16(int32_t rows, int32_t input_channels, int32_t output_channels,
                                                    const lanewise_dense_scaling* scaling, const int8_t* weights,
                                                    const int64_t* bias, lanewise_operator** result) {
  using namespace lanewise;
  if (result == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *result = nullptr;
  const lanewise_window column = {1, rows, 1, input_channels, rows, 1, output_channels, 1, 1, 1, 1, 1, 1, 0, 0, 1};
  OutputS16 output;
  ScalesS16 scales;
  if (!valid_convolution(&column) || weights == nullptr || !read_scaling(scaling, output_channels, &output, &scales)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  return create(column, output, scales, weights, bias, result);
}

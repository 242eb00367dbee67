// SPDX-License-Identifier: Apache-2.0
// conv2d and fully_connected of floats with int8 weights: each image (each row) is quantized by its own range into the
// workspace, padded there, and multiplied as int16.
#include "convolution/matrix_convolution.h"
#include "gemm/gemm_s16.h"
#include "window/run_time_image.h"

namespace lanewise {
namespace {

struct GemmDynamicF32 {
  using Element = int16_t;
  using Result = float;
  using Row = GemmDynamicF32Row;
  using Call = GemmDynamicF32Call;
  using Output = OutputDynamicF32;
  using Extra = RunTimeImage;
  static constexpr size_t kColumns = kGemmS16Columns;
  static size_t panel_bytes(size_t products) { return gemm_s16_panel_bytes(products); }
  static const Microkernels<Row>& table() { return kGemmDynamicF32Table; }
  static const uint8_t* image(const WindowRows&, const lanewise_buffer* buffers, size_t) {
    return quantized_image(buffers);
  }
  static Output output(Output output, const lanewise_buffer* buffers) {
    output.input_scale = quantized_scale(buffers);
    return output;
  }
};

using DynamicConvolution = MatrixConvolution<GemmDynamicF32>;

void quantize(const lanewise_operator& base, const lanewise_buffer* buffers, const Part& part) {
  quantize_image(static_cast<const DynamicConvolution&>(base).extra, buffers, part.round);
}

lanewise_status create(const lanewise_window& window, const lanewise_dynamic_scaling& scaling, const int8_t* weights,
                       const float* bias, lanewise_operator** result) {
  const RunTimeImage image = make_run_time_image(window, 1, scaling.asymmetric != 0);
  const lanewise_status status = create_matrix_convolution<GemmDynamicF32>(
      window_of(image, window, 1), {scaling.minimum, scaling.maximum, scaling.sum_first != 0, 0},
      [&](size_t first, size_t columns, size_t products, uint8_t* panels) {
        pack_gemm_dynamic_f32(columns, products, weights + first * products, scaling.weight_scales + first,
                              bias == nullptr ? nullptr : bias + first, panels);
      },
      result);
  if (status != LANEWISE_OK) return status;
  DynamicConvolution* op = static_cast<DynamicConvolution*>(*result);
  op->extra = image;
  op->input_alignment = alignof(float);
  op->two_input_sizes[0] = static_cast<size_t>(window.batch) * image.input_elements * sizeof(float);
  op->workspace_size = workspace_bytes(image);
  op->phases[op->phase_count] = op->phases[0];
  op->phases[0] = {quantize, 1, 1};
  op->phase_count++;
  return LANEWISE_OK;
}

lanewise_status check_and_create(const lanewise_window* window, const lanewise_dynamic_scaling* scaling,
                                 const int8_t* weights, const float* bias, lanewise_operator** result) {
  if (result == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *result = nullptr;
  if (!valid_convolution(window) || weights == nullptr || scaling == nullptr || scaling->weight_scales == nullptr ||
      !(scaling->minimum <= scaling->maximum)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  return create(*window, *scaling, weights, bias, result);
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_dynamic_conv2d_f32(const lanewise_window* window,
                                                   const lanewise_dynamic_scaling* scaling, const int8_t* weights,
                                                   const float* bias, lanewise_operator** op) {
  return lanewise::check_and_create(window, scaling, weights, bias, op);
}

lanewise_status lanewise_create_dynamic_fully_connected_f32(int32_t rows, int32_t input_channels,
                                                            int32_t output_channels,
                                                            const lanewise_dynamic_scaling* scaling,
                                                            const int8_t* weights, const float* bias,
                                                            lanewise_operator** op) {
  const lanewise_window row = {rows, 1, 1, input_channels, 1, 1, output_channels, 1, 1, 1, 1, 1, 1, 0, 0, 1};
  return lanewise::check_and_create(&row, scaling, weights, bias, op);
}

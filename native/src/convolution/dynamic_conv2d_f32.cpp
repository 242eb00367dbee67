// SPDX-License-Identifier: Apache-2.0
// conv2d and fully_connected of floats with int8 weights: each image (each row) is quantized by its own range into the
// workspace, padded there, and multiplied as int16.
#include <cstring>

#include "convolution/matrix_convolution.h"
#include "gemm/gemm_s16.h"
#include "quantization/run_time_quantizer.h"

namespace lanewise {
namespace {

/** The workspace: a cache line with the image's scale, then the padded image. */
uint8_t* workspace_of(const lanewise_buffer* buffers) {
  const uintptr_t address = reinterpret_cast<uintptr_t>(buffers[2].data);
  return static_cast<uint8_t*>(buffers[2].data) + (kAlignment - address % kAlignment) % kAlignment;
}

struct GemmDynamicF32 {
  using Element = int16_t;
  using Result = float;
  using Call = GemmDynamicF32Call;
  using Output = OutputDynamicF32;
  struct Extra {
    PaddedImage image;      // sizes in bytes of int16
    size_t input_elements;  // of one image
    bool asymmetric;
  };
  static constexpr size_t kColumns = kGemmS16Columns;
  static size_t panel_bytes(size_t products) { return gemm_s16_panel_bytes(products); }
  static void multiply(const Call& call) { gemm_dynamic_f32(call); }
  static const uint8_t* image(const WindowRows&, const lanewise_buffer* buffers, size_t) {
    return workspace_of(buffers) + kAlignment;
  }
  static Output output(Output output, const lanewise_buffer* buffers) {
    std::memcpy(&output.input_scale, workspace_of(buffers), sizeof output.input_scale);
    return output;
  }
};

using DynamicConvolution = MatrixConvolution<GemmDynamicF32>;

void quantize_image(const lanewise_operator& base, const lanewise_buffer* buffers, const Part& part) {
  const GemmDynamicF32::Extra& extra = static_cast<const DynamicConvolution&>(base).extra;
  const PaddedImage& image = extra.image;
  const float* input = static_cast<const float*>(buffers[0].data) + part.round * extra.input_elements;
  const RunTimeQuantizer quantizer = run_time_quantizer(input, extra.input_elements, extra.asymmetric);
  uint8_t* workspace = workspace_of(buffers);
  std::memcpy(workspace, &quantizer.scale, sizeof quantizer.scale);
  uint8_t* padded = workspace + kAlignment;
  std::memset(padded, 0, image.rows * image.row_bytes);
  for (size_t y = 0; y < image.copied_rows; y++) {
    quantizer.quantize(input + y * image.input_row_bytes / sizeof(int16_t), image.copied_row_bytes / sizeof(int16_t),
                       reinterpret_cast<int16_t*>(padded + (image.top + y) * image.row_bytes + image.left_bytes));
  }
}

lanewise_status create(const lanewise_window& window, const lanewise_dynamic_scaling& scaling, const int8_t* weights,
                       const float* bias, lanewise_operator** result) {
  const PaddedImage image = padded_image(window, sizeof(int16_t), 1, 0);
  lanewise_window padded = window;
  padded.input_height = static_cast<int32_t>(image.rows);
  padded.input_width = static_cast<int32_t>(image.row_bytes / sizeof(int16_t) / static_cast<size_t>(window.input_channels));
  padded.padding_top = padded.padding_left = 0;
  const lanewise_status status = create_matrix_convolution<GemmDynamicF32>(
      padded, {scaling.minimum, scaling.maximum, scaling.sum_first != 0, 0}, "gemm_dynamic_f32_4x8c1_neon",
      [&](size_t first, size_t columns, size_t products, uint8_t* panels) {
        pack_gemm_dynamic_f32(columns, products, weights + first * products, scaling.weight_scales + first,
                              bias == nullptr ? nullptr : bias + first, panels);
      },
      result);
  if (status != LANEWISE_OK) return status;
  DynamicConvolution* op = static_cast<DynamicConvolution*>(*result);
  op->extra.image = image;
  op->extra.input_elements = checked_product(window.input_height, window.input_width, window.input_channels);
  op->extra.asymmetric = scaling.asymmetric != 0;
  op->input_alignment = alignof(float);
  op->two_input_sizes[0] = static_cast<size_t>(window.batch) * op->extra.input_elements * sizeof(float);
  op->workspace_size = 2 * kAlignment + image.rows * image.row_bytes;
  op->phases[op->phase_count] = op->phases[0];
  op->phases[0] = {quantize_image, 1, 1};
  op->phase_count++;
  return LANEWISE_OK;
}

lanewise_status check_and_create(const lanewise_window* window, const lanewise_dynamic_scaling* scaling, const int8_t* weights,
                                 const float* bias, lanewise_operator** result) {
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

lanewise_status lanewise_create_dynamic_conv2d_f32(const lanewise_window* window, const lanewise_dynamic_scaling* scaling,
                                                   const int8_t* weights, const float* bias, lanewise_operator** op) {
  return lanewise::check_and_create(window, scaling, weights, bias, op);
}

lanewise_status lanewise_create_dynamic_fully_connected_f32(int32_t rows, int32_t input_channels, int32_t output_channels,
                                                            const lanewise_dynamic_scaling* scaling, const int8_t* weights,
                                                            const float* bias, lanewise_operator** op) {
  const lanewise_window row = {rows, 1, 1, input_channels, 1, 1, output_channels, 1, 1, 1, 1, 1, 1, 0, 0, 1};
  return lanewise::check_and_create(&row, scaling, weights, bias, op);
}

// SPDX-License-Identifier: Apache-2.0
// conv2d and fully_connected in float: as conv2d_s8.cpp, on gemm_f32.
#include "convolution/window_rows.h"
#include "gemm/gemm_f32.h"

namespace lanewise {
namespace {

struct Conv2dF32 : lanewise_operator {
  WindowRows rows;
  size_t segment_length;
  size_t groups, group_input_bytes, group_columns, group_panels;
  const float* panels;
  float minimum, maximum;
};

void multiply(const Conv2dF32& op, const uint8_t* image, const float* panels, float* output) {
  const size_t total = op.rows.output_height * op.rows.output_width;
  const float* pointers[kRowsPerCall];
  GemmF32Call call = {0, op.group_columns, pointers, op.rows.segments, op.rows.offsets, op.segment_length, panels, output,
                      op.groups * op.group_columns, op.minimum, op.maximum};
  WindowCursor cursor(op.rows, image);
  for (size_t m = 0; m < total; m += call.rows) {
    call.rows = total - m < kRowsPerCall ? total - m : kRowsPerCall;
    cursor.next(pointers, call.rows);
    gemm_f32(call);
    call.c += call.rows * call.c_stride;
  }
}

void run_conv2d_f32(const lanewise_operator& base, const lanewise_buffer* buffers) {
  const Conv2dF32& op = static_cast<const Conv2dF32&>(base);
  const size_t image_outputs = op.output_size / sizeof(float) / op.rows.batch;
  const float zero = 0;
  for_each_image(op.rows, buffers, &zero, [&](const uint8_t* image, size_t b) {
    float* output = static_cast<float*>(buffers[1].data) + b * image_outputs;
    for (size_t g = 0; g < op.groups; g++) {
      multiply(op, image + g * op.group_input_bytes, op.panels + g * op.group_panels, output + g * op.group_columns);
    }
  });
}

lanewise_status create(const lanewise_window* window, float minimum, float maximum, const float* weights,
                       const float* bias, lanewise_operator** result) {
  if (result == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *result = nullptr;
  if (!valid_window(window) || weights == nullptr || window->input_channels % window->groups != 0 ||
      window->output_channels % window->groups != 0 || !(minimum <= maximum)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  const size_t groups = static_cast<size_t>(window->groups);
  const size_t group_columns = static_cast<size_t>(window->output_channels) / groups;
  const Segments segments = convolution_segments(*window);
  const size_t products = segments.count * segments.length;
  const size_t offsets_bytes = round_up(segments.count * sizeof(size_t), kAlignment);
  const size_t group_panels = checked_product(round_up(group_columns, kGemmF32Columns) / kGemmF32Columns,
                                              gemm_f32_panel_elements(products));
  const size_t panels_bytes = checked_product(groups, group_panels, sizeof(float));
  if (panels_bytes >= kTooLarge / 2) return LANEWISE_OUT_OF_MEMORY;
  Conv2dF32* op = new_operator<Conv2dF32>(offsets_bytes + panels_bytes);
  if (op == nullptr) return LANEWISE_OUT_OF_MEMORY;

  float* panels = reinterpret_cast<float*>(payload(op) + offsets_bytes);
  op->run = run_conv2d_f32;
  op->microkernel = "gemm_f32_4x8_neon";
  op->segment_length = segments.length;
  op->groups = groups;
  op->group_input_bytes = static_cast<size_t>(window->input_channels) / groups * sizeof(float);
  op->group_columns = group_columns;
  op->group_panels = group_panels;
  op->panels = panels;
  op->minimum = minimum;
  op->maximum = maximum;
  op->rows = window_rows(*window, segments,
                         {sizeof(float), 1, segments.length * sizeof(float), (groups - 1) * op->group_input_bytes},
                         reinterpret_cast<size_t*>(payload(op)));
  op->input_count = 1;
  op->input_alignment = op->output_alignment = alignof(float);
  op->two_input_sizes[0] = op->rows.batch * op->rows.image_bytes;
  op->output_size = op->rows.batch * op->rows.output_height * op->rows.output_width * groups * group_columns * sizeof(float);
  op->workspace_size = op->rows.workspace_size;
  for (size_t g = 0; g < groups; g++) {
    size_t first = g * group_columns;
    pack_gemm_f32(group_columns, products, weights + first * products, bias == nullptr ? nullptr : bias + first,
                  panels + g * group_panels);
  }
  *result = op;
  return LANEWISE_OK;
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

// SPDX-License-Identifier: Apache-2.0
// conv2d and fully_connected in float: as conv2d_s8.cpp, on gemm_f32.
#include "convolution/window_rows.h"
#include "gemm/gemm_f32.h"

namespace lanewise {
namespace {

// Columns multiplied before going to the next windows: as many as keep their panels in half of a 32 KB cache.
constexpr size_t kBlockBytes = 16 * 1024;

// Units as in conv2d_s8.cpp.
struct Conv2dF32 : lanewise_operator {
  WindowRows rows;
  size_t segment_length;
  size_t group_input_bytes, group_columns, group_panels;
  size_t windows, window_blocks, column_blocks, block_columns;
  size_t output_channels;
  const float* panels;
  float minimum, maximum;
};

// The windows `m` to `end` of an image times one block of columns.
void multiply(const Conv2dF32& op, const uint8_t* image, size_t group, size_t n, size_t m, size_t end, float* output) {
  const float* pointers[kRowsPerCall];
  const float* panels = op.panels + group * op.group_panels +
                        n / kGemmF32Columns * gemm_f32_panel_elements(op.rows.segments * op.segment_length);
  GemmF32Call call = {0, std::min(op.group_columns - n, op.block_columns), pointers, op.rows.segments, op.rows.offsets,
                      op.segment_length, panels, output + m * op.output_channels + group * op.group_columns + n,
                      op.output_channels, op.minimum, op.maximum};
  WindowCursor cursor(op.rows, image + group * op.group_input_bytes, m);
  for (; m < end; m += call.rows) {
    call.rows = std::min(end - m, kRowsPerCall);
    cursor.next(pointers, call.rows);
    gemm_f32(call);
    call.c += call.rows * call.c_stride;
  }
}

void run_conv2d_f32(const lanewise_operator& base, const lanewise_buffer* buffers, const Part& part) {
  const Conv2dF32& op = static_cast<const Conv2dF32&>(base);
  const uint8_t* image = image_of(op.rows, buffers, part.round);
  float* output = static_cast<float*>(buffers[1].data) + part.round * op.windows * op.output_channels;
  for_each_row(part, op.window_blocks, [&](size_t block, size_t first, size_t last) {
    multiply(op, image, block / op.column_blocks, block % op.column_blocks * op.block_columns, first * kRowsPerCall,
             std::min(last * kRowsPerCall, op.windows), output);
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
  op->microkernel = "gemm_f32_4x8_neon";
  op->segment_length = segments.length;
  op->group_input_bytes = static_cast<size_t>(window->input_channels) / groups * sizeof(float);
  op->group_columns = group_columns;
  op->group_panels = group_panels;
  op->panels = panels;
  op->minimum = minimum;
  op->maximum = maximum;
  op->rows = window_rows(*window, segments,
                         {sizeof(float), 1, segments.length * sizeof(float), (groups - 1) * op->group_input_bytes, 0},
                         reinterpret_cast<size_t*>(payload(op)));
  op->windows = op->rows.output_height * op->rows.output_width;
  op->window_blocks = (op->windows + kRowsPerCall - 1) / kRowsPerCall;
  op->block_columns = std::max<size_t>(kBlockBytes / (gemm_f32_panel_elements(products) * sizeof(float)), 1) * kGemmF32Columns;
  op->column_blocks = (group_columns + op->block_columns - 1) / op->block_columns;
  op->output_channels = groups * group_columns;
  op->input_count = 1;
  op->input_alignment = op->output_alignment = alignof(float);
  op->two_input_sizes[0] = op->rows.batch * op->rows.image_bytes;
  op->output_size = op->rows.batch * op->windows * op->output_channels * sizeof(float);
  op->workspace_size = op->rows.workspace_size;
  add_image_phases(op, run_conv2d_f32, groups * op->column_blocks * op->window_blocks,
                   4 * std::min(op->windows, kRowsPerCall) * std::min(group_columns, op->block_columns) * products);
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

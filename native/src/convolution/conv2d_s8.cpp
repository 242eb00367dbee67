// SPDX-License-Identifier: Apache-2.0
// conv2d in int8: a GEMM whose rows are windows of the image (gemm/gemm_s8.h).
#include "convolution/window_rows.h"
#include "gemm/gemm_s8.h"
#include "microkernels/microkernels.h"

namespace lanewise {
namespace {

struct Conv2dS8 : lanewise_operator {
  WindowRows rows;
  GemmS8 gemm;  // of one group
  int8_t input_zero_point;
  size_t groups, group_input, group_panels_bytes;
  size_t output_channels;
};

// All windows of one group of one image.
void multiply(const Conv2dS8& op, const uint8_t* image, const uint8_t* panels, int8_t* output) {
  const GemmS8& gemm = op.gemm;
  const size_t total = op.rows.output_height * op.rows.output_width;
  const int8_t* pointers[kRowsPerCall];
  GemmS8Call call = {};
  call.a = pointers;
  call.segments = op.rows.segments;
  call.segment_offsets = op.rows.offsets;
  call.segment_bytes = gemm.segment_bytes;
  call.c_stride = op.output_channels;
  call.output = gemm.output;
  for (size_t n = 0; n < gemm.columns; n += gemm.block_columns) {
    call.columns = gemm.columns - n < gemm.block_columns ? gemm.columns - n : gemm.block_columns;
    call.panels = panels + n / gemm.kernel->nr * gemm.panel_bytes;
    call.c = output + n;
    WindowCursor cursor(op.rows, image);
    for (size_t m = 0; m < total; m += call.rows) {
      call.rows = total - m < kRowsPerCall ? total - m : kRowsPerCall;
      cursor.next(pointers, call.rows);
      gemm.kernel->gemm_s8(call);
      call.c += call.rows * op.output_channels;
    }
  }
}

void run_conv2d_s8(const lanewise_operator& base, const lanewise_buffer* buffers) {
  const Conv2dS8& op = static_cast<const Conv2dS8&>(base);
  const size_t image_outputs = op.output_size / op.rows.batch;
  for_each_image(op.rows, buffers, &op.input_zero_point, [&](const uint8_t* image, size_t b) {
    int8_t* output = static_cast<int8_t*>(buffers[1].data) + b * image_outputs;
    for (size_t g = 0; g < op.groups; g++) {
      multiply(op, image + g * op.group_input, op.gemm.panels + g * op.group_panels_bytes, output + g * op.gemm.columns);
    }
  });
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_conv2d_s8(const lanewise_window* window, const lanewise_requantization* requantization,
                                          const int8_t* weights, const int32_t* bias, lanewise_operator** result) {
  using namespace lanewise;
  if (result == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *result = nullptr;
  OutputS8 output;
  if (!valid_window(window) || weights == nullptr || window->input_channels % window->groups != 0 ||
      window->output_channels % window->groups != 0 ||
      !read_output_s8(requantization, static_cast<size_t>(window->output_channels), &output)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  const size_t groups = static_cast<size_t>(window->groups);
  const size_t group_columns = static_cast<size_t>(window->output_channels) / groups;
  const Segments segments = convolution_segments(*window);
  const size_t column_bytes = segments.count * segments.length;
  const size_t weight_count = checked_product(window->output_channels, column_bytes);
  if (weight_count >= kTooLarge) return LANEWISE_INVALID_ARGUMENT;
  const Microkernel* kernel = select_microkernel(Family::kGemmS8, proven_without_minus_128(weights, weight_count));
  const GemmS8 gemm = plan_gemm_s8(kernel, group_columns, segments.count, segments.length, output);
  const size_t offsets_bytes = round_up(segments.count * sizeof(size_t), kAlignment);
  const size_t panels_bytes = checked_product(groups, panels_size(gemm));
  if (panels_bytes >= kTooLarge / 2) return LANEWISE_OUT_OF_MEMORY;
  Conv2dS8* op = new_operator<Conv2dS8>(offsets_bytes + panels_bytes);
  if (op == nullptr) return LANEWISE_OUT_OF_MEMORY;

  uint8_t* panels = payload(op) + offsets_bytes;
  op->run = run_conv2d_s8;
  op->microkernel = kernel->name;
  op->groups = groups;
  op->group_input = static_cast<size_t>(window->input_channels) / groups;
  op->rows = window_rows(*window, segments, {1, 1, gemm.segment_bytes, (groups - 1) * op->group_input},
                         reinterpret_cast<size_t*>(payload(op)));
  op->gemm = gemm;
  op->gemm.panels = panels;
  op->group_panels_bytes = panels_size(gemm);
  op->input_zero_point = static_cast<int8_t>(requantization->input_zero_point);
  op->output_channels = static_cast<size_t>(window->output_channels);
  op->input_count = 1;
  op->two_input_sizes[0] = op->rows.batch * op->rows.image_bytes;
  op->output_size = op->rows.batch * op->rows.output_height * op->rows.output_width * op->output_channels;
  op->workspace_size = op->rows.workspace_size;
  for (size_t g = 0; g < groups; g++) {
    size_t first = g * group_columns;
    pack_gemm_s8(gemm, segments.length, weights + first * column_bytes, bias == nullptr ? nullptr : bias + first,
                 requantization->input_zero_point, requantization->multipliers + first, requantization->shifts + first,
                 panels + g * op->group_panels_bytes);
  }
  *result = op;
  return LANEWISE_OK;
}

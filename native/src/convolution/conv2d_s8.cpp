// SPDX-License-Identifier: Apache-2.0
// conv2d and fully_connected in int8: a GEMM whose rows are windows of the image (gemm/gemm_s8.h). Fully connected is the
// 1x1 convolution of an image one pixel wide.
#include <cstring>

#include "convolution/padded_image.h"
#include "gemm/gemm_s8.h"
#include "microkernels/microkernels.h"
#include "runtime/operator.h"

namespace lanewise {
namespace {

// Rows handed to a microkernel in one call: many, so that what a call costs is shared by many tiles.
constexpr size_t kRowsPerCall = 64;

struct Conv2dS8 : lanewise_operator {
  lanewise_window window;
  GemmS8 gemm;               // of one group
  PaddedImage image;
  bool copies;               // the input goes through the workspace
  int8_t input_zero_point;
  size_t image_bytes;        // of one input image
  size_t row_step, pixel_step;  // bytes between windows of neighbouring rows and pixels, in the copy or the input
  size_t group_panels_bytes;
};

/** How a window's bytes fall into segments (gemm_s8.h). */
struct Segments {
  size_t count, length;
  bool whole_rows;  // each is a run of kernel_width pixels; else each is one tap
};

Segments segments_of(const lanewise_window& w) {
  size_t group_channels = static_cast<size_t>(w.input_channels / w.groups);
  if (w.groups == 1 && (w.dilation_width == 1 || w.kernel_width == 1)) {
    return {static_cast<size_t>(w.kernel_height), static_cast<size_t>(w.kernel_width) * group_channels, true};
  }
  return {static_cast<size_t>(w.kernel_height) * static_cast<size_t>(w.kernel_width), group_channels, false};
}

void fill_segment_offsets(const lanewise_window& w, const Segments& segments, size_t row_bytes, size_t* offsets) {
  size_t pixel = static_cast<size_t>(w.input_channels);
  size_t taps_per_row = segments.whole_rows ? 1 : static_cast<size_t>(w.kernel_width);
  for (size_t s = 0; s < segments.count; s++) {
    offsets[s] = s / taps_per_row * static_cast<size_t>(w.dilation_height) * row_bytes +
                 s % taps_per_row * static_cast<size_t>(w.dilation_width) * pixel;
  }
}

// One past the last byte that a microkernel reads of an image whose rows have `row_bytes`.
size_t read_end(const Conv2dS8& op, size_t row_bytes) {
  const lanewise_window& w = op.window;
  size_t last_window = static_cast<size_t>(w.output_height - 1) * static_cast<size_t>(w.stride_height) * row_bytes +
                       static_cast<size_t>(w.output_width - 1) * op.pixel_step;
  size_t last_group = static_cast<size_t>(w.input_channels - w.input_channels / w.groups);
  return last_window + last_group + op.gemm.segment_offsets[op.gemm.segments - 1] + op.gemm.segment_bytes;
}

// All rows of one group of one image.
void multiply(const Conv2dS8& op, const int8_t* image, const uint8_t* panels, int8_t* output) {
  const GemmS8& gemm = op.gemm;
  const size_t width = static_cast<size_t>(op.window.output_width);
  const size_t total = width * static_cast<size_t>(op.window.output_height);
  const size_t c_stride = static_cast<size_t>(op.window.output_channels);
  const int8_t* rows[kRowsPerCall];
  GemmS8Call call = {};
  call.a = rows;
  call.segments = gemm.segments;
  call.segment_offsets = gemm.segment_offsets;
  call.segment_bytes = gemm.segment_bytes;
  call.c_stride = c_stride;
  call.output = gemm.output;
  for (size_t n = 0; n < gemm.columns; n += gemm.block_columns) {
    call.columns = gemm.columns - n < gemm.block_columns ? gemm.columns - n : gemm.block_columns;
    call.panels = panels + n / gemm.kernel->nr * gemm.panel_bytes;
    call.c = output + n;
    const int8_t* line = image;  // first window of the current output row
    size_t x = 0;
    for (size_t m = 0; m < total; m += call.rows) {
      call.rows = total - m < kRowsPerCall ? total - m : kRowsPerCall;
      for (size_t r = 0; r < call.rows; r++) {
        rows[r] = line + x * op.pixel_step;
        if (++x == width) {
          x = 0;
          line += op.row_step;
        }
      }
      gemm.kernel->gemm_s8(call);
      call.c += call.rows * c_stride;
    }
  }
}

void run_conv2d_s8(const lanewise_operator& base, const lanewise_buffer* buffers) {
  const Conv2dS8& op = static_cast<const Conv2dS8&>(base);
  const int8_t* input = static_cast<const int8_t*>(buffers[0].data);
  int8_t* output = static_cast<int8_t*>(buffers[1].data);
  uint8_t* workspace = static_cast<uint8_t*>(buffers[2].data);
  const size_t groups = static_cast<size_t>(op.window.groups);
  const size_t group_input = static_cast<size_t>(op.window.input_channels) / groups;
  const size_t output_image = static_cast<size_t>(op.window.output_height) * static_cast<size_t>(op.window.output_width) *
                              static_cast<size_t>(op.window.output_channels);
  for (int32_t b = 0; b < op.window.batch; b++) {
    const int8_t* image = input;
    if (op.copies) {
      copy_padded(op.image, input, &op.input_zero_point, workspace);
      image = reinterpret_cast<const int8_t*>(workspace);
    }
    for (size_t g = 0; g < groups; g++) {
      multiply(op, image + g * group_input, op.gemm.panels + g * op.group_panels_bytes, output + g * op.gemm.columns);
    }
    input += op.image_bytes;
    output += output_image;
  }
}

// Sizes and offsets that depend on whether the input is copied; decides it.
void place_input(Conv2dS8* op, const Segments& segments, size_t* offsets) {
  const lanewise_window& w = op->window;
  op->pixel_step = static_cast<size_t>(w.stride_width) * static_cast<size_t>(w.input_channels);
  fill_segment_offsets(w, segments, op->image.input_row_bytes, offsets);
  op->copies = needs_padding(w) || read_end(*op, op->image.input_row_bytes) > op->image_bytes;
  size_t row_bytes = op->copies ? op->image.row_bytes : op->image.input_row_bytes;
  if (op->copies) fill_segment_offsets(w, segments, row_bytes, offsets);
  op->row_step = static_cast<size_t>(w.stride_height) * row_bytes;
  op->workspace_size = op->copies ? padded_image_bytes(op->image) + op->gemm.kernel->kr : 0;
}

lanewise_status create(const lanewise_window* window, const lanewise_requantization* requantization,
                       const int8_t* weights, const int32_t* bias, lanewise_operator** result) {
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
  const Segments segments = segments_of(*window);
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

  size_t* offsets = reinterpret_cast<size_t*>(payload(op));
  uint8_t* panels = payload(op) + offsets_bytes;
  op->run = run_conv2d_s8;
  op->microkernel = kernel->name;
  op->window = *window;
  op->gemm = gemm;
  op->gemm.segment_offsets = offsets;
  op->gemm.panels = panels;
  op->group_panels_bytes = panels_size(gemm);
  op->image = padded_image(*window, 1, 1);
  op->image_bytes = op->image.input_rows * op->image.input_row_bytes;
  op->input_zero_point = static_cast<int8_t>(requantization->input_zero_point);
  place_input(op, segments, offsets);
  op->input_count = 1;
  op->two_input_sizes[0] = static_cast<size_t>(window->batch) * op->image_bytes;
  op->output_size = checked_product(window->batch, window->output_height, window->output_width, window->output_channels);
  for (size_t g = 0; g < groups; g++) {
    size_t first = g * group_columns;
    pack_gemm_s8(gemm, segments.length, weights + first * column_bytes, bias == nullptr ? nullptr : bias + first,
                 requantization->input_zero_point, requantization->multipliers + first, requantization->shifts + first,
                 panels + g * op->group_panels_bytes);
  }
  *result = op;
  return LANEWISE_OK;
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_conv2d_s8(const lanewise_window* window, const lanewise_requantization* requantization,
                                          const int8_t* weights, const int32_t* bias, lanewise_operator** op) {
  return lanewise::create(window, requantization, weights, bias, op);
}

lanewise_status lanewise_create_fully_connected_s8(int32_t rows, int32_t input_channels, int32_t output_channels,
                                                   const lanewise_requantization* requantization, const int8_t* weights,
                                                   const int32_t* bias, lanewise_operator** op) {
  const lanewise_window column = {1, rows, 1, input_channels, rows, 1, output_channels, 1, 1, 1, 1, 1, 1, 0, 0, 1};
  return lanewise::create(&column, requantization, weights, bias, op);
}

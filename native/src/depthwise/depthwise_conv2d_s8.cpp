// SPDX-License-Identifier: Apache-2.0
// depthwise_conv2d in int8. A channel multiplier above 1 becomes 1 by repeating channels while the input is copied.
#include "convolution/window_rows.h"
#include "depthwise/depthwise_s8.h"
#include "microkernels/microkernels.h"

namespace lanewise {
namespace {

constexpr size_t kPixelsPerUnit = 64;

// A unit is kPixelsPerUnit pixels, or what is left of them, of one output row.
struct DepthwiseConv2dS8 : lanewise_operator {
  WindowRows rows;
  const Microkernel* kernel;
  size_t pixel_blocks;  // of an output row
  size_t channels, taps;
  size_t fold;  // neighbouring pixels that fill one panel, else 1
  const uint8_t* panels;
  OutputS8 output;
};

/** With stride 1 the windows of neighbouring pixels lie `channels` bytes apart, as their outputs do: a few channels of
 *  several pixels are as many channels of one pixel, if their weights are repeated. */
size_t pixels_in_a_panel(const WindowRows& rows, size_t channels, size_t nr) {
  return rows.pixel_step == channels && nr % channels == 0 ? nr / channels : 1;
}

void pack(const DepthwiseConv2dS8& op, const lanewise_requantization& requantization, const int8_t* weights,
          const int32_t* bias, uint8_t* panels) {
  const size_t nr = op.kernel->nr, channels = op.channels;
  for (size_t i = 0; i < channels * op.fold; i++) {
    uint8_t* panel = panels + i / nr * depthwise_panel_bytes(op.taps, nr);
    const size_t lane = i % nr, c = i % channels;
    int8_t* packed = reinterpret_cast<int8_t*>(panel + nr * sizeof(int32_t));
    int32_t* tail = reinterpret_cast<int32_t*>(packed + op.taps * nr);
    uint32_t sum = 0;  // wraps like the accumulator
    for (size_t t = 0; t < op.taps; t++) {
      packed[t * nr + lane] = weights[t * channels + c];
      sum += static_cast<uint32_t>(weights[t * channels + c]);
    }
    uint32_t folded = (bias == nullptr ? 0 : static_cast<uint32_t>(bias[c])) -
                      static_cast<uint32_t>(requantization.input_zero_point) * sum;
    reinterpret_cast<int32_t*>(panel)[lane] = static_cast<int32_t>(folded);
    int32_t shift = requantization.shifts[c];
    tail[lane] = requantization.multipliers[c];
    tail[nr + lane] = shift < 0 ? shift : 0;
    tail[2 * nr + lane] = shift > 0 ? shift : 0;
  }
}

void run_row(const DepthwiseConv2dS8& op, const DepthwiseS8Call& row) {
  DepthwiseS8Call call = row;
  if (op.fold > 1) {
    DepthwiseS8Call folded = row;
    folded.pixels = row.pixels / op.fold;
    folded.channels = folded.pixel_stride = row.channels * op.fold;
    op.kernel->depthwise_s8(folded);
    call.pixels %= op.fold;
    call.input += folded.pixels * folded.channels;
    call.out += folded.pixels * folded.channels;
  }
  if (call.pixels > 0) op.kernel->depthwise_s8(call);
}

void run_depthwise_conv2d_s8(const lanewise_operator& base, const lanewise_buffer* buffers, const Part& part) {
  const DepthwiseConv2dS8& op = static_cast<const DepthwiseConv2dS8&>(base);
  DepthwiseS8Call call = {};
  call.pixel_stride = op.rows.pixel_step;
  call.taps = op.taps;
  call.tap_offsets = op.rows.offsets;
  call.channels = op.channels;
  call.panels = op.panels;
  call.output = op.output;
  const size_t width = op.rows.output_width;
  const uint8_t* image = image_of(op.rows, buffers, part.round);
  int8_t* output = static_cast<int8_t*>(buffers[1].data) + part.round * op.rows.output_height * width * op.channels;
  for_each_row(part, op.pixel_blocks, [&](size_t y, size_t first, size_t last) {
    const size_t x = first * kPixelsPerUnit;
    call.pixels = std::min(last * kPixelsPerUnit, width) - x;
    call.input = reinterpret_cast<const int8_t*>(image + y * op.rows.row_step + x * op.rows.pixel_step);
    call.out = output + (y * width + x) * op.channels;
    run_row(op, call);
  });
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_depthwise_conv2d_s8(const lanewise_window* window,
                                                    const lanewise_requantization* requantization,
                                                    const int8_t* weights, const int32_t* bias,
                                                    lanewise_operator** result) {
  using namespace lanewise;
  if (result == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *result = nullptr;
  OutputS8 output;
  if (!valid_window(window) || weights == nullptr || window->groups != window->input_channels ||
      window->output_channels % window->input_channels != 0 ||
      !read_output_s8(requantization, static_cast<size_t>(window->output_channels), &output)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  const size_t channels = static_cast<size_t>(window->output_channels);
  const size_t taps = checked_product(window->kernel_height, window->kernel_width);
  const size_t weight_count = checked_product(taps, channels);
  if (taps > INT32_MAX || weight_count > INT32_MAX) return LANEWISE_INVALID_ARGUMENT;
  const Microkernel* kernel =
      select_microkernel({Family::kDepthwiseS8, proven_without_minus_128(weights, weight_count), 0, taps});
  const size_t offsets_bytes = round_up(taps * sizeof(size_t), kAlignment);
  const size_t panels = round_up(channels, kernel->nr) / kernel->nr;
  const size_t panels_bytes = checked_product(panels, depthwise_panel_bytes(taps, kernel->nr));
  if (panels_bytes >= kTooLarge / 2) return LANEWISE_OUT_OF_MEMORY;
  DepthwiseConv2dS8* op = new_operator<DepthwiseConv2dS8>(offsets_bytes + panels_bytes);
  if (op == nullptr) return LANEWISE_OUT_OF_MEMORY;

  op->microkernel = kernel->name;
  op->kernel = kernel;
  op->channels = channels;
  op->taps = taps;
  op->panels = payload(op) + offsets_bytes;
  op->output = output;
  // Kernels read channels 8 at a time.
  op->rows = window_rows(*window, depthwise_segments(*window),
                         {1, channels / static_cast<size_t>(window->input_channels), round_up(channels, 8), 0,
                          static_cast<uint8_t>(requantization->input_zero_point)},
                         reinterpret_cast<size_t*>(payload(op)));
  op->fold = pixels_in_a_panel(op->rows, channels, kernel->nr);
  op->input_count = 1;
  op->two_input_sizes[0] = op->rows.batch * op->rows.image_bytes;
  op->output_size = op->rows.batch * op->rows.output_height * op->rows.output_width * channels;
  op->workspace_size = op->rows.workspace_size;
  op->pixel_blocks = (op->rows.output_width + kPixelsPerUnit - 1) / kPixelsPerUnit;
  add_image_phases(op, run_depthwise_conv2d_s8, op->rows.output_height * op->pixel_blocks,
                   2 * std::min(op->rows.output_width, kPixelsPerUnit) * weight_count);
  pack(*op, *requantization, weights, bias, payload(op) + offsets_bytes);
  *result = op;
  return LANEWISE_OK;
}

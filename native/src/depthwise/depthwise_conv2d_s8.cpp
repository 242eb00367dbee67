// SPDX-License-Identifier: Apache-2.0
// depthwise_conv2d in int8. A channel multiplier above 1 becomes 1 by repeating channels while the input is copied.
#include "depthwise/depthwise_conv2d_s8.h"

#include <cstdlib>

#include "depthwise/asymmetric_taps.h"
#include "window/window_rows.h"

namespace lanewise {
namespace {

constexpr size_t kPixelsPerUnit = 64;

// Of the image that one call reads for each of its panels: half of the smallest L1 data cache (32 KB).
constexpr size_t kBytesPerCall = 16 * 1024;

// A unit is kPixelsPerUnit pixels, or what is left of them, of one output row.
struct DepthwiseConv2dS8 : lanewise_operator {
  WindowRows rows;
  const DepthwiseS8Row* kernel;
  size_t pixel_blocks;  // of an output row
  size_t rows_per_call;  // where a row is one block
  size_t channels, taps;
  size_t fold;  // neighbouring pixels that fill one panel, else 1
  const uint8_t* panels;
  OutputS8 output;
};

/** With stride 1 the windows of neighbouring pixels lie `channels` bytes apart, as their outputs do: a few channels of
 *  several pixels are as many channels of one pixel, if their weights are repeated. */
size_t pixels_in_a_panel(const WindowRows& rows, size_t channels, const DepthwiseS8Row& kernel) {
  return rows.pixel_step == channels && kernel.kr == 1 && kernel.nr % channels == 0 ? kernel.nr / channels : 1;
}

/** Whether the windows of neighbouring pixels share all their columns but one, and a kernel that makes use of it has
 *  enough of them, and channels for a vector of 8. */
bool slides(const lanewise_window& w) {
  return w.kernel_height == 3 && w.kernel_width == 3 && w.stride_width == 1 && w.dilation_width == 1 &&
         w.output_width >= 6 && w.output_channels >= 8;
}

void run_rows(const DepthwiseConv2dS8& op, const DepthwiseS8Call& rows) {
  DepthwiseS8Call call = rows;
  if (op.fold > 1) {
    DepthwiseS8Call folded = rows;
    folded.pixels = rows.pixels / op.fold;
    folded.channels = folded.pixel_stride = rows.channels * op.fold;
    op.kernel->run(folded);
    call.pixels %= op.fold;
    call.input += folded.pixels * folded.channels;
    call.out += folded.pixels * folded.channels;
  }
  if (call.pixels > 0) op.kernel->run(call);
}

void run_depthwise_conv2d_s8(const lanewise_operator& base, const lanewise_buffer* buffers, const Part& part) {
  const DepthwiseConv2dS8& op = static_cast<const DepthwiseConv2dS8&>(base);
  DepthwiseS8Call call = {};
  call.row_stride = op.rows.row_step;
  call.pixel_stride = op.rows.pixel_step;
  call.out_row_stride = op.rows.output_width * op.channels;
  call.taps = op.taps;
  call.tap_offsets = op.rows.offsets;
  call.channels = op.channels;
  call.panels = op.panels;
  call.output = op.output;
  const size_t width = op.rows.output_width;
  const uint8_t* image = image_of(op.rows, buffers, part.round);
  int8_t* output = static_cast<int8_t*>(buffers[1].data) + part.round * op.rows.output_height * width * op.channels;
  const auto run = [&](size_t y, size_t rows, size_t x, size_t end) {
    call.rows = rows;
    call.pixels = end - x;
    call.input = reinterpret_cast<const int8_t*>(image + y * op.rows.row_step + x * op.rows.pixel_step);
    call.out = output + (y * width + x) * op.channels;
    run_rows(op, call);
  };
  if (op.pixel_blocks == 1) {
    for (size_t y = part.begin; y < part.end; y += op.rows_per_call)
      run(y, std::min(op.rows_per_call, part.end - y), 0, width);
  } else {
    for_each_row(part, op.pixel_blocks, [&](size_t y, size_t first, size_t last) {
      run(y, 1, first * kPixelsPerUnit, std::min(last * kPixelsPerUnit, width));
    });
  }
}

size_t cells_of(const lanewise_window& w) { return checked_product(w.kernel_height, w.kernel_width); }

/** Weights of a valid window with so many taps. */
size_t count_of_weights(const lanewise_window& w, size_t taps) { return checked_product(taps, w.output_channels); }

/** Makes the offsets of cells those of taps, of which a cell may have several: none comes before its cell. */
void repeat_offsets(const DepthwiseTapsS8& taps, size_t* offsets) {
  for (size_t t = taps.count; taps.cells != nullptr && t-- > 0;) offsets[t] = offsets[taps.cells[t]];
}

lanewise_status create_asymmetric(const lanewise_window& window, const lanewise_requantization& requantization,
                                  const OutputS8& output, const AsymmetricTaps& asymmetric, const int32_t* bias,
                                  lanewise_operator** result) {
  const size_t count = asymmetric.count();
  const size_t cell_bytes = checked_product(count, sizeof(size_t)), weights = count_of_weights(window, count);
  if (cell_bytes >= kTooLarge / 2 || weights >= kTooLarge / 2) return LANEWISE_OUT_OF_MEMORY;
  size_t* const cells = static_cast<size_t*>(std::malloc(cell_bytes + weights));
  if (cells == nullptr) return LANEWISE_OUT_OF_MEMORY;
  int8_t* const shared_out = reinterpret_cast<int8_t*>(cells + count);
  asymmetric.share_out(cells, shared_out);
  const DepthwiseTapsS8 taps = {count, shared_out, cells};
  const DepthwiseS8Row* kernel = select_microkernel(kDepthwiseS8Table, depthwise_work(window, taps));
  const lanewise_status status =
      create_depthwise_conv2d_s8(kernel, window, requantization, output, taps, bias, result);
  std::free(cells);
  return status;
}

bool valid_arguments(const lanewise_window* window, const lanewise_requantization* requantization,
                     const int8_t* weights, OutputS8* output) {
  return valid_depthwise(window) && weights != nullptr &&
         read_output_s8(requantization, static_cast<size_t>(window->output_channels), output) &&
         count_of_weights(*window, cells_of(*window)) <= INT32_MAX;
}

}  // namespace

DepthwiseTapsS8 taps_of_cells(const lanewise_window& window, const int8_t* weights) {
  return {cells_of(window), weights, nullptr};
}

DepthwiseS8Row::Work depthwise_work(const lanewise_window& window, const DepthwiseTapsS8& taps) {
  return {proven_without_minus_128(taps.weights, count_of_weights(window, taps.count)), taps.count,
          slides(window) && taps.count == cells_of(window)};
}

lanewise_status create_depthwise_conv2d_s8(const DepthwiseS8Row* kernel, const lanewise_window& window,
                                           const lanewise_requantization& requantization, const OutputS8& output,
                                           const DepthwiseTapsS8& taps, const int32_t* bias,
                                           lanewise_operator** result) {
  const size_t channels = static_cast<size_t>(window.output_channels);
  const size_t offsets_bytes = round_up(taps.count * sizeof(size_t), kAlignment);
  const size_t panels = round_up(channels, kernel->nr) / kernel->nr;
  const size_t panels_bytes = checked_product(panels, depthwise_panel_bytes(*kernel, taps.count));
  if (panels_bytes >= kTooLarge / 2) return LANEWISE_OUT_OF_MEMORY;
  DepthwiseConv2dS8* op = new_operator<DepthwiseConv2dS8>(offsets_bytes + panels_bytes);
  if (op == nullptr) return LANEWISE_OUT_OF_MEMORY;

  op->microkernel = kernel;
  op->kernel = kernel;
  op->channels = channels;
  op->taps = taps.count;
  op->panels = payload(op) + offsets_bytes;
  op->output = output;
  // Kernels read channels 8 at a time.
  size_t* const offsets = reinterpret_cast<size_t*>(payload(op));
  op->rows = window_rows(window, depthwise_segments(window),
                         {1, channels / static_cast<size_t>(window.input_channels), round_up(channels, 8), 0,
                          static_cast<uint8_t>(requantization.input_zero_point)},
                         offsets);
  repeat_offsets(taps, offsets);
  op->fold = pixels_in_a_panel(op->rows, channels, *kernel);
  op->input_count = 1;
  op->two_input_sizes[0] = op->rows.batch * op->rows.image_bytes;
  op->output_size = op->rows.batch * op->rows.output_height * op->rows.output_width * channels;
  op->workspace_size = op->rows.workspace_size;
  op->pixel_blocks = (op->rows.output_width + kPixelsPerUnit - 1) / kPixelsPerUnit;
  op->rows_per_call = std::max(kBytesPerCall / op->rows.row_step, size_t{1});
  add_image_phases(op, run_depthwise_conv2d_s8, op->rows.output_height * op->pixel_blocks,
                   2 * std::min(op->rows.output_width, kPixelsPerUnit) * count_of_weights(window, taps.count));
  pack_depthwise_s8(*kernel, taps.count, channels, channels * op->fold, requantization, taps.weights, bias,
                    payload(op) + offsets_bytes);
  *result = op;
  return LANEWISE_OK;
}

}  // namespace lanewise

lanewise_status lanewise_create_depthwise_conv2d_s8(const lanewise_window* window,
                                                    const lanewise_requantization* requantization,
                                                    const int8_t* weights, const int32_t* bias,
                                                    lanewise_operator** result) {
  using namespace lanewise;
  if (result == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *result = nullptr;
  OutputS8 output;
  if (!valid_arguments(window, requantization, weights, &output)) return LANEWISE_INVALID_ARGUMENT;
  const DepthwiseTapsS8 taps = taps_of_cells(*window, weights);
  const DepthwiseS8Row* kernel = select_microkernel(kDepthwiseS8Table, depthwise_work(*window, taps));
  return create_depthwise_conv2d_s8(kernel, *window, *requantization, output, taps, bias, result);
}

lanewise_status lanewise_create_asymmetric_depthwise_conv2d_s8(const lanewise_window* window,
                                                               const lanewise_requantization* requantization,
                                                               const int8_t* weights,
                                                               const int32_t* weight_zero_points, const int32_t* bias,
                                                               lanewise_operator** result) {
  using namespace lanewise;
  if (result == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *result = nullptr;
  OutputS8 output;
  if (!valid_arguments(window, requantization, weights, &output) ||
      !valid_weight_zero_points(weight_zero_points, static_cast<size_t>(window->output_channels))) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  const AsymmetricTaps taps(weights, weight_zero_points, cells_of(*window),
                            static_cast<size_t>(window->output_channels));
  return create_asymmetric(*window, *requantization, output, taps, bias, result);
}

// SPDX-License-Identifier: Apache-2.0
// depthwise_conv2d in int8. A channel multiplier above 1 becomes 1 by repeating channels while the input is copied.
#include "convolution/padded_image.h"
#include "depthwise/depthwise_s8.h"
#include "microkernels/microkernels.h"
#include "runtime/operator.h"

namespace lanewise {
namespace {

struct DepthwiseConv2dS8 : lanewise_operator {
  lanewise_window window;
  const Microkernel* kernel;
  PaddedImage image;
  bool copies;  // the input goes through the workspace
  int8_t input_zero_point;
  size_t image_bytes;  // of one input image
  size_t row_step, pixel_step;
  size_t taps;
  const size_t* tap_offsets;
  const uint8_t* panels;
  OutputS8 output;
};

void fill_tap_offsets(const lanewise_window& w, size_t row_bytes, size_t* offsets) {
  size_t i = 0;
  for (int32_t y = 0; y < w.kernel_height; y++) {
    for (int32_t x = 0; x < w.kernel_width; x++) {
      offsets[i++] = static_cast<size_t>(y) * static_cast<size_t>(w.dilation_height) * row_bytes +
                     static_cast<size_t>(x) * static_cast<size_t>(w.dilation_width) * static_cast<size_t>(w.output_channels);
    }
  }
}

// One past the last byte read of an image whose rows have `row_bytes`: kernels read channels 8 at a time.
size_t read_end(const DepthwiseConv2dS8& op, size_t row_bytes) {
  const lanewise_window& w = op.window;
  return static_cast<size_t>(w.output_height - 1) * static_cast<size_t>(w.stride_height) * row_bytes +
         static_cast<size_t>(w.output_width - 1) * op.pixel_step + op.tap_offsets[op.taps - 1] +
         round_up(static_cast<size_t>(w.output_channels), 8);
}

void place_input(DepthwiseConv2dS8* op, size_t* offsets) {
  const lanewise_window& w = op->window;
  op->pixel_step = static_cast<size_t>(w.stride_width) * static_cast<size_t>(w.output_channels);
  fill_tap_offsets(w, op->image.input_row_bytes, offsets);
  op->copies = op->image.repeat > 1 || needs_padding(w) || read_end(*op, op->image.input_row_bytes) > op->image_bytes;
  size_t row_bytes = op->copies ? op->image.row_bytes : op->image.input_row_bytes;
  if (op->copies) fill_tap_offsets(w, row_bytes, offsets);
  op->row_step = static_cast<size_t>(w.stride_height) * row_bytes;
  op->workspace_size = op->copies ? padded_image_bytes(op->image) + 8 : 0;
}

void pack(const DepthwiseConv2dS8& op, const lanewise_requantization& requantization, const int8_t* weights,
          const int32_t* bias, uint8_t* panels) {
  const size_t nr = op.kernel->nr, channels = static_cast<size_t>(op.window.output_channels);
  for (size_t c = 0; c < channels; c++) {
    uint8_t* panel = panels + c / nr * depthwise_panel_bytes(op.taps, nr);
    size_t lane = c % nr;
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

void run_depthwise_conv2d_s8(const lanewise_operator& base, const lanewise_buffer* buffers) {
  const DepthwiseConv2dS8& op = static_cast<const DepthwiseConv2dS8&>(base);
  const int8_t* input = static_cast<const int8_t*>(buffers[0].data);
  uint8_t* workspace = static_cast<uint8_t*>(buffers[2].data);
  DepthwiseS8Call call = {};
  call.pixels = static_cast<size_t>(op.window.output_width);
  call.pixel_stride = op.pixel_step;
  call.taps = op.taps;
  call.tap_offsets = op.tap_offsets;
  call.channels = static_cast<size_t>(op.window.output_channels);
  call.panels = op.panels;
  call.out = static_cast<int8_t*>(buffers[1].data);
  call.output = op.output;
  for (int32_t b = 0; b < op.window.batch; b++) {
    call.input = input;
    if (op.copies) {
      copy_padded(op.image, input, &op.input_zero_point, workspace);
      call.input = reinterpret_cast<const int8_t*>(workspace);
    }
    for (int32_t y = 0; y < op.window.output_height; y++) {
      op.kernel->depthwise_s8(call);
      call.input += op.row_step;
      call.out += call.pixels * call.channels;
    }
    input += op.image_bytes;
  }
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
      select_microkernel(Family::kDepthwiseS8, proven_without_minus_128(weights, weight_count), taps);
  const size_t offsets_bytes = round_up(taps * sizeof(size_t), kAlignment);
  const size_t panels = round_up(channels, kernel->nr) / kernel->nr;
  const size_t panels_bytes = checked_product(panels, depthwise_panel_bytes(taps, kernel->nr));
  if (panels_bytes >= kTooLarge / 2) return LANEWISE_OUT_OF_MEMORY;
  DepthwiseConv2dS8* op = new_operator<DepthwiseConv2dS8>(offsets_bytes + panels_bytes);
  if (op == nullptr) return LANEWISE_OUT_OF_MEMORY;

  size_t* offsets = reinterpret_cast<size_t*>(payload(op));
  op->run = run_depthwise_conv2d_s8;
  op->microkernel = kernel->name;
  op->window = *window;
  op->kernel = kernel;
  op->taps = taps;
  op->tap_offsets = offsets;
  op->panels = payload(op) + offsets_bytes;
  op->output = output;
  op->image = padded_image(*window, 1, channels / static_cast<size_t>(window->input_channels));
  op->image_bytes = op->image.input_rows * op->image.input_row_bytes;
  op->input_zero_point = static_cast<int8_t>(requantization->input_zero_point);
  place_input(op, offsets);
  op->input_count = 1;
  op->two_input_sizes[0] = static_cast<size_t>(window->batch) * op->image_bytes;
  op->output_size = checked_product(window->batch, window->output_height, window->output_width, channels);
  pack(*op, *requantization, weights, bias, payload(op) + offsets_bytes);
  *result = op;
  return LANEWISE_OK;
}

// SPDX-License-Identifier: Apache-2.0
// depthwise_conv2d of floats with int8 weights: each image is quantized by its own range into the workspace.
#include <cstring>

#include "depthwise/dynamic_depthwise_f32.h"
#include "window/run_time_image.h"

namespace lanewise {
namespace {

// A unit is one output pixel.
struct DynamicDepthwise : lanewise_operator {
  WindowRows rows;  // of the image in the workspace
  RunTimeImage image;
  const DynamicDepthwiseF32Row* kernel;
  size_t channels;
  DynamicDepthwiseF32Call call;  // what all lines have in common
};

void quantize(const lanewise_operator& base, const lanewise_buffer* buffers, const Part& part) {
  quantize_image(static_cast<const DynamicDepthwise&>(base).image, buffers, part.round);
}

void run(const lanewise_operator& base, const lanewise_buffer* buffers, const Part& part) {
  const DynamicDepthwise& op = static_cast<const DynamicDepthwise&>(base);
  const uint8_t* image = quantized_image(buffers);
  DynamicDepthwiseF32Call call = op.call;
  call.output.input_scale = quantized_scale(buffers);
  const size_t width = op.rows.output_width;
  float* output = static_cast<float*>(buffers[1].data) + part.round * op.rows.output_height * width * op.channels;
  for_each_row(part, width, [&](size_t y, size_t first, size_t last) {
    call.windows = tap_windows(op.rows, image, y, first, last, op.channels);
    call.out = output + (y * width + first) * op.channels;
    op.kernel->run(call);
  });
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_dynamic_depthwise_conv2d_f32(const lanewise_window* window,
                                                             const lanewise_dynamic_scaling* scaling,
                                                             const int8_t* weights, const float* bias,
                                                             lanewise_operator** result) {
  using namespace lanewise;
  if (result == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *result = nullptr;
  if (!valid_depthwise(window) || weights == nullptr || scaling == nullptr || scaling->weight_scales == nullptr ||
      !(scaling->minimum <= scaling->maximum)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  const DepthwiseTaps taps = depthwise_taps(*window, kDynamicDepthwiseChannels);
  if (!taps.fit()) return LANEWISE_INVALID_ARGUMENT;
  DynamicDepthwise* op =
      new_operator<DynamicDepthwise>(taps.offsets_bytes + 2 * taps.padded_channels * sizeof(float) + taps.count);
  if (op == nullptr) return LANEWISE_OUT_OF_MEMORY;

  float* scales = reinterpret_cast<float*>(payload(op) + taps.offsets_bytes);
  float* biases = scales + taps.padded_channels;
  int8_t* packed = reinterpret_cast<int8_t*>(biases + taps.padded_channels);
  const size_t repeat = taps.channels / static_cast<size_t>(window->input_channels);
  op->kernel = select_microkernel(kDynamicDepthwiseF32Table, {});
  op->microkernel = op->kernel;
  op->channels = taps.channels;
  op->call = {{}, scales, biases, packed, nullptr, {scaling->minimum, scaling->maximum, scaling->sum_first != 0, 0}};
  op->image = make_run_time_image(*window, repeat, scaling->asymmetric != 0);
  const lanewise_window padded = window_of(op->image, *window, repeat);
  op->rows =
      window_rows(padded, depthwise_segments(padded), {sizeof(int16_t), 1, taps.channels * sizeof(int16_t), 0, 0},
                  reinterpret_cast<size_t*>(payload(op)));
  op->input_count = 1;
  op->input_alignment = op->output_alignment = alignof(float);
  op->two_input_sizes[0] = op->rows.batch * op->image.input_elements * sizeof(float);
  op->output_size = op->rows.batch * op->rows.output_height * op->rows.output_width * taps.channels * sizeof(float);
  op->workspace_size = workspace_bytes(op->image);
  op->rounds = op->rows.batch;
  add_phase(op, quantize, 1, 0);
  add_phase(op, run, op->rows.output_height * op->rows.output_width, 4 * taps.count);
  std::memcpy(scales, scaling->weight_scales, taps.channels * sizeof(float));
  if (bias != nullptr) std::memcpy(biases, bias, taps.channels * sizeof(float));
  taps.pack(weights, packed);
  *result = op;
  return LANEWISE_OK;
}

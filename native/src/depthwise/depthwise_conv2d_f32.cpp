// SPDX-License-Identifier: Apache-2.0
// depthwise_conv2d in float.
#include <cstring>

#include "depthwise/depthwise_f32.h"

namespace lanewise {
namespace {

// A unit is one output pixel.
struct DepthwiseConv2dF32 : lanewise_operator {
  WindowRows rows;
  const DepthwiseF32Row* kernel;
  size_t channels;
  DepthwiseF32Call call;  // what all lines have in common
};

void run_depthwise_conv2d_f32(const lanewise_operator& base, const lanewise_buffer* buffers, const Part& part) {
  const DepthwiseConv2dF32& op = static_cast<const DepthwiseConv2dF32&>(base);
  const uint8_t* image = image_of(op.rows, buffers, part.round);
  const size_t width = op.rows.output_width;
  float* output = static_cast<float*>(buffers[1].data) + part.round * op.rows.output_height * width * op.channels;
  DepthwiseF32Call call = op.call;
  for_each_row(part, width, [&](size_t y, size_t first, size_t last) {
    call.windows = tap_windows(op.rows, image, y, first, last, op.channels);
    call.out = output + (y * width + first) * op.channels;
    op.kernel->run(call);
  });
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_depthwise_conv2d_f32(const lanewise_window* window, float minimum, float maximum,
                                                     const float* weights, const float* bias,
                                                     lanewise_operator** result) {
  using namespace lanewise;
  if (result == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *result = nullptr;
  if (!valid_depthwise(window) || weights == nullptr || !(minimum <= maximum)) return LANEWISE_INVALID_ARGUMENT;
  const DepthwiseTaps taps = depthwise_taps(*window, kDepthwiseF32Channels);
  if (!taps.fit()) return LANEWISE_INVALID_ARGUMENT;
  DepthwiseConv2dF32* op = new_operator<DepthwiseConv2dF32>(
      taps.offsets_bytes + checked_product(taps.count + taps.padded_channels, sizeof(float)));
  if (op == nullptr) return LANEWISE_OUT_OF_MEMORY;

  float* packed = reinterpret_cast<float*>(payload(op) + taps.offsets_bytes);
  op->kernel = select_microkernel(kDepthwiseF32Table, {});
  op->microkernel = op->kernel;
  op->channels = taps.channels;
  op->call = {{}, packed, packed + taps.padded_channels, nullptr, minimum, maximum};
  op->rows = window_rows(*window, depthwise_segments(*window),
                         {sizeof(float), taps.channels / static_cast<size_t>(window->input_channels),
                          taps.padded_channels * sizeof(float), 0, 0},
                         reinterpret_cast<size_t*>(payload(op)));
  op->input_count = 1;
  op->input_alignment = op->output_alignment = alignof(float);
  op->two_input_sizes[0] = op->rows.batch * op->rows.image_bytes;
  op->output_size = op->rows.batch * op->rows.output_height * op->rows.output_width * taps.channels * sizeof(float);
  op->workspace_size = op->rows.workspace_size;
  add_image_phases(op, run_depthwise_conv2d_f32, op->rows.output_height * op->rows.output_width, 8 * taps.count);
  if (bias != nullptr) std::memcpy(packed, bias, taps.channels * sizeof(float));
  taps.pack(weights, packed + taps.padded_channels);
  *result = op;
  return LANEWISE_OK;
}

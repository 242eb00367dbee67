// SPDX-License-Identifier: Apache-2.0
// depthwise_conv2d of int16 with int8 weights.
#include "depthwise/depthwise_s16.h"

namespace lanewise {
namespace {

// A unit is one output pixel.
struct DepthwiseConv2dS16 : lanewise_operator {
  WindowRows rows;
  const DepthwiseS16Row* kernel;
  size_t channels;
  DepthwiseS16Call call;  // what all lines have in common
};

void run_depthwise_conv2d_s16(const lanewise_operator& base, const lanewise_buffer* buffers, const Part& part) {
  const DepthwiseConv2dS16& op = static_cast<const DepthwiseConv2dS16&>(base);
  const uint8_t* image = image_of(op.rows, buffers, part.round);
  const size_t width = op.rows.output_width;
  int16_t* output = static_cast<int16_t*>(buffers[1].data) + part.round * op.rows.output_height * width * op.channels;
  DepthwiseS16Call call = op.call;
  for_each_row(part, width, [&](size_t y, size_t first, size_t last) {
    call.windows = tap_windows(op.rows, image, y, first, last, op.channels);
    call.out = output + (y * width + first) * op.channels;
    op.kernel->run(call);
  });
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_depthwise_conv2d_s16(const lanewise_window* window,
                                                     const lanewise_requantization* requantization,
                                                     const int8_t* weights, const int64_t* bias,
                                                     lanewise_operator** result) {
  using namespace lanewise;
  if (result == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *result = nullptr;
  OutputS16 output;
  ScalesS16 scales;
  if (!valid_depthwise(window) || weights == nullptr ||
      !read_output_s16(requantization, static_cast<size_t>(window->output_channels), &output, &scales)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  const DepthwiseTaps taps = depthwise_taps(*window, kDepthwiseS16Channels);
  if (!taps.fit()) return LANEWISE_INVALID_ARGUMENT;
  DepthwiseConv2dS16* op =
      new_operator<DepthwiseConv2dS16>(taps.offsets_bytes + 2 * taps.padded_channels * sizeof(int64_t) + taps.count);
  if (op == nullptr) return LANEWISE_OUT_OF_MEMORY;

  int64_t* folded = reinterpret_cast<int64_t*>(payload(op) + taps.offsets_bytes);
  int32_t* multipliers = reinterpret_cast<int32_t*>(folded + taps.padded_channels);
  int32_t* right_shifts = multipliers + taps.padded_channels;
  int8_t* packed = reinterpret_cast<int8_t*>(right_shifts + taps.padded_channels);
  op->kernel = select_microkernel(kDepthwiseS16Table, {});
  op->microkernel = op->kernel;
  op->channels = taps.channels;
  op->call = {{}, folded, multipliers, right_shifts, packed, nullptr, output};
  op->rows = window_rows(*window, depthwise_segments(*window),
                         {sizeof(int16_t), taps.channels / static_cast<size_t>(window->input_channels),
                          taps.padded_channels * sizeof(int16_t), 0, 0},
                         reinterpret_cast<size_t*>(payload(op)));
  op->input_count = 1;
  op->input_alignment = op->output_alignment = alignof(int16_t);
  op->two_input_sizes[0] = op->rows.batch * op->rows.image_bytes;
  op->output_size = op->rows.batch * op->rows.output_height * op->rows.output_width * taps.channels * sizeof(int16_t);
  op->workspace_size = op->rows.workspace_size;
  add_image_phases(op, run_depthwise_conv2d_s16, op->rows.output_height * op->rows.output_width, 4 * taps.count);
  for (size_t c = 0; c < taps.channels; c++) {
    folded[c] = bias == nullptr ? 0 : bias[c];
    multipliers[c] = reduced_multiplier(scales.multipliers[c]);
    right_shifts[c] = 15 - scales.shifts[c];
  }
  taps.pack(weights, packed);
  *result = op;
  return LANEWISE_OK;
}

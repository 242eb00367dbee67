// SPDX-License-Identifier: Apache-2.0
// depthwise_conv2d in float: 4 channels to a vector, taps one after the other.
#include <cstring>

#include "cpu/neon.h"
#include "depthwise/depthwise_taps.h"
#include "window/window_rows.h"

namespace lanewise {
namespace {

// A unit is one output pixel.
struct DepthwiseConv2dF32 : lanewise_operator {
  WindowRows rows;
  size_t channels, taps;
  const float* bias;     // [channels rounded up to 4]
  const float* weights;  // [taps][channels rounded up to 4]
  float minimum, maximum;
};

void window_channels(const DepthwiseConv2dF32& op, const uint8_t* window, float* output) {
  const size_t padded_channels = round_up(op.channels, 4);
  const float32x4_t minimum = vdupq_n_f32(op.minimum), maximum = vdupq_n_f32(op.maximum);
  for (size_t c = 0; c < op.channels; c += 4) {
    float32x4_t acc = vld1q_f32(op.bias + c);
    for (size_t t = 0; t < op.taps; t++) {
      const float* input = reinterpret_cast<const float*>(window + op.rows.offsets[t]) + c;
      acc = vmlaq_f32(acc, vld1q_f32(input), vld1q_f32(op.weights + t * padded_channels + c));
    }
    acc = vminq_f32(vmaxq_f32(acc, minimum), maximum);
    if (op.channels - c >= 4) {
      vst1q_f32(output + c, acc);
    } else {
      float all[4];
      vst1q_f32(all, acc);
      std::memcpy(output + c, all, (op.channels - c) * sizeof(float));
    }
  }
}

void run_depthwise_conv2d_f32(const lanewise_operator& base, const lanewise_buffer* buffers, const Part& part) {
  const DepthwiseConv2dF32& op = static_cast<const DepthwiseConv2dF32&>(base);
  const uint8_t* image = image_of(op.rows, buffers, part.round);
  const size_t width = op.rows.output_width;
  float* output = static_cast<float*>(buffers[1].data) + part.round * op.rows.output_height * width * op.channels;
  for_each_row(part, width, [&](size_t y, size_t first, size_t last) {
    for (size_t x = first; x < last; x++) {
      window_channels(op, image + y * op.rows.row_step + x * op.rows.pixel_step, output + (y * width + x) * op.channels);
    }
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
  const DepthwiseTaps taps = depthwise_taps(*window, 4);
  if (!taps.fit()) return LANEWISE_INVALID_ARGUMENT;
  DepthwiseConv2dF32* op = new_operator<DepthwiseConv2dF32>(
      taps.offsets_bytes + checked_product(taps.count + taps.padded_channels, sizeof(float)));
  if (op == nullptr) return LANEWISE_OUT_OF_MEMORY;

  float* packed = reinterpret_cast<float*>(payload(op) + taps.offsets_bytes);
  op->microkernel = "depthwise_f32_1x4_neon";
  op->channels = taps.channels;
  op->taps = taps.taps;
  op->bias = packed;
  op->weights = packed + taps.padded_channels;
  op->minimum = minimum;
  op->maximum = maximum;
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

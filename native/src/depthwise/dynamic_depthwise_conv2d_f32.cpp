// SPDX-License-Identifier: Apache-2.0
// depthwise_conv2d of floats with int8 weights: each image is quantized by its own range into the workspace, then taps are
// added up one after the other, 8 channels to a vector. No sum exceeds int32: the caller has proved it.
#include <cstring>

#include "cpu/neon.h"
#include "depthwise/depthwise_taps.h"
#include "quantization/dynamic_scale_f32.h"
#include "window/run_time_image.h"
#include "window/window_rows.h"

namespace lanewise {
namespace {

constexpr size_t kChannels = 8;

// A unit is one output pixel. Everything by channel is filled up to whole vectors.
struct DynamicDepthwise : lanewise_operator {
  WindowRows rows;  // of the image in the workspace
  RunTimeImage image;
  size_t channels, taps;
  const float* scales;
  const float* bias;
  const int8_t* weights;  // [taps][channels]
  OutputDynamicF32 output;
};

void window_channels(const DynamicDepthwise& op, const OutputDynamicF32& scaling, const uint8_t* window, float* output) {
  const size_t padded_channels = round_up(op.channels, kChannels);
  for (size_t c = 0; c < op.channels; c += kChannels) {
    int32x4_t low = vdupq_n_s32(0), high = low;
    const int8_t* tap = op.weights + c;
    for (size_t t = 0; t < op.taps; t++, tap += padded_channels) {
      const int16x8_t input = vld1q_s16(reinterpret_cast<const int16_t*>(window + op.rows.offsets[t]) + c);
      const int16x8_t weights = vmovl_s8(vld1_s8(tap));
      low = vmlal_s16(low, vget_low_s16(input), vget_low_s16(weights));
      high = vmlal_s16(high, vget_high_s16(input), vget_high_s16(weights));
    }
    int32_t sums[kChannels];
    vst1q_s32(sums, low);
    vst1q_s32(sums + 4, high);
    for (size_t i = 0; i < std::min(kChannels, op.channels - c); i++) {
      output[c + i] = scale_dynamic_f32(sums[i], op.scales[c + i], op.bias[c + i], scaling);
    }
  }
}

void quantize(const lanewise_operator& base, const lanewise_buffer* buffers, const Part& part) {
  quantize_image(static_cast<const DynamicDepthwise&>(base).image, buffers, part.round);
}

void run(const lanewise_operator& base, const lanewise_buffer* buffers, const Part& part) {
  const DynamicDepthwise& op = static_cast<const DynamicDepthwise&>(base);
  const uint8_t* image = quantized_image(buffers);
  OutputDynamicF32 scaling = op.output;
  scaling.input_scale = quantized_scale(buffers);
  const size_t width = op.rows.output_width;
  float* output = static_cast<float*>(buffers[1].data) + part.round * op.rows.output_height * width * op.channels;
  for_each_row(part, width, [&](size_t y, size_t first, size_t last) {
    for (size_t x = first; x < last; x++) {
      window_channels(op, scaling, image + y * op.rows.row_step + x * op.rows.pixel_step, output + (y * width + x) * op.channels);
    }
  });
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_dynamic_depthwise_conv2d_f32(const lanewise_window* window,
                                                             const lanewise_dynamic_scaling* scaling, const int8_t* weights,
                                                             const float* bias, lanewise_operator** result) {
  using namespace lanewise;
  if (result == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *result = nullptr;
  if (!valid_depthwise(window) || weights == nullptr || scaling == nullptr || scaling->weight_scales == nullptr ||
      !(scaling->minimum <= scaling->maximum)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  const DepthwiseTaps taps = depthwise_taps(*window, kChannels);
  if (!taps.fit()) return LANEWISE_INVALID_ARGUMENT;
  DynamicDepthwise* op =
      new_operator<DynamicDepthwise>(taps.offsets_bytes + 2 * taps.padded_channels * sizeof(float) + taps.count);
  if (op == nullptr) return LANEWISE_OUT_OF_MEMORY;

  float* scales = reinterpret_cast<float*>(payload(op) + taps.offsets_bytes);
  float* biases = scales + taps.padded_channels;
  int8_t* packed = reinterpret_cast<int8_t*>(biases + taps.padded_channels);
  const size_t repeat = taps.channels / static_cast<size_t>(window->input_channels);
  op->microkernel = "dynamic_depthwise_f32_1x8_neon";
  op->channels = taps.channels;
  op->taps = taps.taps;
  op->scales = scales;
  op->bias = biases;
  op->weights = packed;
  op->output = {scaling->minimum, scaling->maximum, scaling->sum_first != 0, 0};
  op->image = make_run_time_image(*window, repeat, scaling->asymmetric != 0);
  const lanewise_window padded = window_of(op->image, *window, repeat);
  op->rows = window_rows(padded, depthwise_segments(padded), {sizeof(int16_t), 1, taps.channels * sizeof(int16_t), 0, 0},
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

// SPDX-License-Identifier: Apache-2.0
// depthwise_conv2d of int16 with int8 weights: 8 channels to a vector, taps one after the other. A product is at most 2^22 in
// magnitude, so int32 holds 511 of them; windows of more taps add them up in int64 in between.
#include <cstring>

#include "cpu/neon.h"
#include "depthwise/depthwise_taps.h"
#include "quantization/requantize_s16.h"
#include "window/window_rows.h"

namespace lanewise {
namespace {

constexpr size_t kChannels = 8, kTapsPerInt32 = 511;

// A unit is one output pixel. Everything by channel is filled up to whole vectors.
struct DepthwiseConv2dS16 : lanewise_operator {
  WindowRows rows;
  size_t channels, taps;
  const int64_t* bias;
  const int32_t* multipliers;    // 15 bits
  const int32_t* right_shifts;
  const int8_t* weights;         // [taps][channels]
  OutputS16 output;
};

/** Adds up the taps `first` to `end` of 8 channels. */
LANEWISE_INLINE void add_taps(const DepthwiseConv2dS16& op, const uint8_t* window, size_t c, size_t first, size_t end,
                              int64_t* sums) {
  const size_t padded_channels = round_up(op.channels, kChannels);
  int32x4_t low = vdupq_n_s32(0), high = low;
  for (size_t t = first; t < end; t++) {
    const int16x8_t input = vld1q_s16(reinterpret_cast<const int16_t*>(window + op.rows.offsets[t]) + c);
    const int16x8_t tap = vmovl_s8(vld1_s8(op.weights + t * padded_channels + c));
    low = vmlal_s16(low, vget_low_s16(input), vget_low_s16(tap));
    high = vmlal_s16(high, vget_high_s16(input), vget_high_s16(tap));
  }
  int32_t part[kChannels];
  vst1q_s32(part, low);
  vst1q_s32(part + 4, high);
  for (size_t i = 0; i < kChannels; i++) sums[i] += part[i];
}

void window_channels(const DepthwiseConv2dS16& op, const uint8_t* window, int16_t* output) {
  for (size_t c = 0; c < op.channels; c += kChannels) {
    int64_t sums[kChannels];
    std::memcpy(sums, op.bias + c, sizeof sums);
    for (size_t t = 0; t < op.taps; t += kTapsPerInt32) {
      add_taps(op, window, c, t, std::min(t + kTapsPerInt32, op.taps), sums);
    }
    for (size_t i = 0; i < std::min(kChannels, op.channels - c); i++) {
      output[c + i] = requantize_s16(sums[i], op.multipliers[c + i], op.right_shifts[c + i], op.output);
    }
  }
}

void run_depthwise_conv2d_s16(const lanewise_operator& base, const lanewise_buffer* buffers, const Part& part) {
  const DepthwiseConv2dS16& op = static_cast<const DepthwiseConv2dS16&>(base);
  const uint8_t* image = image_of(op.rows, buffers, part.round);
  const size_t width = op.rows.output_width;
  int16_t* output = static_cast<int16_t*>(buffers[1].data) + part.round * op.rows.output_height * width * op.channels;
  for_each_row(part, width, [&](size_t y, size_t first, size_t last) {
    for (size_t x = first; x < last; x++) {
      window_channels(op, image + y * op.rows.row_step + x * op.rows.pixel_step, output + (y * width + x) * op.channels);
    }
  });
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_depthwise_conv2d_s16(const lanewise_window* window,
                                                     const lanewise_requantization* requantization, const int8_t* weights,
                                                     const int64_t* bias, lanewise_operator** result) {
  using namespace lanewise;
  if (result == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *result = nullptr;
  OutputS16 output;
  ScalesS16 scales;
  if (!valid_depthwise(window) || weights == nullptr ||
      !read_output_s16(requantization, static_cast<size_t>(window->output_channels), &output, &scales)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  const DepthwiseTaps taps = depthwise_taps(*window, kChannels);
  if (!taps.fit()) return LANEWISE_INVALID_ARGUMENT;
  DepthwiseConv2dS16* op =
      new_operator<DepthwiseConv2dS16>(taps.offsets_bytes + 2 * taps.padded_channels * sizeof(int64_t) + taps.count);
  if (op == nullptr) return LANEWISE_OUT_OF_MEMORY;

  int64_t* folded = reinterpret_cast<int64_t*>(payload(op) + taps.offsets_bytes);
  int32_t* multipliers = reinterpret_cast<int32_t*>(folded + taps.padded_channels);
  int32_t* right_shifts = multipliers + taps.padded_channels;
  int8_t* packed = reinterpret_cast<int8_t*>(right_shifts + taps.padded_channels);
  op->microkernel = "depthwise_s16_1x8_neon";
  op->channels = taps.channels;
  op->taps = taps.taps;
  op->bias = folded;
  op->multipliers = multipliers;
  op->right_shifts = right_shifts;
  op->weights = packed;
  op->output = output;
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

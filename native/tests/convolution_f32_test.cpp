// SPDX-License-Identifier: Apache-2.0
// Float conv2d and depthwise_conv2d against straight loops in double. A sum of n rounded products in float, in any
// order, is off by at most n 2^-24 / (1 - n 2^-24) of the sum of their magnitudes (Higham, Accuracy and Stability of
// Numerical Algorithms, 3.1); here n counts the bias and one rounding more.
#include <gtest/gtest.h>

#include <cmath>

#include "guarded_buffer.h"
#include "preserved_registers.h"
#include "random_values.h"

namespace lanewise::testing {
namespace {

std::vector<float> floats(Random& random, int32_t count) {
  std::vector<float> values(static_cast<size_t>(count));
  for (float& value : values) value = static_cast<float>(random.between(-1000, 1000)) / 500;
  return values;
}

/** An output in double, and how far off one in float may be. */
struct Expected {
  double value = 0, magnitude = 0;
  int terms = 1;

  void add(double term) {
    value += term;
    magnitude += std::abs(term);
    terms++;
  }
  double bound() const { return terms * 0x1p-24 / (1 - terms * 0x1p-24) * magnitude; }
};

// One output; depthwise weights are [kernel][output], the others [output][kernel][input].
Expected expected(const lanewise_window& w, const std::vector<float>& weights, const GuardedBuffer<float>& input, int b,
                  int y, int x, int c, bool depthwise) {
  const int group_inputs = w.input_channels / w.groups, group_outputs = w.output_channels / w.groups;
  Expected sum;
  for (int ky = 0; ky < w.kernel_height; ky++) {
    for (int kx = 0; kx < w.kernel_width; kx++) {
      int iy = y * w.stride_height - w.padding_top + ky * w.dilation_height;
      int ix = x * w.stride_width - w.padding_left + kx * w.dilation_width;
      if (iy < 0 || iy >= w.input_height || ix < 0 || ix >= w.input_width) continue;
      for (int i = 0; i < group_inputs; i++) {
        int tap = ky * w.kernel_width + kx;
        int weight = depthwise ? tap * w.output_channels + c
                               : (c * w.kernel_height * w.kernel_width + tap) * group_inputs + i;
        int cell =
            ((b * w.input_height + iy) * w.input_width + ix) * w.input_channels + c / group_outputs * group_inputs + i;
        sum.add(static_cast<double>(input[static_cast<size_t>(cell)]) *
                static_cast<double>(weights[static_cast<size_t>(weight)]));
      }
    }
  }
  return sum;
}

void check(const lanewise_window& w, bool depthwise, Guard guard) {
  SCOPED_TRACE(::testing::Message() << "kernel " << w.kernel_height << " channels " << w.input_channels << " -> "
                                    << w.output_channels << " groups " << w.groups);
  Random random(static_cast<uint32_t>(w.input_channels * 31 + w.kernel_height));
  const int taps = w.kernel_height * w.kernel_width;
  std::vector<float> weights = floats(random, taps * w.output_channels * (depthwise ? 1 : w.input_channels / w.groups));
  std::vector<float> bias = floats(random, w.output_channels);
  auto input =
      GuardedBuffer<float>::of(floats(random, w.batch * w.input_height * w.input_width * w.input_channels), guard);
  input.make_read_only();
  GuardedBuffer<float> output(static_cast<size_t>(w.batch * w.output_height * w.output_width * w.output_channels),
                              guard);
  lanewise_operator* op = nullptr;
  auto create = depthwise ? lanewise_create_depthwise_conv2d_f32 : lanewise_create_conv2d_f32;
  ASSERT_EQ(LANEWISE_OK, create(&w, -20.0f, 20.0f, weights.data(), bias.data(), &op));
  GuardedBuffer<uint8_t> workspace(lanewise_workspace_size(op), Guard::kBefore);
  lanewise_buffer buffers[] = {input.view(), output.view(), workspace.view()};
  ASSERT_EQ(LANEWISE_OK, checked_run(op, buffers, 3));
  lanewise_destroy(op);
  size_t at = 0;
  for (int b = 0; b < w.batch; b++) {
    for (int y = 0; y < w.output_height; y++) {
      for (int x = 0; x < w.output_width; x++) {
        for (int c = 0; c < w.output_channels; c++, at++) {
          Expected sum = expected(w, weights, input, b, y, x, c, depthwise);
          sum.add(static_cast<double>(bias[static_cast<size_t>(c)]));
          const double clamped = std::min(std::max(sum.value, -20.0), 20.0);
          ASSERT_NEAR(clamped, static_cast<double>(output[at]), sum.bound()) << "output " << at;
        }
      }
    }
  }
}

void check_both_guards(const lanewise_window& w, bool depthwise) {
  for (Guard guard : {Guard::kAfter, Guard::kBefore}) check(w, depthwise, guard);
}

TEST(ConvolutionF32, Conv2d) {
  for (int channels : {1, 3, 8, 17}) {
    for (int outputs : {1, 8, 13}) {
      check_both_guards({1, 5, 6, channels, 5, 6, outputs, 3, 3, 1, 1, 1, 1, 1, 1, 1}, false);
      check_both_guards({1, 5, 6, channels, 3, 3, outputs, 1, 1, 2, 2, 1, 1, 0, 0, 1}, false);
    }
  }
  check_both_guards({2, 7, 7, 6, 3, 3, 9, 3, 3, 1, 1, 2, 2, 0, 0, 3}, false);
}

TEST(ConvolutionF32, Depthwise) {
  for (int channels : {2, 4, 7}) {
    for (int multiplier : {1, 2}) {
      check_both_guards({1, 5, 6, channels, 5, 6, channels * multiplier, 3, 3, 1, 1, 1, 1, 1, 1, channels}, true);
      check_both_guards({2, 5, 6, channels, 2, 3, channels * multiplier, 2, 2, 2, 2, 1, 1, 0, 0, channels}, true);
    }
  }
}

TEST(ConvolutionF32, RefusesMisalignedBuffers) {
  const lanewise_window w = {1, 2, 2, 1, 2, 2, 1, 1, 1, 1, 1, 1, 1, 0, 0, 1};
  const float weight = 1;
  for (auto create : {lanewise_create_conv2d_f32, lanewise_create_depthwise_conv2d_f32}) {
    lanewise_operator* op = nullptr;
    ASSERT_EQ(LANEWISE_OK, create(&w, -1, 1, &weight, nullptr, &op));
    std::vector<float> input(5), output(5);
    std::vector<uint8_t> workspace(lanewise_workspace_size(op));
    auto run = [&](size_t input_offset, size_t output_offset) {
      lanewise_buffer buffers[] = {{reinterpret_cast<char*>(input.data()) + input_offset, 16},
                                   {reinterpret_cast<char*>(output.data()) + output_offset, 16},
                                   {workspace.data(), workspace.size()}};
      return lanewise_run(op, buffers, 3);
    };
    EXPECT_EQ(LANEWISE_OK, run(0, 0));
    EXPECT_EQ(LANEWISE_INVALID_ARGUMENT, run(2, 0));
    EXPECT_EQ(LANEWISE_INVALID_ARGUMENT, run(0, 1));
    lanewise_destroy(op);
  }
}

TEST(ConvolutionF32, RefusesBadArguments) {
  lanewise_window w = {1, 5, 6, 3, 5, 6, 4, 3, 3, 1, 1, 1, 1, 1, 1, 1};
  std::vector<float> weights(3 * 3 * 3 * 4);
  lanewise_operator* op = nullptr;
  EXPECT_EQ(LANEWISE_INVALID_ARGUMENT, lanewise_create_conv2d_f32(&w, 1, -1, weights.data(), nullptr, &op));
  EXPECT_EQ(LANEWISE_INVALID_ARGUMENT, lanewise_create_conv2d_f32(&w, NAN, 1, weights.data(), nullptr, &op));
  EXPECT_EQ(LANEWISE_INVALID_ARGUMENT, lanewise_create_conv2d_f32(&w, 0, 1, nullptr, nullptr, &op));
  EXPECT_EQ(LANEWISE_INVALID_ARGUMENT, lanewise_create_depthwise_conv2d_f32(&w, 0, 1, weights.data(), nullptr, &op));
  w.stride_width = 0;
  EXPECT_EQ(LANEWISE_INVALID_ARGUMENT, lanewise_create_conv2d_f32(&w, 0, 1, weights.data(), nullptr, &op));
}

}  // namespace
}  // namespace lanewise::testing

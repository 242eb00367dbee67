// SPDX-License-Identifier: Apache-2.0
// Float convolutions and dense layers with int8 weights: against an input quantized and summed by definition, in
// double. What the scales (one of them rounded), their two products and the bias added round off is at most 2^-24 of
// the value, each. Last bits are compared with TFLite by the tests in Java.
#include <gtest/gtest.h>

#include <cmath>

#include "operator_runner.h"
#include "random_values.h"
#include "window_cases.h"

namespace lanewise::testing {
namespace {

/** q - zero point of every value, and the scale. */
std::vector<int> quantized(const float* values, size_t count, bool asymmetric, double* scale) {
  double low = 0, high = 0;
  for (size_t i = 0; i < count; i++) {
    low = std::min(low, static_cast<double>(values[i]));
    high = std::max(high, static_cast<double>(values[i]));
  }
  *scale = asymmetric ? (high - low) / 255 : std::max(-low, high) / 127;
  const double zero_point = asymmetric ? std::round(-128 - low / *scale) : 0;
  std::vector<int> result;
  for (size_t i = 0; i < count; i++) {
    const double q = std::round(values[i] / *scale + zero_point);
    result.push_back(static_cast<int>(std::min(std::max(q, asymmetric ? -128.0 : -127.0), 127.0) - zero_point));
  }
  return result;
}

/** Images whose values lie 0.3 steps beside the integers that they become, so that float and double round alike. */
std::vector<float> images(Random& random, size_t count, size_t image, bool asymmetric) {
  const int low = asymmetric ? -100 : -127, high = asymmetric ? 155 : 127;
  std::vector<float> values;
  for (size_t i = 0; i < count; i++) {
    const size_t at = i % image;
    values.push_back(0.02f * (at == 0 ? static_cast<float>(low) : at == 1 ? static_cast<float>(high)
                                      : static_cast<float>(random.between(low, high - 1)) + 0.3f));
  }
  return values;
}

void check(const lanewise_window& w, bool asymmetric) {
  SCOPED_TRACE(::testing::Message() << w << (asymmetric ? " asymmetric" : ""));
  Random random(static_cast<uint32_t>(w.input_channels * 31 + w.kernel_height));
  const int group_inputs = w.input_channels / w.groups, group_outputs = w.output_channels / w.groups;
  const auto products = static_cast<size_t>(w.kernel_height * w.kernel_width * group_inputs);
  const auto channels = static_cast<size_t>(w.output_channels);
  const bool depthwise = w.groups > 1 && w.groups == w.input_channels;
  const std::vector<int8_t> weights = random.int8s(channels * products);
  const std::vector<float> bias = random.floats(channels);
  const size_t image = input_elements(w) / static_cast<size_t>(w.batch);
  const std::vector<float> input = images(random, input_elements(w), image, asymmetric);
  const std::vector<float> scales(channels, 0.01f);
  const lanewise_dynamic_scaling scaling = {asymmetric, asymmetric, -90, 90, scales.data()};
  const OperatorPointer op =
      make(depthwise ? lanewise_create_dynamic_depthwise_conv2d_f32 : lanewise_create_dynamic_conv2d_f32, &w, &scaling,
           weights.data(), bias.data());
  for (Guard guard : {Guard::kAfter, Guard::kBefore}) {
    const std::vector<float> actual = run<float>(op, guard, output_elements(w), input);
    size_t at = 0;
    for (int b = 0; b < w.batch; b++) {
      double scale;
      const std::vector<int> q = quantized(input.data() + static_cast<size_t>(b) * image, image, asymmetric, &scale);
      for (int y = 0; y < w.output_height; y++) {
        for (int x = 0; x < w.output_width; x++) {
          for (int c = 0; c < w.output_channels; c++, at++) {
            double sum = 0;
            for (int ky = 0; ky < w.kernel_height; ky++) {
              for (int kx = 0; kx < w.kernel_width; kx++) {
                const int iy = y * w.stride_height - w.padding_top + ky * w.dilation_height;
                const int ix = x * w.stride_width - w.padding_left + kx * w.dilation_width;
                if (iy < 0 || iy >= w.input_height || ix < 0 || ix >= w.input_width) continue;
                for (int i = 0; i < group_inputs; i++) {
                  const int weight = depthwise ? (ky * w.kernel_width + kx) * w.output_channels + c
                                               : ((c * w.kernel_height + ky) * w.kernel_width + kx) * group_inputs + i;
                  const int cell = (iy * w.input_width + ix) * w.input_channels + c / group_outputs * group_inputs + i;
                  sum += q[static_cast<size_t>(cell)] * weights[static_cast<size_t>(weight)];
                }
              }
            }
            const double scaled = sum * static_cast<double>(0.01f) * scale;
            const double expected = scaled + static_cast<double>(bias[static_cast<size_t>(c)]);
            const double bound = 4 * 0x1p-24 * std::abs(scaled) + 2 * 0x1p-24 * std::abs(expected);
            ASSERT_NEAR(std::min(std::max(expected, -90.0), 90.0), static_cast<double>(actual[at]), bound)
                << "output " << at;
          }
        }
      }
    }
  }
}

TEST(DynamicConv2dF32, QuantizesEachImage) {
  for (bool asymmetric : {false, true}) {
    for (int channels : {1, 3, 17}) {
      check(make_window({5, 6}, channels, 9, {3, 3}, {1, 1}, true), asymmetric);
      check(make_window({6, 5}, channels, 3, {1, 1}, {2, 2}, false), asymmetric);
    }
    auto groups = make_window({7, 7}, 6, 9, {3, 3}, {1, 1}, true, {2, 2});
    groups.groups = 3;
    groups.batch = 2;
    check(groups, asymmetric);
  }
}

TEST(DynamicConv2dF32, QuantizesEachImageOfDepthwise) {
  for (bool asymmetric : {false, true}) {
    for (int multiplier : {1, 2, 3, 5}) {
      for (int channels : {2, 8, 17}) {
        auto w = make_window({5, 6}, channels, channels * multiplier, {3, 3}, {1, 1}, true);
        w.groups = channels;
        w.batch = 2;
        check(w, asymmetric);
        w = make_window({9, 8}, channels, channels * multiplier, {2, 4}, {2, 1}, false, {1, 2});
        w.groups = channels;
        check(w, asymmetric);
      }
    }
  }
}

TEST(DynamicConv2dF32, QuantizesEachRow) {
  const std::vector<int8_t> weights = {1, 2, -3, 4};
  const float scale = 0.5f;
  const lanewise_dynamic_scaling scaling = {0, 0, -INFINITY, INFINITY, &scale};
  const OperatorPointer op =
      make(lanewise_create_dynamic_fully_connected_f32, 3, 4, 1, &scaling, weights.data(), nullptr);
  // The largest of a row is 127 steps; a row of zeros is exact.
  const std::vector<float> input = {127, 1, 2, 3, 0, 0, 0, 0, -1270, 10, 0, 20};
  expect_close({0.5f * (127 + 2 - 6 + 12), 0, 5.0f * (-127 + 2 + 8)}, run<float>(op, Guard::kAfter, 3, input));
}

TEST(DynamicConv2dF32, RefusesBadArguments) {
  const lanewise_window w = make_window({5, 6}, 3, 4, {3, 3}, {1, 1}, true);
  const std::vector<int8_t> weights(108);
  const std::vector<float> scales(4, 1.0f);
  lanewise_operator* op = nullptr;
  lanewise_dynamic_scaling scaling = {0, 0, 1, -1, scales.data()};
  EXPECT_EQ(LANEWISE_INVALID_ARGUMENT, lanewise_create_dynamic_conv2d_f32(&w, &scaling, weights.data(), nullptr, &op));
  scaling = {0, 0, -1, 1, nullptr};
  EXPECT_EQ(LANEWISE_INVALID_ARGUMENT, lanewise_create_dynamic_conv2d_f32(&w, &scaling, weights.data(), nullptr, &op));
  EXPECT_EQ(LANEWISE_INVALID_ARGUMENT, lanewise_create_dynamic_conv2d_f32(&w, nullptr, weights.data(), nullptr, &op));
  scaling = {0, 0, -1, 1, scales.data()};
  EXPECT_EQ(LANEWISE_INVALID_ARGUMENT,
            lanewise_create_dynamic_depthwise_conv2d_f32(&w, &scaling, weights.data(), nullptr, &op));
}

}  // namespace
}  // namespace lanewise::testing

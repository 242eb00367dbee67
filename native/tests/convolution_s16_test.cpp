// SPDX-License-Identifier: Apache-2.0
// int16 conv2d, depthwise_conv2d and fully_connected with int8 weights against straight loops in int64, scaled by
// definition.
#include <gtest/gtest.h>

#include <cmath>

#include "operator_runner.h"
#include "random_values.h"
#include "window_cases.h"

namespace lanewise::testing {
namespace {

struct Layer {
  std::vector<int8_t> weights;
  std::vector<int64_t> bias;
  std::vector<int32_t> multipliers, shifts;
  lanewise_requantization requantization;

  Layer(Random& random, size_t channels, size_t products, bool corners) {
    weights.resize(channels * products);
    for (int8_t& w : weights) w = static_cast<int8_t>(corners ? -128 : random.between(-128, 127));
    for (size_t c = 0; c < channels; c++) {
      bias.push_back(random.between(-(1 << 24), 1 << 24));
      multipliers.push_back(random.between(1 << 30, INT32_MAX));
      shifts.push_back(random.between(-18, -8));
    }
    multipliers[0] = INT32_MAX;  // rounds up to 15 bits that do not fit
    requantization = {0, 0, -30000, 32767, multipliers.data(), shifts.data(), nullptr};
  }
};

std::vector<int16_t> values(Random& random, size_t count, bool corners) {
  std::vector<int16_t> all(count);
  for (int16_t& v : all) v = static_cast<int16_t>(corners ? INT16_MIN : random.between(INT16_MIN, INT16_MAX));
  return all;
}

int64_t accumulate(const lanewise_window& w, const Layer& layer, const std::vector<int16_t>& input, int b, int y, int x,
                   int c, bool depthwise) {
  const int group_inputs = w.input_channels / w.groups, group_outputs = w.output_channels / w.groups;
  int64_t sum = layer.bias[static_cast<size_t>(c)];
  for (int ky = 0; ky < w.kernel_height; ky++) {
    for (int kx = 0; kx < w.kernel_width; kx++) {
      const int iy = y * w.stride_height - w.padding_top + ky * w.dilation_height;
      const int ix = x * w.stride_width - w.padding_left + kx * w.dilation_width;
      if (iy < 0 || iy >= w.input_height || ix < 0 || ix >= w.input_width) continue;
      for (int i = 0; i < group_inputs; i++) {
        const int tap = ky * w.kernel_width + kx;
        const int weight =
            depthwise ? tap * w.output_channels + c : (c * w.kernel_height * w.kernel_width + tap) * group_inputs + i;
        const int cell =
            ((b * w.input_height + iy) * w.input_width + ix) * w.input_channels + c / group_outputs * group_inputs + i;
        sum += int64_t{input[static_cast<size_t>(cell)]} * layer.weights[static_cast<size_t>(weight)];
      }
    }
  }
  return sum;
}

// floor(sum * m / 2^(15 - shift) + 1/2), m the multiplier's 15 leading bits.
int64_t scaled(int64_t sum, int32_t multiplier, int32_t shift) {
  const auto m = static_cast<int64_t>(std::min(32767.0, std::floor(multiplier / 65536.0 + 0.5)));
  return static_cast<int64_t>(std::floor(static_cast<long double>(sum) * m / std::pow(2.0L, 15 - shift) + 0.5L));
}

void check(const lanewise_window& w, bool depthwise, bool corners = false) {
  SCOPED_TRACE(::testing::Message() << w << (depthwise ? " depthwise" : ""));
  Random random(static_cast<uint32_t>(w.input_channels * 31 + w.kernel_height));
  const auto taps = static_cast<size_t>(w.kernel_height * w.kernel_width);
  const Layer layer(random, static_cast<size_t>(w.output_channels),
                    taps * static_cast<size_t>(depthwise ? 1 : w.input_channels / w.groups), corners);
  const std::vector<int16_t> input = values(random, input_elements(w), corners);
  std::vector<int16_t> expected;
  for (int b = 0; b < w.batch; b++) {
    for (int y = 0; y < w.output_height; y++) {
      for (int x = 0; x < w.output_width; x++) {
        for (int c = 0; c < w.output_channels; c++) {
          const auto n = static_cast<size_t>(c);
          const int64_t q =
              scaled(accumulate(w, layer, input, b, y, x, c, depthwise), layer.multipliers[n], layer.shifts[n]);
          expected.push_back(static_cast<int16_t>(std::min<int64_t>(std::max<int64_t>(q, -30000), 32767)));
        }
      }
    }
  }
  auto create = depthwise ? lanewise_create_depthwise_conv2d_s16 : lanewise_create_conv2d_s16;
  for (Guard guard : {Guard::kAfter, Guard::kBefore}) {
    const OperatorPointer op = make(create, &w, &layer.requantization, layer.weights.data(), layer.bias.data());
    expect_equal(expected, run<int16_t>(op, guard, expected.size(), input));
  }
}

TEST(ConvolutionS16, Conv2d) {
  for (int channels : {1, 3, 8, 17}) {
    for (int outputs : {1, 8, 13}) {
      check(make_window({5, 6}, channels, outputs, {3, 3}, {1, 1}, true), false);
      check(make_window({5, 6}, channels, outputs, {1, 1}, {2, 2}, false), false);
    }
  }
  auto groups = make_window({7, 7}, 6, 9, {3, 3}, {1, 1}, false, {2, 2});
  groups.groups = 3;
  groups.batch = 2;
  check(groups, false);
}

/** More products than int32 holds the sum of, each as large as can be. */
TEST(ConvolutionS16, SumsBeyondInt32) {
  check(make_window({1, 5}, 1300, 9, {1, 1}, {1, 1}, false), false, true);
  check(make_window({3, 3}, 300, 3, {3, 3}, {1, 1}, false), false, true);
  auto many_taps = make_window({24, 24}, 3, 3, {24, 24}, {1, 1}, false);
  many_taps.groups = 3;
  check(many_taps, true, true);
}

TEST(ConvolutionS16, Depthwise) {
  for (int channels : {2, 8, 11}) {
    for (int multiplier : {1, 2}) {
      auto w = make_window({5, 6}, channels, channels * multiplier, {3, 3}, {1, 1}, true);
      w.groups = channels;
      check(w, true);
      w = make_window({5, 6}, channels, channels * multiplier, {2, 2}, {2, 2}, false);
      w.groups = channels;
      w.batch = 2;
      check(w, true);
    }
  }
}

TEST(ConvolutionS16, FullyConnectedScalesInDouble) {
  Random random(5);
  constexpr int32_t kRows = 5, kDepth = 700, kColumns = 11;
  const Layer layer(random, kColumns, kDepth, false);
  const std::vector<int16_t> input = values(random, kRows * kDepth, false);
  std::vector<double> factors(kColumns, 1.0 / 3 / 65536);
  factors[3] = 1e3;    // saturates
  factors[4] = 0x1p-20;  // ties
  const lanewise_dense_scaling scaling = {0, 0, -32768, 32767, factors.data()};
  std::vector<int16_t> expected;
  for (size_t r = 0; r < kRows; r++) {
    for (size_t c = 0; c < kColumns; c++) {
      int64_t sum = layer.bias[c];
      for (size_t k = 0; k < kDepth; k++) sum += int64_t{input[r * kDepth + k]} * layer.weights[c * kDepth + k];
      const double q = std::round(static_cast<double>(sum) * factors[c]);
      expected.push_back(static_cast<int16_t>(std::min(std::max(q, -32768.0), 32767.0)));
    }
  }
  const OperatorPointer op = make(lanewise_create_fully_connected_s16, kRows, kDepth, kColumns, &scaling,
                                  layer.weights.data(), layer.bias.data());
  expect_equal(expected, run<int16_t>(op, Guard::kAfter, expected.size(), input));
}

TEST(ConvolutionS16, RefusesBadArguments) {
  Random random(6);
  const lanewise_window w = make_window({5, 6}, 3, 4, {3, 3}, {1, 1}, true);
  Layer layer(random, 4, 27, false);
  lanewise_operator* op = nullptr;
  auto refused = [&] {
    return lanewise_create_conv2d_s16(&w, &layer.requantization, layer.weights.data(), nullptr, &op) ==
           LANEWISE_INVALID_ARGUMENT;
  };
  EXPECT_FALSE(refused());
  lanewise_destroy(op);
  layer.shifts[2] = 8;
  EXPECT_TRUE(refused());
  layer.shifts[2] = 7;
  layer.requantization.input_zero_point = 1;
  EXPECT_TRUE(refused());
  layer.requantization.input_zero_point = 0;
  layer.requantization.output_maximum = 32768;
  EXPECT_TRUE(refused());
}

}  // namespace
}  // namespace lanewise::testing

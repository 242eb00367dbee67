// SPDX-License-Identifier: Apache-2.0
// LOG_SOFTMAX and L2_NORMALIZATION: the references against real numbers, the operators against the references.
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "operator_runner.h"
#include "random_values.h"
#include "reference/activation.h"
#include "wide_arithmetic.h"

namespace lanewise::testing {
namespace {

/** As TFLite's PreprocessLogSoftmaxScalingExp. */
struct LogSoftmax {
  double scale;
  QuantizedMultiplier differences, inverse;
  int32_t minimum;

  explicit LogSoftmax(double input_scale)
      : scale(input_scale), differences(std::min(input_scale * (1 << 26), 2147483647.0)),
        inverse(std::ldexp(1.0, 31 - differences.shift) / differences.multiplier),
        minimum(-((31 << 26) >> differences.shift)) {}

  OperatorPointer make_operator(int32_t rows, int32_t depth) const {
    return make(lanewise_create_log_softmax_s8, rows, depth, differences.multiplier, differences.shift, minimum,
                inverse.multiplier, inverse.shift);
  }

  std::vector<int8_t> expected(int32_t depth, const std::vector<int8_t>& input) const {
    std::vector<int8_t> output(input.size());
    for (size_t row = 0; row < input.size(); row += static_cast<size_t>(depth)) {
      reference::log_softmax_row_s8(depth, differences.multiplier, differences.shift, minimum, inverse.multiplier,
                                    inverse.shift, input.data() + row, output.data() + row);
    }
    return output;
  }
};

const LogSoftmax kScales[] = {LogSoftmax(1e-6), LogSoftmax(0.001), LogSoftmax(1.0 / 16), LogSoftmax(0.13),
                              LogSoftmax(1.7),  LogSoftmax(40)};
constexpr int32_t kDepths[] = {1, 2, 10, 16, 17, 100, 1001, 4095};

TEST(LogSoftmaxS8, EqualsTheReference) {
  Random random(1);
  for (const LogSoftmax& softmax : kScales) {
    for (int32_t depth : kDepths) {
      const std::vector<int8_t> input = random.int8s(static_cast<size_t>(3 * depth));
      for (Guard guard : {Guard::kAfter, Guard::kBefore}) {
        expect_equal(softmax.expected(depth, input), run<int8_t>(softmax.make_operator(3, depth), guard, input.size(),
                                                                 input));
      }
    }
  }
}

TEST(LogSoftmaxS8, IsALogarithm) {
  Random random(2);
  for (const LogSoftmax& softmax : kScales) {
    for (int32_t depth : kDepths) {
      const std::vector<int8_t> input = random.int8s(static_cast<size_t>(depth));
      const std::vector<int8_t> output = softmax.expected(depth, input);
      const int most = *std::max_element(input.begin(), input.end());
      double sum = 0;
      for (int8_t x : input) sum += std::exp(softmax.scale * (x - most));
      for (size_t i = 0; i < input.size(); i++) {
        const double steps = 16 * (softmax.scale * (input[i] - most) - std::log(sum)) + 127;
        ASSERT_NEAR(std::clamp(steps, -128.0, 127.0), output[i], 0.51) << softmax.scale << ", " << depth;
      }
    }
  }
}

TEST(LogSoftmaxS8, HoldsTheLongestRowOfEqualValues) {
  const std::vector<int8_t> input(4095, 5);
  const LogSoftmax softmax(0.1);
  const std::vector<int8_t> output = run<int8_t>(softmax.make_operator(1, 4095), Guard::kAfter, 4095, input);
  expect_equal(std::vector<int8_t>(4095, static_cast<int8_t>(127 - std::lround(16 * std::log(4095.0)))), output);
}

TEST(LogSoftmaxF32, IsCloseToTheDefinition) {
  Random random(3);
  for (int32_t depth : {1, 3, 4, 16, 17, 49, 1000}) {
    const size_t count = static_cast<size_t>(depth);
    const std::vector<float> input = random.floats(3 * count, -30, 30);
    std::vector<float> expected;
    for (size_t row = 0; row < 3 * count; row += count) {
      double sum = 0;
      for (size_t i = row; i < row + count; i++) sum += std::exp(double{input[i]});
      for (size_t i = row; i < row + count; i++) expected.push_back(static_cast<float>(input[i] - std::log(sum)));
    }
    for (Guard guard : {Guard::kAfter, Guard::kBefore}) {
      expect_close(expected, run<float>(make(lanewise_create_log_softmax_f32, 3, depth), guard, 3 * count, input));
    }
  }
}

TEST(L2NormalizationS8, EqualsTheReference) {
  Random random(4);
  for (int32_t zero_point : {-128, -5, 0, 127}) {
    for (int32_t shifted : {0, 1}) {
      for (int32_t depth : {1, 2, 15, 16, 17, 64, 1001, 40000}) {
        for (int32_t most : {1, 127}) {
          const std::vector<int8_t> input = random.int8s(static_cast<size_t>(3 * depth), -most, most);
          std::vector<int8_t> expected(input.size());
          for (size_t row = 0; row < input.size(); row += static_cast<size_t>(depth)) {
            reference::l2_normalization_row_s8(depth, zero_point, shifted != 0, input.data() + row,
                                               expected.data() + row);
          }
          for (Guard guard : {Guard::kAfter, Guard::kBefore}) {
            expect_equal(expected, run<int8_t>(make(lanewise_create_l2_normalization_s8, 3, depth, zero_point, shifted),
                                               guard, expected.size(), input));
          }
        }
      }
    }
  }
}

// Within a step: TFLite rounds twice.
TEST(L2NormalizationS8, HasTheDirectionOfItsInput) {
  Random random(5);
  for (int32_t depth : {2, 5, 40, 1000}) {
    const std::vector<int8_t> input = random.int8s(static_cast<size_t>(depth));
    std::vector<int8_t> output(input.size());
    reference::l2_normalization_row_s8(depth, 3, false, input.data(), output.data());
    double squares = 0;
    for (int8_t x : input) squares += (x - 3) * (x - 3);
    for (size_t i = 0; i < input.size(); i++) {
      ASSERT_NEAR(std::clamp(128 * (input[i] - 3) / std::sqrt(squares), -128.0, 127.0), output[i], 1);
    }
  }
}

TEST(L2NormalizationF32, IsCloseToTheDefinition) {
  Random random(6);
  for (int32_t depth : {1, 3, 4, 16, 17, 49, 1000}) {
    const size_t count = static_cast<size_t>(depth);
    std::vector<float> input = random.floats(3 * count), expected;
    std::fill(input.begin(), input.begin() + depth, 1e-9f);  // shorter than the shortest length
    for (size_t row = 0; row < 3 * count; row += count) {
      double squares = 0;
      for (size_t i = row; i < row + count; i++) squares += double{input[i]} * input[i];
      const double length = std::max(std::sqrt(squares), 1e-6);
      for (size_t i = row; i < row + count; i++) expected.push_back(static_cast<float>(input[i] / length));
    }
    for (Guard guard : {Guard::kAfter, Guard::kBefore}) {
      expect_close(expected, run<float>(make(lanewise_create_l2_normalization_f32, 3, depth), guard, 3 * count, input),
                   1e-3f);
    }
  }
}

TEST(Normalization, RefusesEveryBadArgument) {
  constexpr int32_t m = 1 << 30;
  for (int32_t bad : {0, -1, INT32_MIN}) {
    expect_refused(lanewise_create_log_softmax_s8, bad, 1, m, 20, -1, m, 0);
    expect_refused(lanewise_create_log_softmax_s8, 1, bad, m, 20, -1, m, 0);
    expect_refused(lanewise_create_log_softmax_f32, bad, 1);
    expect_refused(lanewise_create_log_softmax_f32, 1, bad);
    expect_refused(lanewise_create_l2_normalization_s8, bad, 1, 0, 0);
    expect_refused(lanewise_create_l2_normalization_s8, 1, bad, 0, 0);
    expect_refused(lanewise_create_l2_normalization_f32, bad, 1);
    expect_refused(lanewise_create_l2_normalization_f32, 1, bad);
  }
  expect_refused(lanewise_create_log_softmax_s8, 1, 4096, m, 20, -1, m, 0);
  for (int32_t bad : {0, -1, m - 1, INT32_MIN}) {
    expect_refused(lanewise_create_log_softmax_s8, 1, 1, bad, 20, -1, m, 0);
    expect_refused(lanewise_create_log_softmax_s8, 1, 1, m, 20, -1, bad, 0);
  }
  for (int32_t bad : {-32, 32, INT32_MIN, INT32_MAX}) {
    expect_refused(lanewise_create_log_softmax_s8, 1, 1, m, bad, 0, m, 0);
    expect_refused(lanewise_create_log_softmax_s8, 1, 1, m, 20, -1, m, bad);
  }
  for (int32_t bad : {1, -1985, INT32_MIN, INT32_MAX}) {
    expect_refused(lanewise_create_log_softmax_s8, 1, 1, m, 20, bad, m, 0);
  }
  for (int32_t bad : {-129, 128, INT32_MIN, INT32_MAX}) {
    expect_refused(lanewise_create_l2_normalization_s8, 1, 1, bad, 0);
  }
  for (int32_t bad : {-1, 2, INT32_MIN, INT32_MAX}) expect_refused(lanewise_create_l2_normalization_s8, 1, 1, 0, bad);
  expect_refused(lanewise_create_l2_normalization_f32, INT32_MAX, INT32_MAX);
  expect_refused(lanewise_create_log_softmax_f32, INT32_MAX, INT32_MAX);
}

}  // namespace
}  // namespace lanewise::testing

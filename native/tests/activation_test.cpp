// SPDX-License-Identifier: Apache-2.0
// Activations: fixed point against double, the references against real numbers, the operators against the references.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "math/exponential_neon.h"
#include "operator_runner.h"
#include "quantization/fixed_point.h"
#include "random_values.h"
#include "reference/activation.h"
#include "wide_arithmetic.h"

namespace lanewise::testing {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr Guard kGuards[] = {Guard::kAfter, Guard::kBefore};

std::vector<int32_t> sizes() {
  std::vector<int32_t> all(49);
  std::iota(all.begin(), all.end(), 1);
  all.push_back(1000);
  return all;
}

std::vector<int8_t> every_int8() {
  std::vector<int8_t> all(256);
  std::iota(all.begin(), all.end(), static_cast<int8_t>(-128));
  return all;
}

TEST(LookupS8, FindsEveryEntry) {
  Random random(1);
  const std::vector<int8_t> table = random.int8s(256);
  expect_equal(table,
               run<int8_t>(make(lanewise_create_lookup_s8, 256, table.data()), Guard::kAfter, 256, every_int8()));
}

TEST(LookupS8, EqualsTheReferenceAtEverySize) {
  Random random(2);
  const std::vector<int8_t> table = random.int8s(256);
  for (int32_t n : sizes()) {
    const std::vector<int8_t> input = random.int8s(static_cast<size_t>(n));
    std::vector<int8_t> expected(input.size());
    reference::lookup_s8(n, table.data(), input.data(), expected.data());
    for (Guard guard : kGuards) {
      const OperatorPointer op = make(lanewise_create_lookup_s8, n, table.data());
      expect_equal(expected, run<int8_t>(op, guard, expected.size(), input));
      expect_equal(expected, run_in_place(op, guard, input));
    }
  }
}

TEST(Exponential, IsWithinTwoUnitsInTheLastPlace) {
  for (float x = -87; x <= 88; x += 0.001f) {
    const double real = std::exp(static_cast<double>(x));
    const float unit = std::nextafter(static_cast<float>(real), kInfinity) - static_cast<float>(real);
    ASSERT_LE(std::abs(vgetq_lane_f32(exponential(vdupq_n_f32(x)), 0) - real), 2 * unit) << x;
  }
}

TEST(LogisticF32, IsCloseToRealNumbers) {
  std::vector<float> input = {0, -0.0f, 1e-30f, -1e-30f, 88, -88, 1000, -1000, kInfinity, -kInfinity};
  for (float x = -20; x <= 20; x += 0.01f) input.push_back(x);
  auto actual = run<float>(make(lanewise_create_logistic_f32, static_cast<int32_t>(input.size())), Guard::kAfter,
                           input.size(), input);
  for (size_t i = 0; i < input.size(); i++) {
    const double expected = 1 / (1 + std::exp(-static_cast<double>(input[i])));
    EXPECT_NEAR(expected, actual[i], 1e-6 * expected + 1e-37) << input[i];
  }
}

TEST(LogisticF32, IsCloseToTheReferenceAtEverySize) {
  Random random(3);
  for (int32_t n : sizes()) {
    const std::vector<float> input = random.floats(static_cast<size_t>(n), -9, 9);
    std::vector<float> expected(input.size());
    reference::logistic_f32(n, input.data(), expected.data());
    for (Guard guard : kGuards) {
      const OperatorPointer op = make(lanewise_create_logistic_f32, n);
      expect_close(expected, run<float>(op, guard, expected.size(), input), 0);
      expect_close(expected, run_in_place(op, guard, input), 0);
    }
  }
}

TEST(ClampF32, EqualsTheReferenceAtEverySize) {
  Random random(4);
  for (auto [minimum, maximum] : {std::pair{0.0f, kInfinity}, {0.0f, 6.0f}, {-1.0f, 1.0f}, {2.0f, 2.0f}}) {
    for (int32_t n : sizes()) {
      std::vector<float> input = random.floats(static_cast<size_t>(n), -9, 9);
      input[0] = -kInfinity;
      input.back() = kInfinity;
      std::vector<float> expected(input.size());
      reference::clamp_f32(n, minimum, maximum, input.data(), expected.data());
      for (Guard guard : kGuards) {
        const OperatorPointer op = make(lanewise_create_clamp_f32, n, minimum, maximum);
        expect_equal(expected, run<float>(op, guard, expected.size(), input));
        expect_equal(expected, run_in_place(op, guard, input));
      }
    }
  }
}

TEST(FixedPoint, ExponentialIsCloseToRealNumbers) {
  for (int64_t x = 0; x >= -(int64_t{32} << 26); x -= 100003) {
    const double real = std::exp(std::ldexp(static_cast<double>(x), -26));
    ASSERT_NEAR(real, std::ldexp(exponential_of_negative(static_cast<int32_t>(x)), -31), 4e-7 * real + 3e-9) << x;
  }
}

TEST(FixedPoint, ReciprocalIsCloseToRealNumbers) {
  for (int64_t x = 0; x <= INT32_MAX; x += 99991) {
    const double real = 1 / (1 + std::ldexp(static_cast<double>(x), -31));
    ASSERT_NEAR(real, std::ldexp(reciprocal_of_one_plus(static_cast<int32_t>(x)), -31), 1e-8) << x;
  }
}

struct SoftmaxScale {
  int32_t multiplier, shift, difference_minimum;
  double real;

  // As TFLite prepares it: PreprocessSoftmaxScaling and CalculateInputRadius.
  explicit SoftmaxScale(double beta_times_scale) : real(beta_times_scale) {
    const QuantizedMultiplier m(std::min(beta_times_scale * (1 << 26), 2147483647.0));
    multiplier = m.multiplier;
    shift = m.shift;
    difference_minimum = -static_cast<int32_t>(std::floor(31.0 * (1 << 26) / std::ldexp(1.0, shift)));
  }
};

const double kSoftmaxScales[] = {1.0 / 256, 0.0471, 0.123, 0.5, 1.0, 3.0, 15.9, 16.1, 40, 1e-6};

TEST(SoftmaxS8, ReferenceIsCloseToRealNumbers) {
  Random random(5);
  for (double scale : kSoftmaxScales) {
    const SoftmaxScale s(scale);
    for (int32_t depth : {1, 2, 10, 12, 100, 500}) {
      const std::vector<int8_t> input = random.int8s(static_cast<size_t>(depth));
      std::vector<int8_t> output(input.size());
      reference::softmax_s8(1, depth, s.multiplier, s.shift, s.difference_minimum, input.data(), output.data());
      const int maximum = *std::max_element(input.begin(), input.end());
      double sum = 0;
      for (int8_t x : input) sum += std::exp((x - maximum) * s.real);
      for (size_t i = 0; i < input.size(); i++) {
        const double expected = std::min(256 * std::exp((input[i] - maximum) * s.real) / sum - 128, 127.0);
        ASSERT_NEAR(expected, output[i], 0.51) << "scale " << scale << " depth " << depth;
      }
    }
  }
}

TEST(SoftmaxS8, EqualsTheReferenceAtEveryDepth) {
  Random random(6);
  for (double scale : kSoftmaxScales) {
    const SoftmaxScale s(scale);
    for (int32_t depth : sizes()) {
      std::vector<int8_t> input = random.int8s(static_cast<size_t>(3 * depth));
      std::fill_n(input.begin(), depth, static_cast<int8_t>(-128));  // all equal
      std::vector<int8_t> expected(input.size());
      reference::softmax_s8(3, depth, s.multiplier, s.shift, s.difference_minimum, input.data(), expected.data());
      for (Guard guard : kGuards) {
        expect_equal(expected, run<int8_t>(make(lanewise_create_softmax_s8, 3, depth, s.multiplier, s.shift,
                                                s.difference_minimum),
                                           guard, expected.size(), input));
      }
    }
  }
}

// Sums from 512 on would shift by 32 bits and more: every probability is 0 there.
TEST(SoftmaxS8, SumsBeyondItsRangeGiveZero) {
  const SoftmaxScale s(0.05);
  for (int32_t depth : {511, 512, 513, 4096, 8192, 70000}) {
    const std::vector<int8_t> input(static_cast<size_t>(depth), 5);
    const int8_t probability = depth < 512 ? -127 : -128;  // 256 / 511 rounds to 1
    const std::vector<int8_t> expected(input.size(), probability);
    std::vector<int8_t> reference(input.size());
    reference::softmax_s8(1, depth, s.multiplier, s.shift, s.difference_minimum, input.data(), reference.data());
    expect_equal(expected, reference);
    expect_equal(expected, run<int8_t>(make(lanewise_create_softmax_s8, 1, depth, s.multiplier, s.shift,
                                            s.difference_minimum),
                                       Guard::kAfter, expected.size(), input));
  }
}

TEST(SoftmaxF32, IsCloseToTheReference) {
  Random random(7);
  for (float beta : {1.0f, 0.5f, 0.0f, 30.0f}) {
    for (int32_t depth : sizes()) {
      std::vector<float> input = random.floats(static_cast<size_t>(3 * depth), -10, 10);
      input[0] = 10000;
      std::vector<float> expected(input.size());
      reference::softmax_f32(3, depth, beta, input.data(), expected.data());
      for (Guard guard : kGuards) {
        expect_close(expected,
                     run<float>(make(lanewise_create_softmax_f32, 3, depth, beta), guard, expected.size(), input));
      }
    }
  }
}

TEST(Activation, RefusesEveryBadArgument) {
  const int8_t table[256] = {};
  const int32_t m = 1 << 30;
  for (int32_t bad : {0, -1, INT32_MIN}) {
    expect_refused(lanewise_create_lookup_s8, bad, table);
    expect_refused(lanewise_create_logistic_f32, bad);
    expect_refused(lanewise_create_clamp_f32, bad, 0.0f, 1.0f);
    expect_refused(lanewise_create_softmax_s8, bad, 1, m, 20, -1);
    expect_refused(lanewise_create_softmax_s8, 1, bad, m, 20, -1);
    expect_refused(lanewise_create_softmax_f32, bad, 1, 1.0f);
    expect_refused(lanewise_create_softmax_f32, 1, bad, 1.0f);
  }
  expect_refused(lanewise_create_lookup_s8, 4, nullptr);
  expect_refused(lanewise_create_clamp_f32, 4, 1.0f, 0.0f);
  expect_refused(lanewise_create_clamp_f32, 4, NAN, 1.0f);
  expect_refused(lanewise_create_clamp_f32, 4, 0.0f, NAN);
  for (float bad : {-1.0f, NAN, kInfinity}) expect_refused(lanewise_create_softmax_f32, 1, 1, bad);
  for (int32_t bad : {0, -1, m - 1, INT32_MIN}) expect_refused(lanewise_create_softmax_s8, 1, 1, bad, 20, -1);
  for (int32_t bad : {-1, 32, INT32_MIN, INT32_MAX}) expect_refused(lanewise_create_softmax_s8, 1, 1, m, bad, 0);
  for (int32_t bad : {1, -1985, INT32_MIN, INT32_MAX}) expect_refused(lanewise_create_softmax_s8, 1, 1, m, 20, bad);
}

}  // namespace
}  // namespace lanewise::testing

// SPDX-License-Identifier: Apache-2.0
// LOGISTIC and SOFTMAX of int16: the references against real numbers, the operators against the references. That these
// are TFLite's, tests in Java see.
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "operator_runner.h"
#include "random_values.h"
#include "reference/activation.h"
#include "wide_arithmetic.h"

namespace lanewise::testing {
namespace {

constexpr Guard kGuards[] = {Guard::kAfter, Guard::kBefore};

std::vector<uint16_t> sigmoids() {
  std::vector<uint16_t> table;
  for (int i = 0; i < 256; i++) {
    table.push_back(static_cast<uint16_t>(std::min(65535L, std::lround(65536 / (1 + std::exp(-i / 24.0))))));
  }
  return table;
}

std::vector<int16_t> exponentials() {
  std::vector<int16_t> table;
  for (int i = 0; i <= 512; i++) table.push_back(static_cast<int16_t>(std::lround(32767 * std::exp(i / 51.2 - 10))));
  return table;
}

std::vector<int16_t> reciprocals() {
  std::vector<int16_t> table;
  for (int i = 0; i <= 512; i++) table.push_back(static_cast<int16_t>(std::lround(32767 / (1 + i / 512.0))));
  return table;
}

TEST(LogisticS16, EveryValueIsTheReferences) {
  std::vector<int16_t> all(65536), expected(65536);
  std::iota(all.begin(), all.end(), INT16_MIN);
  const std::vector<uint16_t> table = sigmoids();
  struct {
    int32_t multiplier, shift;
  } cases[] = {{3, 0}, {65535, 0}, {25166, 13}, {32767, 31}, {16384, 1}, {1, 5}};
  for (auto [multiplier, shift] : cases) {
    reference::logistic_s16(65536, multiplier, shift, table.data(), all.data(), expected.data());
    for (size_t i = 0; i < all.size(); i++) {
      const double x = std::ldexp(static_cast<double>(all[i]) * multiplier, -shift) / 12288;
      ASSERT_NEAR(32768 / (1 + std::exp(-x)), expected[i], 4.5) << all[i];
    }
    const OperatorPointer op = make(lanewise_create_logistic_s16, 65536, multiplier, shift, table.data());
    expect_equal(expected, run<int16_t>(op, Guard::kAfter, 65536, all));
    expect_equal(expected, run_in_place(op, Guard::kBefore, all));
  }
}

TEST(LogisticS16, EverySize) {
  Random random(3);
  const std::vector<uint16_t> table = sigmoids();
  for (int32_t n = 1; n <= 49; n++) {
    const std::vector<int16_t> input = random.int16s(static_cast<size_t>(n));
    std::vector<int16_t> expected(input.size());
    reference::logistic_s16(n, 25166, 13, table.data(), input.data(), expected.data());
    for (Guard guard : kGuards) {
      expect_equal(expected, run<int16_t>(make(lanewise_create_logistic_s16, n, 25166, 13, table.data()), guard,
                                          input.size(), input));
    }
  }
}

TEST(LogisticS16, RefusesEveryBadArgument) {
  std::vector<uint16_t> table = sigmoids();
  const auto refused = [&](int32_t count, int32_t multiplier, int32_t shift) {
    expect_refused(lanewise_create_logistic_s16, count, multiplier, shift, table.data());
  };
  for (int32_t bad : {0, -1, INT32_MIN}) refused(bad, 3, 0), refused(4, bad, 0);
  for (int32_t bad : {-1, 32, INT32_MIN, INT32_MAX}) refused(4, 3, bad);
  refused(4, 65536, 0);
  refused(4, 32769, 31);
  refused(4, INT32_MAX, 5);
  expect_refused(lanewise_create_logistic_s16, 4, 3, 0, nullptr);
  table[100] = 0;
  refused(4, 3, 0);
}

void check_softmax(const std::vector<int16_t>& input, int32_t rows, double factor, double tolerance) {
  const QuantizedMultiplier m(factor);
  const std::vector<int16_t> exp = exponentials(), inverse = reciprocals();
  const int32_t depth = static_cast<int32_t>(input.size()) / rows;
  SCOPED_TRACE(::testing::Message() << rows << " x " << depth << ", " << factor);
  std::vector<int16_t> expected(input.size());
  reference::softmax_s16(rows, depth, m.multiplier, m.shift, exp.data(), inverse.data(), input.data(),
                         expected.data());
  const OperatorPointer op =
      make(lanewise_create_softmax_s16, rows, depth, m.multiplier, m.shift, exp.data(), inverse.data());
  for (Guard guard : kGuards) expect_equal(expected, run<int16_t>(op, guard, input.size(), input));
  for (size_t row = 0; row < input.size(); row += static_cast<size_t>(depth)) {
    double sum = 0;
    const int maximum = *std::max_element(&input[row], &input[row] + depth);
    const auto power = [&](size_t i) { return std::exp(std::max(-10.0, (input[i] - maximum) * factor * 10 / 65535)); };
    for (size_t i = row; i < row + static_cast<size_t>(depth); i++) sum += power(i);
    for (size_t i = row; i < row + static_cast<size_t>(depth); i++) {
      ASSERT_NEAR(32768 * power(i) / sum, expected[i], tolerance) << i;
    }
  }
}

TEST(SoftmaxS16, EqualsTheReferenceAndIsCloseToRealNumbers) {
  Random random(4);
  for (double factor : {1.0, 0.3, 0.01, 3.7, 1000.0, 16000.0}) {
    for (int32_t depth : {1, 2, 7, 8, 9, 15, 16, 17, 33, 1000}) {
      check_softmax(random.int16s(static_cast<size_t>(3 * depth)), 3, factor, 12);
    }
  }
  check_softmax(std::vector<int16_t>(65535, INT16_MIN), 1, 1.0, 12);
  check_softmax(std::vector<int16_t>(65535, INT16_MAX), 1, 1.0, 12);
  check_softmax({INT16_MAX, INT16_MIN}, 1, 1.0, 12);
}

TEST(SoftmaxS16, RefusesEveryBadArgument) {
  const int32_t m = 1 << 30;
  std::vector<int16_t> exp = exponentials(), inverse = reciprocals();
  const auto refused = [&](int32_t rows, int32_t depth, int32_t multiplier, int32_t shift) {
    expect_refused(lanewise_create_softmax_s16, rows, depth, multiplier, shift, exp.data(), inverse.data());
  };
  for (int32_t bad : {0, -1, INT32_MIN}) refused(bad, 1, m, 0), refused(1, bad, m, 0);
  refused(1, 65536, m, 0);
  for (int32_t bad : {-1, 1, m - 1}) refused(1, 1, bad, 0);
  for (int32_t bad : {-32, 15}) refused(1, 1, m, bad);
  expect_refused(lanewise_create_softmax_s16, 1, 1, m, 0, nullptr, inverse.data());
  expect_refused(lanewise_create_softmax_s16, 1, 1, m, 0, exp.data(), nullptr);
  inverse[512] = -1;
  refused(1, 1, m, 0);
  inverse = reciprocals();
  exp[0] = -1;
  refused(1, 1, m, 0);
  exp = exponentials();
  exp[7] = exp[6] - 1;
  refused(1, 1, m, 0);
  exp.assign(513, (1 << 14) - 1);
  refused(1, 1, m, 0);
}

}  // namespace
}  // namespace lanewise::testing

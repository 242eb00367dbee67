// SPDX-License-Identifier: Apache-2.0
// Activations of int16: the references against real numbers, the operators against the references. That these
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

/** What each of all int16 becomes, in two arrays and in one. */
template <typename Expected>
void check_every_value(const OperatorPointer& op, Expected of_value) {
  std::vector<int16_t> all(65536), expected;
  std::iota(all.begin(), all.end(), INT16_MIN);
  for (int16_t q : all) expected.push_back(of_value(q));
  expect_equal(expected, run<int16_t>(op, Guard::kAfter, 65536, all));
  expect_equal(expected, run_in_place(op, Guard::kBefore, all));
}

/** Sizes around the kernels' blocks. */
template <typename Make, typename Expected>
void check_every_size(Make make_operator, Expected of_value) {
  Random random(3);
  for (int32_t n = 1; n <= 49; n++) {
    const std::vector<int16_t> input = random.int16s(static_cast<size_t>(n));
    std::vector<int16_t> expected;
    for (int16_t q : input) expected.push_back(of_value(q));
    for (Guard guard : kGuards) expect_equal(expected, run<int16_t>(make_operator(n), guard, input.size(), input));
  }
}

TEST(TanhS16, EveryValueIsTheReferences) {
  const std::vector<uint16_t> table = sigmoids();
  struct {
    int32_t multiplier, shift;
  } cases[] = {{3, 0}, {6, 0}, {65535, 0}, {25166, 13}, {32767, 31}, {16384, 1}, {1, 5}};
  for (auto [multiplier, shift] : cases) {
    const auto expected = [&, m = multiplier, s = shift](int16_t q) {
      const int16_t result = reference::tanh_s16(m, s, table.data(), q);
      EXPECT_NEAR(32768 * std::tanh(std::ldexp(static_cast<double>(q) * m, -s) / 12288), result, 9) << q;
      return result;
    };
    check_every_value(make(lanewise_create_tanh_s16, 65536, multiplier, shift, table.data()), expected);
  }
  check_every_size([&](int32_t n) { return make(lanewise_create_tanh_s16, n, 25166, 13, table.data()); },
                   [&](int16_t q) { return reference::tanh_s16(25166, 13, table.data(), q); });
}

TEST(LookupS16, EveryValueIsTheReferences) {
  std::vector<int16_t> ends(513), line(513);
  for (size_t i = 0; i <= 512; i++) {
    ends[i] = i % 2 == 0 ? INT16_MIN : INT16_MAX;  // whose rises wrap
    line[i] = static_cast<int16_t>(10000 - 30 * static_cast<int>(i));
  }
  for (const std::vector<int16_t>& table : {exponentials(), reciprocals(), Random(5).int16s(513), ends, line}) {
    const auto expected = [&](int16_t q) {
      int16_t result;
      reference::lookup_s16(1, table.data(), &q, &result);
      return result;
    };
    check_every_value(make(lanewise_create_lookup_s16, 65536, table.data()), expected);
    check_every_size([&](int32_t n) { return make(lanewise_create_lookup_s16, n, table.data()); }, expected);
  }
  const int16_t q = -32768 + 128 * 3 + 64;  // in the middle of the fourth step
  int16_t result;
  reference::lookup_s16(1, line.data(), &q, &result);
  EXPECT_EQ(10000 - 30 * 3 - 15, result);
}

TEST(LeakyReluAndAbsS16, EveryValueFollowsTheDefinition) {
  const auto clamp = [](int64_t x) { return static_cast<int16_t>(std::clamp<int64_t>(x, INT16_MIN, INT16_MAX)); };
  for (const auto& [positive, negative] :
       {std::pair{1.0, 0.01}, {0.7, 1.3}, {30.0, 0.0}, {1e-6, 4000.0}, {0.5, 0.5}}) {
    const QuantizedMultiplier p(positive), n(negative);
    const auto leaky = [&](int16_t q) {
      const QuantizedMultiplier& m = q >= 0 ? p : n;
      const int16_t result = clamp(double_rounding(q, m.multiplier, m.shift));
      EXPECT_EQ(result, reference::leaky_relu_s16(p.multiplier, p.shift, n.multiplier, n.shift, q));
      return result;
    };
    const auto create = [&](int32_t count) {
      return make(lanewise_create_leaky_relu_s16, count, p.multiplier, p.shift, n.multiplier, n.shift);
    };
    check_every_value(create(65536), leaky);
    check_every_size(create, leaky);
    const auto magnitude = [&](int16_t q) {
      const int16_t result = clamp(double_rounding(std::abs(q), p.multiplier, p.shift));
      EXPECT_EQ(result, reference::abs_s16(p.multiplier, p.shift, q));
      return result;
    };
    const auto create_abs = [&](int32_t count) { return make(lanewise_create_abs_s16, count, p.multiplier, p.shift); };
    check_every_value(create_abs(65536), magnitude);
    check_every_size(create_abs, magnitude);
  }
}

TEST(SqrtS16, EveryValueIsTheReferences) {
  for (const auto& [in, out] :
       {std::pair{1e-4f, 1e-4f}, {1.0f, 1.0f}, {3e-38f, 1e-19f}, {3e38f, 1e-30f}, {7.0f, 9e9f}}) {
    const auto root = [&, i = in, o = out](int16_t q) {
      const int16_t result = reference::sqrt_s16(i, o, q);
      const double real = std::sqrt(std::max<double>(q, 0) * i) / o;
      EXPECT_NEAR(std::min<double>(std::floor(real), INT16_MAX), result, 1) << q;
      return result;
    };
    const auto create = [i = in, o = out](int32_t n) { return make(lanewise_create_sqrt_s16, n, i, o); };
    check_every_value(create(65536), root);
    check_every_size(create, root);
  }
  EXPECT_EQ(9, reference::sqrt_s16(1, 1, 99));
}

TEST(ActivationsS16, RefuseEveryBadArgument) {
  const int32_t m = 1 << 30;
  const std::vector<uint16_t> table = sigmoids();
  const std::vector<int16_t> lookup(513);
  for (int32_t bad : {0, -1, INT32_MIN}) {
    expect_refused(lanewise_create_tanh_s16, bad, 3, 0, table.data());
    expect_refused(lanewise_create_lookup_s16, bad, lookup.data());
    expect_refused(lanewise_create_leaky_relu_s16, bad, m, 0, m, 0);
    expect_refused(lanewise_create_abs_s16, bad, m, 0);
    expect_refused(lanewise_create_sqrt_s16, bad, 1.0f, 1.0f);
  }
  expect_refused(lanewise_create_tanh_s16, 4, 65536, 0, table.data());
  expect_refused(lanewise_create_tanh_s16, 4, 3, 0, nullptr);
  expect_refused(lanewise_create_lookup_s16, 4, nullptr);
  for (int32_t bad : {-1, 1, m - 1, INT32_MIN}) {
    expect_refused(lanewise_create_leaky_relu_s16, 4, bad, 0, m, 0);
    expect_refused(lanewise_create_leaky_relu_s16, 4, m, 0, bad, 0);
    expect_refused(lanewise_create_abs_s16, 4, bad, 0);
  }
  for (int32_t bad : {-32, 31, INT32_MIN, INT32_MAX}) {
    expect_refused(lanewise_create_leaky_relu_s16, 4, m, bad, m, 0);
    expect_refused(lanewise_create_leaky_relu_s16, 4, m, 0, m, bad);
    expect_refused(lanewise_create_abs_s16, 4, m, bad);
  }
  for (float bad : {0.0f, -1.0f, std::numeric_limits<float>::infinity(), std::numeric_limits<float>::quiet_NaN()}) {
    expect_refused(lanewise_create_sqrt_s16, 4, bad, 1.0f);
    expect_refused(lanewise_create_sqrt_s16, 4, 1.0f, bad);
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
  table = sigmoids();
  table[0] = (1 << 15) - 1;  // below 1/2
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

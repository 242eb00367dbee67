// SPDX-License-Identifier: Apache-2.0
// Functions of two int8 inputs: the reference against the definition in wide integers, the operators against the
// reference.
#include <gtest/gtest.h>

#include "broadcast_cases.h"
#include "random_values.h"
#include "reference/elementwise.h"
#include "wide_arithmetic.h"

namespace lanewise::testing {
namespace {

// As TFLite prepares them: add.cc of its kernels.
lanewise_add_params add_params(double left_scale, double right_scale, double output_scale, int zl, int zr, int zo,
                               int minimum = -128, int maximum = 127) {
  const double twice = 2 * std::max(left_scale, right_scale);
  const QuantizedMultiplier l(left_scale / twice), r(right_scale / twice), o(twice / ((1 << 20) * output_scale));
  return {zl, zr, zo, l.multiplier, l.shift, r.multiplier, r.shift, o.multiplier, o.shift, 20, minimum, maximum};
}

// One for each form of the kernel, and both ends of zero points and clamps.
std::vector<lanewise_add_params> add_cases() {
  std::vector<lanewise_add_params> cases = {
      add_params(0.5, 0.5, 0.7, -128, 127, 3),                 // both inputs halved
      add_params(0.031, 0.0074, 0.035, 127, -128, -128),       // the left one
      add_params(0.0007, 0.9, 0.6, 4, -9, 127, -50, 60),       // the right one
      add_params(1.0, 1e-6, 1.0, 0, 0, 0, 0, 127),             // the right one hardly counts
      add_params(0.3, 0.2, 0.001, -1, 1, -7, -128, -128),      // saturates nearly always
      add_params(1.0, 1e-6, 1e-6, -1, 1, -7),                  // the sum is shifted left
      add_params(0.5, 0.5, 0.7, 5, -100, -128),                // both halved, rectified; the second case is so too
      add_params(0.02, 0.05, 0.06, 3, 4, -128),                // the right one, rectified
  };
  lanewise_add_params odd = cases[0];  // what TFLite never makes: left / 2 + right, with ties
  odd.right_multiplier = odd.output_multiplier = INT32_MAX;
  odd.output_multiplier_shift = -20;
  cases.push_back(odd);
  odd = cases[1];
  odd.left_multiplier_shift = 0;
  odd.left_multiplier = INT32_MAX;
  cases.push_back(odd);
  odd.right_multiplier_shift = 2;
  odd.output_multiplier_shift = 3;
  cases.push_back(odd);
  return cases;
}

std::vector<lanewise_mul_params> mul_cases() {
  const QuantizedMultiplier small(0.003), power(1.0 / 256), half(0.5), large(3.7);
  return {{-128, 127, 5, small.multiplier, small.shift, -128, 127},
          {127, -128, -128, power.multiplier, power.shift, -20, 90},
          {0, 0, 127, half.multiplier, half.shift, -128, 127},
          {3, -4, 0, large.multiplier, large.shift, -128, 127},
          {3, -4, 0, 0, 0, -128, 127}};
}

// All pairs of int8 values.
struct AllPairs {
  std::vector<int8_t> left, right;
  AllPairs() {
    for (int l = -128; l <= 127; l++) {
      for (int r = -128; r <= 127; r++) {
        left.push_back(static_cast<int8_t>(l));
        right.push_back(static_cast<int8_t>(r));
      }
    }
  }
};

int8_t add_by_definition(const lanewise_add_params& p, int left, int right, int sign) {
  const int64_t l = double_rounding((left - p.left_zero_point) * (1 << 20), p.left_multiplier, p.left_multiplier_shift);
  const int64_t r =
      double_rounding((right - p.right_zero_point) * (1 << 20), p.right_multiplier, p.right_multiplier_shift);
  const int64_t sum =
      double_rounding(static_cast<int32_t>(l + sign * r), p.output_multiplier, p.output_multiplier_shift);
  return clamp_to_int8(sum + p.output_zero_point, p.output_minimum, p.output_maximum);
}

template <typename Create>
void check_every_sum(Create create, int sign) {
  const AllPairs pairs;
  for (const lanewise_add_params& p : add_cases()) {
    const lanewise_broadcast b = flat(1 << 16);
    auto actual = run<int8_t>(make(create, &b, &p), Guard::kAfter, 1 << 16, pairs.left, pairs.right);
    for (size_t i = 0; i < pairs.left.size(); i++) {
      const int8_t expected = add_by_definition(p, pairs.left[i], pairs.right[i], sign);
      ASSERT_EQ(expected, reference::add(p, pairs.left[i], pairs.right[i], sign))
          << +pairs.left[i] << " and " << +pairs.right[i];
      ASSERT_EQ(+expected, +actual[i]) << +pairs.left[i] << " and " << +pairs.right[i];
    }
  }
}

TEST(AddS8, EveryPairFollowsTheDefinition) { check_every_sum(lanewise_create_add_s8, 1); }
TEST(SubS8, EveryPairFollowsTheDefinition) { check_every_sum(lanewise_create_sub_s8, -1); }

// As TFLite prepares them: squared_difference.cc of its kernels.
lanewise_add_params square_params(double left_scale, double right_scale, double output_scale, int zl, int zr, int zo) {
  const double twice = 2 * std::max(left_scale, right_scale);
  const QuantizedMultiplier l(left_scale / twice), r(right_scale / twice);
  const QuantizedMultiplier o(twice * twice / ((1 << 14) * output_scale));
  return {zl, zr, zo, l.multiplier, l.shift, r.multiplier, r.shift, o.multiplier, o.shift, 7, -128, 127};
}

std::vector<lanewise_add_params> square_cases() {
  return {square_params(0.5, 0.5, 0.7, -128, 127, 3), square_params(0.031, 0.0074, 0.02, 127, -128, -128),
          square_params(0.0007, 0.9, 3.1, 4, -9, 127), square_params(1.0, 0.3, 0.00025, 0, 0, 0)};
}

TEST(SquaredDifferenceS8, EveryPairFollowsTheDefinition) {
  const AllPairs pairs;
  for (const lanewise_add_params& p : square_cases()) {
    const lanewise_broadcast b = flat(1 << 16);
    auto actual = run<int8_t>(make(lanewise_create_squared_difference_s8, &b, &p), Guard::kAfter, 1 << 16, pairs.left,
                              pairs.right);
    for (size_t i = 0; i < pairs.left.size(); i++) {
      const int64_t l = double_rounding((pairs.left[i] - p.left_zero_point) * 128, p.left_multiplier,
                                        p.left_multiplier_shift);
      const int64_t r = double_rounding((pairs.right[i] - p.right_zero_point) * 128, p.right_multiplier,
                                        p.right_multiplier_shift);
      const int64_t square = double_rounding(static_cast<int32_t>((l - r) * (l - r)), p.output_multiplier,
                                             p.output_multiplier_shift);
      const int8_t expected = clamp_to_int8(square + p.output_zero_point, -128, 127);
      ASSERT_EQ(expected, reference::squared_difference_s8(p, pairs.left[i], pairs.right[i]))
          << +pairs.left[i] << " and " << +pairs.right[i];
      ASSERT_EQ(+expected, +actual[i]) << +pairs.left[i] << " and " << +pairs.right[i];
    }
  }
}

TEST(SquaredDifferenceS8, IsASquare) {
  const lanewise_add_params p = square_params(0.02, 0.015, 0.1, 10, -20, -128);
  for (int l = -128; l <= 127; l++) {
    for (int r = -128; r <= 127; r++) {
      const double difference = 0.02 * (l - 10) - 0.015 * (r + 20);
      const double steps = std::clamp(difference * difference / 0.1 - 128, -128.0, 127.0);
      EXPECT_NEAR(steps, reference::squared_difference_s8(p, static_cast<int8_t>(l), static_cast<int8_t>(r)), 0.6);
    }
  }
}

// The shifts of each form of the kernel, ties among them, and both ends of zero points.
std::vector<lanewise_prelu_params> prelu_cases() {
  const QuantizedMultiplier small(0.003), power(1.0 / 256), half(0.5), one(1.0), large(3.7);
  return {{-128, 127, 5, one.multiplier, one.shift, small.multiplier, small.shift},
          {127, -128, -128, half.multiplier, half.shift, power.multiplier, power.shift},
          {3, -4, 127, large.multiplier, large.shift, half.multiplier, half.shift},
          {0, 0, 0, small.multiplier, small.shift, large.multiplier, large.shift},
          {3, -4, 1, 0, 0, 0, 0}};
}

TEST(PreluS8, EveryPairFollowsTheDefinition) {
  const AllPairs pairs;
  for (const lanewise_prelu_params& p : prelu_cases()) {
    const lanewise_broadcast b = flat(1 << 16);
    auto actual = run<int8_t>(make(lanewise_create_prelu_s8, &b, &p), Guard::kAfter, 1 << 16, pairs.left, pairs.right);
    for (size_t i = 0; i < pairs.left.size(); i++) {
      const int x = pairs.left[i] - p.input_zero_point, slope = pairs.right[i] - p.slope_zero_point;
      const int64_t y = x >= 0 ? double_rounding(x, p.positive_multiplier, p.positive_shift)
                               : double_rounding(x * slope, p.negative_multiplier, p.negative_shift);
      const int8_t expected = clamp_to_int8(y + p.output_zero_point, -128, 127);
      ASSERT_EQ(expected, reference::prelu_s8(p, pairs.left[i], pairs.right[i]))
          << +pairs.left[i] << " by " << +pairs.right[i];
      ASSERT_EQ(+expected, +actual[i]) << +pairs.left[i] << " by " << +pairs.right[i];
    }
  }
}

TEST(ExtremumS8, EveryPairIsTheLargerOrTheSmaller) {
  const AllPairs pairs;
  const lanewise_broadcast b = flat(1 << 16);
  for (bool larger : {false, true}) {
    const auto actual = run<int8_t>(make(larger ? lanewise_create_maximum_s8 : lanewise_create_minimum_s8, &b),
                                    Guard::kAfter, 1 << 16, pairs.left, pairs.right);
    for (size_t i = 0; i < pairs.left.size(); i++) {
      const int8_t l = pairs.left[i], r = pairs.right[i];
      ASSERT_EQ(+(larger ? std::max(l, r) : std::min(l, r)), +actual[i]) << +l << " and " << +r;
    }
  }
}

TEST(MulS8, EveryPairFollowsTheDefinition) {
  const AllPairs pairs;
  for (const lanewise_mul_params& p : mul_cases()) {
    const lanewise_broadcast b = flat(1 << 16);
    auto actual = run<int8_t>(make(lanewise_create_mul_s8, &b, &p), Guard::kAfter, 1 << 16, pairs.left, pairs.right);
    for (size_t i = 0; i < pairs.left.size(); i++) {
      const int product = (pairs.left[i] - p.left_zero_point) * (pairs.right[i] - p.right_zero_point);
      const int8_t expected = clamp_to_int8(double_rounding(product, p.multiplier, p.shift) + p.output_zero_point,
                                            p.output_minimum, p.output_maximum);
      ASSERT_EQ(expected, reference::mul_s8(p, pairs.left[i], pairs.right[i]))
          << +pairs.left[i] << " * " << +pairs.right[i];
      ASSERT_EQ(+expected, +actual[i]) << +pairs.left[i] << " * " << +pairs.right[i];
    }
  }
}

// A real sum, to catch a formula that is consistently wrong: at most one step away.
TEST(AddS8, IsASum) {
  const lanewise_add_params p = add_params(0.02, 0.015, 0.04, 10, -20, 5);
  for (int l = -128; l <= 127; l++) {
    for (int r = -128; r <= 127; r++) {
      const double sum = std::clamp((0.02 * (l - 10) + 0.015 * (r + 20)) / 0.04 + 5, -128.0, 127.0);
      EXPECT_NEAR(sum, reference::add_s8(p, static_cast<int8_t>(l), static_cast<int8_t>(r)), 0.51);
    }
  }
}

TEST(AddS8, BroadcastsAndRunsInPlace) {
  Random random(1);
  for (const lanewise_add_params& p : add_cases()) {
    check_shapes<int8_t>([&](auto* b) { return make(lanewise_create_add_s8, b, &p); },
                         [&](auto& b, auto* l, auto* r, auto* o) { reference::add_s8(b, p, l, r, o); },
                         [&](size_t n) { return random.int8s(n); });
  }
}

TEST(SubS8, BroadcastsAndRunsInPlace) {
  Random random(4);
  for (const lanewise_add_params& p : add_cases()) {
    check_shapes<int8_t>([&](auto* b) { return make(lanewise_create_sub_s8, b, &p); },
                         [&](auto& b, auto* l, auto* r, auto* o) { reference::sub_s8(b, p, l, r, o); },
                         [&](size_t n) { return random.int8s(n); });
  }
}

TEST(SquaredDifferenceS8, BroadcastsAndRunsInPlace) {
  Random random(7);
  for (const lanewise_add_params& p : square_cases()) {
    check_shapes<int8_t>([&](auto* b) { return make(lanewise_create_squared_difference_s8, b, &p); },
                         [&](auto& b, auto* l, auto* r, auto* o) { reference::squared_difference_s8(b, p, l, r, o); },
                         [&](size_t n) { return random.int8s(n); });
  }
}

TEST(ExtremumS8, BroadcastsAndRunsInPlace) {
  Random random(5);
  for (bool larger : {false, true}) {
    const auto create = larger ? lanewise_create_maximum_s8 : lanewise_create_minimum_s8;
    check_shapes<int8_t>([&](auto* b) { return make(create, b); },
                         [&](auto& b, auto* l, auto* r, auto* o) { reference::extremum(b, larger, l, r, o); },
                         [&](size_t n) { return random.int8s(n); });
  }
}

TEST(PreluS8, BroadcastsAndRunsInPlace) {
  Random random(6);
  for (const lanewise_prelu_params& p : prelu_cases()) {
    check_shapes<int8_t>([&](auto* b) { return make(lanewise_create_prelu_s8, b, &p); },
                         [&](auto& b, auto* l, auto* r, auto* o) { reference::prelu_s8(b, p, l, r, o); },
                         [&](size_t n) { return random.int8s(n); });
  }
}

TEST(MulS8, BroadcastsAndRunsInPlace) {
  Random random(2);
  for (const lanewise_mul_params& p : mul_cases()) {
    check_shapes<int8_t>([&](auto* b) { return make(lanewise_create_mul_s8, b, &p); },
                         [&](auto& b, auto* l, auto* r, auto* o) { reference::mul_s8(b, p, l, r, o); },
                         [&](size_t n) { return random.int8s(n); });
  }
}

TEST(AddS8, RefusesEveryBadParameterAsItsKinDo) {
  const lanewise_broadcast b = flat(4);
  const lanewise_add_params good = add_cases()[0];
  auto refused = [&](int32_t lanewise_add_params::*field, std::initializer_list<int32_t> values) {
    for (int32_t value : values) {
      lanewise_add_params p = good;
      p.*field = value;
      expect_refused(lanewise_create_add_s8, &b, &p);
      expect_refused(lanewise_create_sub_s8, &b, &p);
      if (p.left_shift == 20) p.left_shift = 7;
      expect_refused(lanewise_create_squared_difference_s8, &b, &p);
    }
  };
  const lanewise_add_params square = square_cases()[0];
  expect_refused(lanewise_create_squared_difference_s8, &b, &good);
  expect_refused(lanewise_create_squared_difference_s8, &b, nullptr);
  expect_refused(lanewise_create_squared_difference_s8, nullptr, &square);
  expect_refused(lanewise_create_sub_s8, &b, nullptr);
  expect_refused(lanewise_create_sub_s8, nullptr, &good);
  expect_refused(lanewise_create_add_s8, &b, nullptr);
  using P = lanewise_add_params;
  for (auto field :
       {&P::left_zero_point, &P::right_zero_point, &P::output_zero_point, &P::output_minimum, &P::output_maximum}) {
    refused(field, {-129, 128, INT32_MIN, INT32_MAX});
  }
  for (auto field : {&P::left_multiplier, &P::right_multiplier, &P::output_multiplier}) {
    refused(field, {-1, 1, (1 << 30) - 1, INT32_MIN});
  }
  for (auto field : {&P::left_multiplier_shift, &P::right_multiplier_shift, &P::output_multiplier_shift}) {
    refused(field, {-32, 31, INT32_MIN, INT32_MAX});
  }
  refused(&P::left_shift, {-1, 0, 19, 21, 32});
  lanewise_add_params p = good;
  p.output_minimum = 5;
  p.output_maximum = 4;
  expect_refused(lanewise_create_add_s8, &b, &p);
}

TEST(MulS8, RefusesEveryBadParameter) {
  const lanewise_broadcast b = flat(4);
  const lanewise_mul_params good = mul_cases()[0];
  auto refused = [&](int32_t lanewise_mul_params::*field, std::initializer_list<int32_t> values) {
    for (int32_t value : values) {
      lanewise_mul_params p = good;
      p.*field = value;
      expect_refused(lanewise_create_mul_s8, &b, &p);
    }
  };
  expect_refused(lanewise_create_mul_s8, &b, nullptr);
  expect_refused(lanewise_create_mul_s8, nullptr, &good);
  using P = lanewise_mul_params;
  for (auto field :
       {&P::left_zero_point, &P::right_zero_point, &P::output_zero_point, &P::output_minimum, &P::output_maximum}) {
    refused(field, {-129, 128, INT32_MIN, INT32_MAX});
  }
  refused(&P::multiplier, {-1, 1, (1 << 30) - 1, INT32_MIN});
  refused(&P::shift, {-32, 31, INT32_MIN, INT32_MAX});
  lanewise_mul_params p = good;
  p.output_minimum = 5;
  p.output_maximum = 4;
  expect_refused(lanewise_create_mul_s8, &b, &p);
}

TEST(PreluS8, RefusesEveryBadParameter) {
  const lanewise_broadcast b = flat(4);
  const lanewise_prelu_params good = prelu_cases()[0];
  auto refused = [&](int32_t lanewise_prelu_params::*field, std::initializer_list<int32_t> values) {
    for (int32_t value : values) {
      lanewise_prelu_params p = good;
      p.*field = value;
      expect_refused(lanewise_create_prelu_s8, &b, &p);
    }
  };
  expect_refused(lanewise_create_prelu_s8, &b, nullptr);
  expect_refused(lanewise_create_prelu_s8, nullptr, &good);
  using P = lanewise_prelu_params;
  for (auto field : {&P::input_zero_point, &P::slope_zero_point, &P::output_zero_point}) {
    refused(field, {-129, 128, INT32_MIN, INT32_MAX});
  }
  for (auto field : {&P::positive_multiplier, &P::negative_multiplier}) refused(field, {-1, 1, INT32_MIN});
  for (auto field : {&P::positive_shift, &P::negative_shift}) refused(field, {-32, 31, INT32_MIN, INT32_MAX});
}

TEST(ExtremumS8, RefusesABadBroadcast) {
  lanewise_broadcast b = flat(4);
  for (auto create : {lanewise_create_maximum_s8, lanewise_create_minimum_s8}) {
    expect_refused(create, nullptr);
    b.rank = 0;
    expect_refused(create, &b);
  }
}

}  // namespace
}  // namespace lanewise::testing

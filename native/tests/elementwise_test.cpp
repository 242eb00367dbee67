// SPDX-License-Identifier: Apache-2.0
// Functions of two inputs: the reference against the definition in wide integers, the operators against the reference.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "broadcast_cases.h"
#include "random_values.h"
#include "reference/elementwise.h"
#include "wide_arithmetic.h"

namespace lanewise::testing {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();

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
                         [&](auto& b, auto* l, auto* r, auto* o) { reference::extremum_s8(b, larger, l, r, o); },
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

TEST(ElementwiseF32, BroadcastsAndRunsInPlace) {
  Random random(3);
  for (auto [low, high] : {std::pair{-kInfinity, kInfinity}, {0.0f, 6.0f}}) {
    check_shapes<float>([&](auto* b) { return make(lanewise_create_add_f32, b, low, high); },
                        [&](auto& b, auto* l, auto* r, auto* o) { reference::add_f32(b, low, high, l, r, o); },
                        [&](size_t n) { return random.floats(n); });
    check_shapes<float>([&](auto* b) { return make(lanewise_create_mul_f32, b, low, high); },
                        [&](auto& b, auto* l, auto* r, auto* o) { reference::mul_f32(b, low, high, l, r, o); },
                        [&](size_t n) { return random.floats(n); });
  }
}

constexpr int32_t kFunctions[] = {LANEWISE_SUB,     LANEWISE_DIV, LANEWISE_MAXIMUM,
                                  LANEWISE_MINIMUM, LANEWISE_POW, LANEWISE_PRELU,
                                  LANEWISE_SQUARED_DIFFERENCE, LANEWISE_FLOOR_DIV};

TEST(BinaryF32, BroadcastsAndRunsInPlace) {
  Random random(7);
  for (auto [low, high] : {std::pair{-kInfinity, kInfinity}, {0.0f, 6.0f}}) {
    for (int32_t function : kFunctions) {
      const float lowest = function == LANEWISE_POW ? 0.1f : -4.0f;
      check_shapes<float>(
          [&, least = low, most = high](auto* b) { return make(lanewise_create_binary_f32, b, function, least, most); },
          [&, least = low, most = high](auto& b, auto* l, auto* r, auto* o) {
            reference::binary_f32(b, function, least, most, l, r, o);
          },
          [&](size_t n) { return random.floats(n, lowest); });
    }
  }
}

// 32-bit NEON takes what is below the normal floats for 0.
#if defined(__arm__)
constexpr bool kHasSubnormals = false;
#else
constexpr bool kHasSubnormals = true;
#endif

// Every pair of special values, to the last bit.
TEST(BinaryF32, SpecialValuesAreJavas) {
  using Limits = std::numeric_limits<float>;
  constexpr float kNan = Limits::quiet_NaN();
  std::vector<float> values = {0.0f, -0.0f, 1.0f, -1.0f, 0.5f, -0.5f, 2.0f, -2.0f, 3.0f, -3.0f, 2.5f, -2.5f, 1e-30f,
                               16777216.0f, -16777216.0f, Limits::max(), -Limits::max(), kInfinity, -kInfinity, kNan};
  if (kHasSubnormals) values.push_back(1e-40f);
  std::vector<float> left, right;
  for (float l : values) {
    for (float r : values) left.push_back(l), right.push_back(r);
  }
  const lanewise_broadcast b = flat(static_cast<int32_t>(left.size()));
  for (int32_t function : kFunctions) {
    const auto actual = run<float>(make(lanewise_create_binary_f32, &b, function, -kInfinity, kInfinity),
                                   Guard::kAfter, left.size(), left, right);
    for (size_t i = 0; i < left.size(); i++) {
      SCOPED_TRACE(::testing::Message() << function << " of " << left[i] << " and " << right[i]);
      float expected = reference::binary_f32(function, left[i], right[i]);
      // C says 1 where Java says NaN.
      const bool is_one = std::abs(left[i]) == 1 && !std::isfinite(right[i]);
      if (function == LANEWISE_POW && is_one) expected = kNan;
      const float rounded = function == LANEWISE_FLOOR_DIV ? left[i] / right[i] : expected;
      if (!kHasSubnormals && std::fpclassify(rounded) == FP_SUBNORMAL) continue;
      ASSERT_EQ(std::isnan(expected), std::isnan(actual[i]));
      if (std::isnan(expected)) continue;
      ASSERT_EQ(expected, actual[i]);
      ASSERT_EQ(std::signbit(expected), std::signbit(actual[i]));
    }
  }
}

TEST(BinaryF32, PowersAreNearlyCorrectlyRounded) {
  Random random(8);
  std::vector<float> bases, exponents;
  for (int i = 0; i < 200000; i++) {
    bases.push_back(std::ldexp(random.real(1, 2), random.between(-40, 40)));
    exponents.push_back(random.real(-3, 3));
    bases.push_back(random.real(0.9f, 1.1f));
    exponents.push_back(random.real(-600, 600));
  }
  const lanewise_broadcast b = flat(static_cast<int32_t>(bases.size()));
  const auto actual = run<float>(make(lanewise_create_binary_f32, &b, int32_t{LANEWISE_POW}, -kInfinity, kInfinity),
                                 Guard::kAfter, bases.size(), bases, exponents);
  double largest = 0;
  for (size_t i = 0; i < bases.size(); i++) {
    const double expected = std::pow(double{bases[i]}, double{exponents[i]});
    if (expected < std::numeric_limits<float>::min() || expected > std::numeric_limits<float>::max()) continue;
    const double error = std::abs(actual[i] - expected) / std::ldexp(1.0, std::ilogb(expected) - 23);
    ASSERT_LE(error, 0.51) << bases[i] << " to the power of " << exponents[i];
    largest = std::max(largest, error);
  }
  std::printf("pow: within %.6f units in the last place\n", largest);
}

TEST(BinaryF32, RefusesEveryBadArgument) {
  const lanewise_broadcast b = flat(4);
  const int32_t sub = LANEWISE_SUB;
  for (int32_t bad : {-1, LANEWISE_FLOOR_DIV + 1, INT32_MIN, INT32_MAX}) {
    expect_refused(lanewise_create_binary_f32, &b, bad, 0.0f, 1.0f);
  }
  expect_refused(lanewise_create_binary_f32, nullptr, sub, 0.0f, 1.0f);
  expect_refused(lanewise_create_binary_f32, &b, sub, 1.0f, 0.0f);
  expect_refused(lanewise_create_binary_f32, &b, sub, NAN, 0.0f);
}

TEST(Broadcast, StridesMayLeaveGapsAndRepeat) {
  const lanewise_broadcast b = {3, {2, 3, 2}, {20, 3, 1}, {0, 0, 0}};
  std::vector<float> left(20 + 2 * 3 + 2), right = {1000};
  std::iota(left.begin(), left.end(), 0.0f);
  expect_equal({1000, 1001, 1003, 1004, 1006, 1007, 1020, 1021, 1023, 1024, 1026, 1027},
               run<float>(make(lanewise_create_add_f32, &b, -kInfinity, kInfinity), Guard::kAfter, 12, left, right));
}

TEST(Broadcast, TransposedInputIsNotOverwritten) {
  const lanewise_broadcast b = {3, {2, 3, 2}, {2, 4, 1}, {6, 2, 1}};
  const OperatorPointer op = make(lanewise_create_add_f32, &b, -kInfinity, kInfinity);
  std::vector<float> left(12), right(12);
  lanewise_buffer buffers[] = {{left.data(), 48}, {right.data(), 48}, {left.data(), 48}, {nullptr, 0}};
  EXPECT_EQ(LANEWISE_INVALID_ARGUMENT, lanewise_run(op.get(), buffers, 4));
}

TEST(Elementwise, RefusesOverlapAndMisalignment) {
  const lanewise_broadcast b = flat(8);
  const OperatorPointer op = make(lanewise_create_add_f32, &b, -kInfinity, kInfinity);
  std::vector<float> left(12), right(12), out(12);
  auto status = [&](void* l, void* r, void* o) {
    lanewise_buffer buffers[] = {{l, 32}, {r, 32}, {o, 32}, {nullptr, 0}};
    return lanewise_run(op.get(), buffers, 4);
  };
  auto shifted = [](std::vector<float>& v) { return reinterpret_cast<char*>(v.data()) + 2; };
  EXPECT_EQ(LANEWISE_OK, status(left.data(), right.data(), out.data()));
  EXPECT_EQ(LANEWISE_OK, status(left.data(), left.data(), left.data()));
  EXPECT_EQ(LANEWISE_INVALID_ARGUMENT, status(left.data(), right.data(), left.data() + 1));
  EXPECT_EQ(LANEWISE_INVALID_ARGUMENT, status(left.data(), right.data(), right.data() + 4));
  EXPECT_EQ(LANEWISE_INVALID_ARGUMENT, status(shifted(left), right.data(), out.data()));
  EXPECT_EQ(LANEWISE_INVALID_ARGUMENT, status(left.data(), shifted(right), out.data()));
  EXPECT_EQ(LANEWISE_INVALID_ARGUMENT, status(left.data(), right.data(), shifted(out)));
  EXPECT_EQ(LANEWISE_INVALID_ARGUMENT, status(nullptr, right.data(), out.data()));
}

TEST(Broadcast, RefusesEveryBadField) {
  const lanewise_add_params p = add_cases()[0];
  auto refused = [&](lanewise_broadcast b) {
    expect_refused(lanewise_create_add_s8, &b, &p);
    expect_refused(lanewise_create_add_f32, &b, 0.0f, 1.0f);
  };
  const lanewise_broadcast good = broadcast({2, 3, 4}, {2, 1, 4});
  expect_refused(lanewise_create_add_s8, nullptr, &p);
  for (int32_t rank : {0, -1, LANEWISE_MAX_RANK + 1, INT32_MAX, INT32_MIN}) {
    lanewise_broadcast b = good;
    b.rank = rank;
    refused(b);
  }
  for (int i = 0; i < 3; i++) {
    for (int32_t bad : {0, -1, INT32_MIN}) {
      lanewise_broadcast b = good;
      b.dims[i] = bad;
      refused(b);
    }
    for (int32_t bad : {-1, INT32_MIN}) {
      lanewise_broadcast b = good;
      b.left_strides[i] = bad;
      refused(b);
      b = good;
      b.right_strides[i] = bad;
      refused(b);
    }
  }
  lanewise_broadcast b = good;
  b.left_strides[2] = 2;
  refused(b);
  b = good;
  b.right_strides[2] = 2;
  refused(b);
  const int32_t most = INT32_MAX;
  refused({6, {most, most, most, most, most, most}, {0, 0, 0, 0, 0, 0}, {0, 0, 0, 0, 0, 0}});
  refused({6, {most, most, most, most, most, most}, {most, most, most, most, most, 1}, {0, 0, 0, 0, 0, 0}});
  if (sizeof(size_t) == 4) {  // elsewhere there is such an input
    refused({2, {2, 1}, {most, 1}, {0, 0}});
    refused({3, {3, 3, 1}, {most, most, 1}, {0, 0, 0}});
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

TEST(ElementwiseF32, RefusesEveryBadParameter) {
  const lanewise_broadcast b = flat(4);
  for (auto create : {lanewise_create_add_f32, lanewise_create_mul_f32}) {
    expect_refused(create, nullptr, 0.0f, 1.0f);
    expect_refused(create, &b, 1.0f, 0.0f);
    expect_refused(create, &b, NAN, 0.0f);
    expect_refused(create, &b, 0.0f, NAN);
  }
}

}  // namespace
}  // namespace lanewise::testing

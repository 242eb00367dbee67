// SPDX-License-Identifier: Apache-2.0
// Functions of two floats: the operators against the reference, and powers against the C++ library's in double.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "broadcast_cases.h"
#include "random_values.h"
#include "reference/elementwise.h"
#include "subnormals.h"

namespace lanewise::testing {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();

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
                                  LANEWISE_SQUARED_DIFFERENCE, LANEWISE_FLOOR_DIV, LANEWISE_FLOOR_MOD};

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

// Quotients of up to 2^254: of every pair of exponents some.
TEST(BinaryF32, RemaindersAreExact) {
  Random random(9);
  std::vector<float> left, right;
  for (int dividend = -126; dividend <= 127; dividend++) {
    for (int divisor = -126; divisor <= 127; divisor++) {
      const float sign = random.between(0, 1) == 0 ? 1.0f : -1.0f;
      left.push_back(std::ldexp(random.real(1, 2), dividend));
      right.push_back(sign * std::ldexp(random.real(1, 2), divisor));
    }
  }
  const lanewise_broadcast b = flat(static_cast<int32_t>(left.size()));
  const auto actual = run<float>(make(lanewise_create_binary_f32, &b, int32_t{LANEWISE_FLOOR_MOD}, -kInfinity,
                                      kInfinity), Guard::kAfter, left.size(), left, right);
  for (size_t i = 0; i < left.size(); i++) {
    const float expected = reference::floor_mod(left[i], right[i]);
    if (!kHasSubnormals && std::fpclassify(expected) == FP_SUBNORMAL) continue;
    ASSERT_EQ(expected, actual[i]) << left[i] << " by " << right[i];
  }
}

TEST(BinaryF32, RefusesEveryBadArgument) {
  const lanewise_broadcast b = flat(4);
  const int32_t sub = LANEWISE_SUB;
  for (int32_t bad : {-1, LANEWISE_FLOOR_MOD + 1, INT32_MIN, INT32_MAX}) {
    expect_refused(lanewise_create_binary_f32, &b, bad, 0.0f, 1.0f);
  }
  expect_refused(lanewise_create_binary_f32, nullptr, sub, 0.0f, 1.0f);
  expect_refused(lanewise_create_binary_f32, &b, sub, 1.0f, 0.0f);
  expect_refused(lanewise_create_binary_f32, &b, sub, NAN, 0.0f);
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

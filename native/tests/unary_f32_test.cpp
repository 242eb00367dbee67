// SPDX-License-Identifier: Apache-2.0
// Functions of one float: values of every sign and exponent against the C++ library's in double.
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>

#include "operator_runner.h"
#include "reference/activation.h"
#include "subnormals.h"

namespace lanewise::testing {
namespace {

using Limits = std::numeric_limits<float>;

bool is_subnormal(double x) { return x != 0 && std::abs(x) < Limits::min(); }

/** `count` + 1 floats in even steps. */
std::vector<float> range(float low, float high, int count) {
  std::vector<float> values;
  const float step = (high - low) / static_cast<float>(std::max(count, 1));
  for (int i = 0; i <= count; i++) values.push_back(low + step * static_cast<float>(i));
  return values;
}

/** Floats of both signs and of every exponent, infinities and NaN among them, and many where functions bend. */
std::vector<float> inputs() {
  std::vector<float> values = {0.0f, -0.0f, 0.5f, -0.5f, 1.0f, -1.0f, 1.5f, 2.5f, -2.5f, 8388607.5f, -8388607.5f,
                               Limits::infinity(), -Limits::infinity(), Limits::quiet_NaN(), Limits::min()};
  for (uint64_t bits = 0; bits < uint64_t{1} << 32; bits += 6997) {
    const auto word = static_cast<uint32_t>(bits);
    float value;
    std::memcpy(&value, &word, sizeof(value));
    values.push_back(value);
  }
  for (float x : range(-18, 18, 200003)) values.push_back(x);
  for (float x : range(-105, 90, 100003)) values.push_back(x);
  for (float x : range(0.5f, 2, 100003)) values.push_back(x);
  return values;
}

std::vector<float> results_of(int32_t function, const std::vector<float>& in) {
  return run<float>(make(lanewise_create_unary_f32, static_cast<int32_t>(in.size()), function), Guard::kAfter,
                    in.size(), in);
}

/** The distance of floats about x. */
double unit(double x) {
  return std::abs(x) < Limits::min() ? Limits::denorm_min() : std::ldexp(1.0, std::ilogb(x) - 23);
}

/** Expects every result within two units in the last place; tells the largest error. */
void expect_units(const char* name, int32_t function, const std::vector<float>& in = inputs()) {
  const std::vector<float> actual = results_of(function, in);
  double largest = 0, at = 0;
  for (size_t i = 0; i < in.size(); i++) {
    const double expected = reference::unary(function, in[i]);
    if (!kHasSubnormals && (is_subnormal(in[i]) || is_subnormal(expected))) continue;
    const auto rounded = static_cast<float>(expected);
    ASSERT_EQ(std::isnan(rounded), std::isnan(actual[i])) << name << " of " << in[i];
    if (std::isnan(rounded)) continue;
    if (std::isinf(rounded)) {
      ASSERT_EQ(rounded, actual[i]) << name << " of " << in[i];
      continue;
    }
    const double error = std::abs(actual[i] - expected) / unit(expected);
    ASSERT_LE(error, 2) << name << " of " << in[i] << " is " << actual[i] << ", not " << expected;
    if (error > largest) largest = error, at = in[i];
  }
  std::printf("%s: within %.3f units in the last place, at %g\n", name, largest, at);
}

/** Expects the same bits, but for NaN. */
template <typename Expected>
void expect_bits(int32_t function, Expected expected) {
  const std::vector<float> in = inputs(), actual = results_of(function, in);
  for (size_t i = 0; i < in.size(); i++) {
    const float wanted = expected(in[i]);
    if (!kHasSubnormals && (is_subnormal(in[i]) || is_subnormal(wanted))) continue;
    if (std::isnan(wanted)) {
      ASSERT_TRUE(std::isnan(actual[i])) << function << " of " << in[i];
      continue;
    }
    ASSERT_EQ(0, std::memcmp(&wanted, &actual[i], sizeof(float)))
        << function << " of " << in[i] << " is " << actual[i] << ", not " << wanted;
  }
}

TEST(UnaryF32, IsExactWhereArithmeticIs) {
  expect_bits(LANEWISE_ABS, [](float x) { return std::abs(x); });
  expect_bits(LANEWISE_NEG, [](float x) { return -x; });
  expect_bits(LANEWISE_CEIL, [](float x) { return std::ceil(x); });
  expect_bits(LANEWISE_FLOOR, [](float x) { return std::floor(x); });
  expect_bits(LANEWISE_ROUND, [](float x) { return std::nearbyint(x); });
  expect_bits(LANEWISE_SIGN, [](float x) { return x > 0 ? 1.0f : x < 0 ? -1.0f : x; });
  expect_bits(LANEWISE_SQUARE, [](float x) { return x * x; });
  expect_bits(LANEWISE_RSQRT, [](float x) { return 1 / std::sqrt(x); });
  expect_bits(LANEWISE_SQRT, [](float x) { return std::sqrt(x); });
  expect_bits(LANEWISE_HARD_SWISH, [](float x) { return x * std::min(std::max(x + 3, 0.0f), 6.0f) / 6; });
}

TEST(UnaryF32, IsWithinTwoUnitsInTheLastPlace) {
  expect_units("exp", LANEWISE_EXP);
  expect_units("elu", LANEWISE_ELU);
  expect_units("log", LANEWISE_LOG);
  expect_units("tanh", LANEWISE_TANH);
}

/** Floats that are near a multiple of half pi, those that are nearest of all first. */
std::vector<float> near_zeros() {
  std::vector<float> angles = {0x1.f37c8ap+95f, 0x1.47d0fep+34f, 0x1.f37c8ap+96f, 0x1.47d0fep+35f, 0x1.f9cbe2p+7f,
                               0x1.f37c8ap+97f, 0x1.32ede2p+85f, 0x1.628d4cp+40f, 0x1.13093p+76f,  0x1.47d0fep+36f};
  for (int i = 0; i < 100000; i++) {
    // Each, then some of up to 2^25.
    const double quarter = i < 30000 ? i : 30000 * std::exp2(i / 10000.0);
    angles.push_back(static_cast<float>(std::floor(quarter) * 1.5707963267948966));
  }
  const size_t count = angles.size();
  for (size_t i = 0; i < count; i++) {
    angles.push_back(std::nextafter(angles[i], Limits::infinity()));
    angles.push_back(-angles[i]);
  }
  return angles;
}

TEST(UnaryF32, PeriodicFunctionsAreWithinTwoUnitsInTheLastPlace) {
  expect_units("cos", LANEWISE_COS);
  expect_units("sin", LANEWISE_SIN);
  expect_units("cos near its zeros", LANEWISE_COS, near_zeros());
  expect_units("sin near its zeros", LANEWISE_SIN, near_zeros());
}

TEST(UnaryF32, GeluIsWithinItsBound) {
  const std::vector<float> in = inputs(), actual = results_of(LANEWISE_GELU, in);
  double largest = 0;
  for (size_t i = 0; i < in.size(); i++) {
    if (!std::isfinite(in[i])) continue;
    const double expected = reference::unary(LANEWISE_GELU, in[i]), error = std::abs(actual[i] - expected);
    ASSERT_LE(error, 3e-7 * std::abs(in[i]) + Limits::min()) << in[i] << " gives " << actual[i];
    if (std::abs(in[i]) > 1e-30f) largest = std::max(largest, error / std::abs(in[i]));
  }
  std::printf("gelu: within %.3g |x|\n", largest);
  const auto ends = results_of(LANEWISE_GELU, {Limits::infinity(), -Limits::infinity(), Limits::quiet_NaN()});
  EXPECT_EQ(Limits::infinity(), ends[0]);
  EXPECT_NEAR(0, ends[1], Limits::min());
  EXPECT_TRUE(std::isnan(ends[2]));
}

TEST(UnaryF32, RunsInPlaceAtEverySize) {
  for (int32_t function = LANEWISE_ABS; function <= LANEWISE_SIN; function++) {
    for (int32_t elements : {1, 3, 4, 15, 16, 17, 33, 1025}) {
      const std::vector<float> in = range(0.1f, 7, elements - 1);
      std::vector<float> expected(in.size());
      reference::unary_f32(elements, function, in.data(), expected.data());
      for (Guard guard : {Guard::kAfter, Guard::kBefore}) {
        const OperatorPointer op = make(lanewise_create_unary_f32, elements, function);
        expect_close(expected, run<float>(op, guard, in.size(), in));
        expect_close(expected, run_in_place<float>(op, guard, in));
      }
    }
  }
}

TEST(LeakyReluF32, FollowsTheReference) {
  for (float alpha : {0.1f, 0.0f, -2.0f, 1.5f}) {
    for (int32_t elements : {1, 15, 16, 17, 1025}) {
      const std::vector<float> in = range(-3, 3, elements - 1);
      std::vector<float> expected(in.size());
      reference::leaky_relu_f32(elements, alpha, in.data(), expected.data());
      for (Guard guard : {Guard::kAfter, Guard::kBefore}) {
        const OperatorPointer op = make(lanewise_create_leaky_relu_f32, elements, alpha);
        expect_equal(expected, run<float>(op, guard, in.size(), in));
        expect_equal(expected, run_in_place<float>(op, guard, in));
      }
    }
  }
}

TEST(UnaryF32, RefusesEveryBadArgument) {
  for (int32_t bad : {0, -1, INT32_MIN}) {
    expect_refused(lanewise_create_unary_f32, bad, int32_t{LANEWISE_EXP});
    expect_refused(lanewise_create_leaky_relu_f32, bad, 0.1f);
  }
  for (int32_t bad : {-1, LANEWISE_SIN + 1, INT32_MIN, INT32_MAX}) expect_refused(lanewise_create_unary_f32, 4, bad);
}

}  // namespace
}  // namespace lanewise::testing

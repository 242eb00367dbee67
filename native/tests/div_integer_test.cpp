// SPDX-License-Identifier: Apache-2.0
// DIV of int8 and int16: the reference against quotients of real numbers, the operators against the reference. That
// the reference is TFLite's, tests in Java see.
#include <gtest/gtest.h>

#include "broadcast_cases.h"
#include "random_values.h"
#include "reference/elementwise.h"
#include "wide_arithmetic.h"

namespace lanewise::testing {
namespace {

lanewise_mul_params params(bool wide, double ratio, int32_t left, int32_t right, int32_t output) {
  const QuantizedMultiplier m(ratio);
  return {left, right, output, m.multiplier, m.shift, wide ? INT16_MIN : INT8_MIN, wide ? INT16_MAX : INT8_MAX};
}

std::vector<lanewise_mul_params> int8_cases() {
  return {params(false, 127, 0, 0, 0), params(false, 30.7, -5, -128, 3), params(false, 0.8, 127, 127, -128),
          params(false, 8000000, 3, 4, 5), params(false, 1e-9, 0, -1, 0)};
}

std::vector<lanewise_mul_params> int16_cases() {
  lanewise_mul_params clamped = params(true, 20000, 0, 0, 0);
  clamped.output_minimum = 0;
  clamped.output_maximum = 9000;
  return {params(true, 32767, 0, 0, 0), params(true, 0.9, 0, 0, 0), params(true, 1e-7, 0, 0, 0), clamped};
}

/** One step off at most: the reciprocal is off in its last bits. */
template <typename T>
void expect_quotient(const lanewise_mul_params& p, double ratio, T left, T right) {
  const double real =
      static_cast<double>(left - p.left_zero_point) / (right - p.right_zero_point) * ratio + p.output_zero_point;
  ASSERT_NEAR(std::clamp<double>(real, p.output_minimum, p.output_maximum), reference::div(p, left, right), 0.51)
      << left << " by " << right;
}

double ratio(const lanewise_mul_params& p) { return std::ldexp(static_cast<double>(p.multiplier), p.shift - 31); }

TEST(DivS8, EveryPairIsAQuotientOfReals) {
  for (const lanewise_mul_params& p : int8_cases()) {
    for (int l = -128; l <= 127; l++) {
      for (int r = -128; r <= 127; r++) {
        if (r != p.right_zero_point) expect_quotient(p, ratio(p), static_cast<int8_t>(l), static_cast<int8_t>(r));
      }
    }
  }
}

TEST(DivS16, IsAQuotientOfReals) {
  Random random(1);
  for (const lanewise_mul_params& p : int16_cases()) {
    for (int i = 0; i < 100000; i++) {
      const std::vector<int16_t> pair = random.int16s(2);
      if (pair[1] != 0) expect_quotient(p, ratio(p), pair[0], pair[1]);
    }
  }
}

/** None is where a divisor is 0. */
template <typename T>
std::vector<T> without(std::vector<T> values, int32_t zero_point) {
  for (T& value : values) value = value == zero_point ? static_cast<T>(value ^ 1) : value;
  return values;
}

TEST(DivS8, BroadcastsAndRunsInPlace) {
  Random random(2);
  for (const lanewise_mul_params& p : int8_cases()) {
    check_shapes<int8_t>([&](auto* b) { return make(lanewise_create_div_s8, b, &p); },
                         [&](auto& b, auto* l, auto* r, auto* o) { reference::div(b, p, l, r, o); },
                         [&](size_t n) { return without(random.int8s(n), p.right_zero_point); });
  }
}

TEST(DivS16, BroadcastsAndRunsInPlace) {
  Random random(3);
  for (const lanewise_mul_params& p : int16_cases()) {
    check_shapes<int16_t>([&](auto* b) { return make(lanewise_create_div_s16, b, &p); },
                          [&](auto& b, auto* l, auto* r, auto* o) { reference::div(b, p, l, r, o); },
                          [&](size_t n) { return without(random.int16s(n), 0); });
  }
}

// The zero point, on the right, stands at each position; nothing is written.
template <typename T>
void check_refusal(const OperatorPointer& op, T zero) {
  std::vector<T> left(37, 5), right(37, 1), out(37, 7);
  const lanewise_buffer buffers[] = {
      {left.data(), 37 * sizeof(T)}, {right.data(), 37 * sizeof(T)}, {out.data(), 37 * sizeof(T)}, {}};
  for (T& value : right) {
    value = zero;
    ASSERT_EQ(LANEWISE_INVALID_ARGUMENT, lanewise_run(op.get(), buffers, 4));
    value = 1;
  }
  expect_equal(std::vector<T>(37, 7), out);
  EXPECT_EQ(LANEWISE_OK, lanewise_run(op.get(), buffers, 4));
}

TEST(DivIntegers, RefuseDivisorsOf0) {
  const lanewise_broadcast b = flat(37);
  const lanewise_mul_params narrow = params(false, 100, 0, -7, 0), wide = params(true, 100, 0, 0, 0);
  check_refusal<int8_t>(make(lanewise_create_div_s8, &b, &narrow), -7);
  check_refusal<int16_t>(make(lanewise_create_div_s16, &b, &wide), 0);
}

template <typename Create>
void check_parameters(Create create, const lanewise_mul_params& good, int32_t most_shift) {
  using P = lanewise_mul_params;
  const lanewise_broadcast b = flat(4);
  const auto refused = [&](int32_t P::*field, std::initializer_list<int32_t> values) {
    for (int32_t value : values) {
      P bad = good;
      bad.*field = value;
      expect_refused(create, &b, &bad);
    }
  };
  expect_refused(create, &b, nullptr);
  expect_refused(create, nullptr, &good);
  for (auto field : {&P::left_zero_point, &P::right_zero_point, &P::output_zero_point}) refused(field, {-129, 128});
  for (auto field : {&P::output_minimum, &P::output_maximum}) refused(field, {-32769, 32768, INT32_MIN, INT32_MAX});
  refused(&P::multiplier, {-1, 1, (1 << 30) - 1});
  refused(&P::shift, {-32, most_shift + 1, 31, INT32_MIN, INT32_MAX});
}

TEST(DivIntegers, RefuseEveryBadParameter) {
  check_parameters(lanewise_create_div_s8, params(false, 100, 0, 0, 0), 23);
  check_parameters(lanewise_create_div_s16, params(true, 100, 0, 0, 0), 15);
}

}  // namespace
}  // namespace lanewise::testing

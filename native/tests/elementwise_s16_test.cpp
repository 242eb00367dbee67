// SPDX-License-Identifier: Apache-2.0
// ADD, SUB, MUL, MAXIMUM and MINIMUM of int16: the reference against the definition in wide integers, the operators
// against the reference.
#include <gtest/gtest.h>

#include "broadcast_cases.h"
#include "random_values.h"
#include "reference/elementwise.h"
#include "wide_arithmetic.h"

namespace lanewise::testing {
namespace {

// As TFLite prepares them: add.cc of its kernels.
lanewise_add_params add_params(double left_scale, double right_scale, double output_scale, int minimum = INT16_MIN,
                               int maximum = INT16_MAX) {
  const double twice = 2 * std::max(left_scale, right_scale);
  const QuantizedMultiplier l(left_scale / twice), r(right_scale / twice), o(twice / ((1 << 15) * output_scale));
  return {0, 0, 0, l.multiplier, l.shift, r.multiplier, r.shift, o.multiplier, o.shift, 15, minimum, maximum};
}

// One for each form of the kernel, and some clamps.
std::vector<lanewise_add_params> add_cases() {
  std::vector<lanewise_add_params> cases = {
      add_params(0.5, 0.5, 0.7),                // both inputs halved
      add_params(0.031, 0.0074, 0.035),         // the left one
      add_params(0.0007, 0.9, 0.6, -50, 6000),  // the right one
      add_params(1.0, 1e-6, 1.0, 0, INT16_MAX),
      add_params(0.3, 0.2, 0.001),              // saturates nearly always
  };
  lanewise_add_params odd = cases[0];  // what TFLite never makes: neither is halved, the sum wraps and goes left
  odd.left_multiplier = odd.right_multiplier = INT32_MAX;
  odd.right_multiplier_shift = 2;
  odd.output_multiplier_shift = 3;
  cases.push_back(odd);
  return cases;
}

std::vector<lanewise_mul_params> mul_cases() {
  const QuantizedMultiplier small(3e-5), power(1.0 / 32768), half(0.5), large(3.7);
  return {{0, 0, 0, small.multiplier, small.shift, INT16_MIN, INT16_MAX},
          {0, 0, 0, power.multiplier, power.shift, -2000, 9000},
          {0, 0, 0, half.multiplier, half.shift, INT16_MIN, INT16_MAX},
          {0, 0, 0, large.multiplier, large.shift, INT16_MIN, INT16_MAX},
          {0, 0, 0, 0, 0, INT16_MIN, INT16_MAX}};
}

int16_t clamp(int64_t value, int32_t minimum, int32_t maximum) {
  return static_cast<int16_t>(std::clamp<int64_t>(value, minimum, maximum));
}

template <int kSign>
int16_t add_by_definition(const lanewise_add_params& p, int left, int right) {
  const int64_t l = double_rounding(left * (1 << 15), p.left_multiplier, p.left_multiplier_shift);
  const int64_t r = double_rounding(right * (1 << 15), p.right_multiplier, p.right_multiplier_shift);
  const int32_t sum = static_cast<int32_t>(l + kSign * r);
  return clamp(double_rounding(sum, p.output_multiplier, p.output_multiplier_shift), p.output_minimum,
               p.output_maximum);
}

/** `by_definition(parameters, left, right)` of many pairs, in one row. */
template <typename Parameters, typename Create, typename Reference, typename Definition>
void check_pairs(const Parameters& p, Create create, Reference reference, Definition by_definition) {
  constexpr size_t kPairs = 100003;
  Random random(7);
  const std::vector<int16_t> left = random.int16s(kPairs), right = random.int16s(kPairs);
  const lanewise_broadcast b = {1, {kPairs}, {1}, {1}};
  std::vector<int16_t> expected, actual(kPairs);
  for (size_t i = 0; i < kPairs; i++) expected.push_back(by_definition(p, left[i], right[i]));
  reference(b, p, left.data(), right.data(), actual.data());
  expect_equal(expected, actual);
  expect_equal(expected, run<int16_t>(make(create, &b, &p), Guard::kAfter, kPairs, left, right));
}

template <typename Parameters, typename Create, typename Reference>
void check_broadcasts(const Parameters& p, Create create, Reference reference) {
  Random random(8);
  check_shapes<int16_t>([&](auto* b) { return make(create, b, &p); },
                        [&](auto& b, auto* l, auto* r, auto* o) { reference(b, p, l, r, o); },
                        [&](size_t n) { return random.int16s(n); });
}

TEST(AddS16, FollowsTheDefinition) {
  for (const lanewise_add_params& p : add_cases()) {
    check_pairs(p, lanewise_create_add_s16, reference::add_s16, add_by_definition<1>);
    check_broadcasts(p, lanewise_create_add_s16, reference::add_s16);
  }
}

TEST(SubS16, FollowsTheDefinition) {
  for (const lanewise_add_params& p : add_cases()) {
    check_pairs(p, lanewise_create_sub_s16, reference::sub_s16, add_by_definition<-1>);
    check_broadcasts(p, lanewise_create_sub_s16, reference::sub_s16);
  }
}

TEST(ExtremumS16, IsTheLargerOrTheSmallerInEveryShape) {
  Random random(9);
  for (bool larger : {false, true}) {
    const auto create = larger ? lanewise_create_maximum_s16 : lanewise_create_minimum_s16;
    check_shapes<int16_t>([&](auto* b) { return make(create, b); },
                          [&](auto& b, auto* l, auto* r, auto* o) { reference::extremum(b, larger, l, r, o); },
                          [&](size_t n) { return random.int16s(n); });
    lanewise_broadcast bad = flat(4);
    bad.rank = 0;
    expect_refused(create, &bad);
    expect_refused(create, nullptr);
  }
}

TEST(MulS16, FollowsTheDefinition) {
  for (const lanewise_mul_params& p : mul_cases()) {
    check_pairs(p, lanewise_create_mul_s16, reference::mul_s16, [](const auto& q, int left, int right) {
      return clamp(double_rounding(left * right, q.multiplier, q.shift), q.output_minimum, q.output_maximum);
    });
    check_broadcasts(p, lanewise_create_mul_s16, reference::mul_s16);
  }
}

template <typename Parameters, typename Create>
void expect_refused_with(Create create, const Parameters& good, int32_t Parameters::*field,
                         std::initializer_list<int32_t> values) {
  const lanewise_broadcast b = {1, {4}, {1}, {1}};
  for (int32_t value : values) {
    Parameters bad = good;
    bad.*field = value;
    expect_refused(create, &b, &bad);
  }
}

TEST(AddAndSubS16, RefuseEveryBadParameter) {
  using P = lanewise_add_params;
  const lanewise_broadcast b = {1, {4}, {1}, {1}};
  for (auto create : {lanewise_create_add_s16, lanewise_create_sub_s16}) {
    expect_refused(create, &b, nullptr);
    const auto refused = [&](int32_t P::*field, std::initializer_list<int32_t> values) {
      expect_refused_with(create, add_cases()[0], field, values);
    };
    for (auto field : {&P::left_zero_point, &P::right_zero_point, &P::output_zero_point}) refused(field, {-1, 1});
    for (auto field : {&P::output_minimum, &P::output_maximum}) refused(field, {-32769, 32768, INT32_MIN, INT32_MAX});
    for (auto field : {&P::left_multiplier, &P::right_multiplier, &P::output_multiplier}) {
      refused(field, {-1, 1, (1 << 30) - 1, INT32_MIN});
    }
    for (auto field : {&P::left_multiplier_shift, &P::right_multiplier_shift, &P::output_multiplier_shift}) {
      refused(field, {-32, 31, INT32_MIN, INT32_MAX});
    }
    refused(&P::left_shift, {-1, 0, 14, 16, 20});
  }
}

TEST(MulS16, RefusesEveryBadParameter) {
  using P = lanewise_mul_params;
  const lanewise_broadcast b = {1, {4}, {1}, {1}};
  expect_refused(lanewise_create_mul_s16, &b, nullptr);
  const auto refused = [](int32_t P::*field, std::initializer_list<int32_t> values) {
    expect_refused_with(lanewise_create_mul_s16, mul_cases()[0], field, values);
  };
  for (auto field : {&P::left_zero_point, &P::right_zero_point, &P::output_zero_point}) refused(field, {-1, 1});
  for (auto field : {&P::output_minimum, &P::output_maximum}) refused(field, {-32769, 32768});
  refused(&P::multiplier, {-1, 1, (1 << 30) - 1});
  refused(&P::shift, {-32, 31});
}

}  // namespace
}  // namespace lanewise::testing

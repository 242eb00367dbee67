// SPDX-License-Identifier: Apache-2.0
// REDUCE_PROD of int8 and int16: the reference against products of real numbers, the operators against the reference.
#include <gtest/gtest.h>

#include <cmath>

#include "operator_runner.h"
#include "random_values.h"
#include "reference/reduction.h"
#include "wide_arithmetic.h"

namespace lanewise::testing {
namespace {

template <typename T>
OperatorPointer make_product(int32_t outer, int32_t reduced, int32_t inner, int32_t in, int32_t out,
                             QuantizedMultiplier m) {
  if constexpr (sizeof(T) == 1) {
    return make(lanewise_create_reduce_prod_s8, outer, reduced, inner, in, out, m.multiplier, m.shift);
  } else {
    return make(lanewise_create_reduce_prod_s16, outer, reduced, inner, m.multiplier, m.shift);
  }
}

template <typename T>
void check(const std::vector<T>& values, int32_t in, int32_t out, double factor) {
  const QuantizedMultiplier m(factor);
  for (int32_t inner : {1, 2, 15, 16, 17, 71}) {
    for (int32_t reduced : {1, 2, 3, 7, 33}) {
      SCOPED_TRACE(::testing::Message() << reduced << "x" << inner << " by " << factor);
      const int32_t outer = 3;
      const std::vector<T> input(values.begin(), values.begin() + outer * reduced * inner);
      std::vector<T> expected(static_cast<size_t>(outer * inner));
      reference::reduce_prod(outer, reduced, inner, in, out, m.multiplier, m.shift, input.data(), expected.data());
      const OperatorPointer op = make_product<T>(outer, reduced, inner, in, out, m);
      for (Guard guard : {Guard::kAfter, Guard::kBefore}) {
        expect_equal(expected, run<T>(op, guard, expected.size(), input));
      }
    }
  }
}

TEST(ReduceProd, EqualsTheReference) {
  Random random(5);
  for (double factor : {1.0, 0.5, 0.013, 1e-5, 3.7, 100.0}) {  // what is large wraps
    check(random.int8s(8000), 0, 0, factor);
    check(random.int8s(8000), -128, 5, factor);
    check(random.int8s(8000), 127, -128, factor);
    check(std::vector<int8_t>(8000, -128), 127, 0, factor);
    check(random.int16s(8000), 0, 0, factor);
    check(std::vector<int16_t>(8000, INT16_MIN), 0, 0, factor);
  }
}

// Of scale 1/100 each, to the scale 1/1000: the cube root of 10 is what each factor is scaled by.
TEST(ReduceProd, IsAProductOfReals) {
  const QuantizedMultiplier m(0.01 / std::cbrt(0.001));
  const std::vector<int16_t> input = {150, -170, 330, 20, 30, 40, 400, 1000, 100};
  const std::vector<int16_t> output = run<int16_t>(make_product<int16_t>(3, 3, 1, 0, 0, m), Guard::kAfter, 3, input);
  const double expected[] = {1.5 * -1.7 * 3.3 * 1000, 0.2 * 0.3 * 0.4 * 1000, INT16_MAX};
  for (size_t i = 0; i < 3; i++) EXPECT_NEAR(expected[i], output[i], 3);
  // One value is scaled once, with the zero points.
  const int8_t one = 50;
  int8_t scaled;
  reference::reduce_prod(1, 1, 1, 10, -20, 1 << 30, 1, &one, &scaled);
  EXPECT_EQ(20, scaled);
}

TEST(ReduceProd, RefusesEveryBadArgument) {
  const int32_t m = 1 << 30;
  const auto s8 = [](auto... arguments) { expect_refused(lanewise_create_reduce_prod_s8, arguments...); };
  const auto s16 = [](auto... arguments) { expect_refused(lanewise_create_reduce_prod_s16, arguments...); };
  for (int32_t bad : {0, -1, INT32_MIN}) {
    s8(bad, 1, 1, 0, 0, m, 0), s8(1, bad, 1, 0, 0, m, 0), s8(1, 1, bad, 0, 0, m, 0);
    s16(bad, 1, 1, m, 0), s16(1, bad, 1, m, 0), s16(1, 1, bad, m, 0);
  }
  for (int32_t bad : {-129, 128, INT32_MIN, INT32_MAX}) s8(1, 1, 1, bad, 0, m, 0), s8(1, 1, 1, 0, bad, m, 0);
  for (int32_t bad : {-1, 1, m - 1, INT32_MIN}) s8(1, 1, 1, 0, 0, bad, 0), s16(1, 1, 1, bad, 0);
  for (int32_t bad : {-32, 8, INT32_MIN, INT32_MAX}) s8(1, 1, 1, 0, 0, m, bad), s16(1, 1, 1, m, bad);
}

}  // namespace
}  // namespace lanewise::testing

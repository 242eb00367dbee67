// SPDX-License-Identifier: Apache-2.0
// e^x and 1 / x in fixed point, the arithmetic of TFLite's integer softmax. Sources: gemmlowp fixedpoint/fixedpoint.h,
// exp_on_negative_values and one_over_one_plus_x_for_x_in_0_1; TFLite kernels/internal/common.h, GetReciprocal.
// Qm.n: m integer bits and n fractional bits beside the sign.
#ifndef LANEWISE_QUANTIZATION_FIXED_POINT_H_
#define LANEWISE_QUANTIZATION_FIXED_POINT_H_

#include "quantization/requantize.h"

namespace lanewise {

/** x * 2^exponent, saturated; exponent 0 to 31. */
inline int32_t saturating_shift_left(int32_t x, int exponent) {
  const int64_t shifted = int64_t{x} * (int64_t{1} << exponent);
  return static_cast<int32_t>(shifted < INT32_MIN ? INT32_MIN : shifted > INT32_MAX ? INT32_MAX : shifted);
}

/** e^x in Q0.31 for x in [-1/4, 0) in Q0.31: a polynomial of degree 4 about -1/8. */
inline int32_t exponential_near_zero(int32_t x) {
  constexpr int32_t kExpMinusEighth = 1895147668, kThird = 715827883;
  const auto times = saturating_rounding_doubling_high_mul;
  const int32_t y = x + (1 << 28);
  const int32_t y2 = times(y, y), y3 = times(y2, y), y4 = times(y2, y2);
  const int32_t cubic = times(rounding_divide_by_power_of_two(y4, 2) + y3, kThird);
  const int32_t beyond_linear = rounding_divide_by_power_of_two(cubic + y2, 1);
  return kExpMinusEighth + times(kExpMinusEighth, y + beyond_linear);
}

/** e^x in Q0.31 for x <= 0 in Q5.26; 1 becomes the largest number there is. */
inline int32_t exponential_of_negative(int32_t x) {
  if (x == 0) return INT32_MAX;
  constexpr int32_t kQuarter = 1 << 24;
  const int32_t fraction = (x & (kQuarter - 1)) - kQuarter;  // in [-1/4, 0); the rest is a multiple of 1/4
  const int32_t rest = fraction - x;
  constexpr int32_t kPowers[] = {1672461947, 1302514674, 790015084, 290630308,
                                 39332535,   720401,     242};  // e^-1/4 to e^-16
  int32_t result = exponential_near_zero(fraction * 32);
  for (int i = 0; i < 7; i++) {
    if ((rest & kQuarter << i) != 0) result = saturating_rounding_doubling_high_mul(result, kPowers[i]);
  }
  return result;
}

/** 1 / (1 + x) in Q0.31 for x in [0, 1) in Q0.31: three steps of Newton's method. */
inline int32_t reciprocal_of_one_plus(int32_t x) {
  constexpr int32_t k48Over17 = 1515870810, kMinus32Over17 = -1010580540, kOne = 1 << 29;  // Q2.29
  const auto times = saturating_rounding_doubling_high_mul;
  const int32_t half_denominator = static_cast<int32_t>((int64_t{x} + INT32_MAX + 1) / 2);
  int32_t estimate = k48Over17 + times(half_denominator, kMinus32Over17);
  for (int step = 0; step < 3; step++) {
    const int32_t error = kOne - times(half_denominator, estimate);
    estimate += times(estimate, error) * 4;
  }
  const int64_t result = int64_t{estimate} * 2;
  return static_cast<int32_t>(result > INT32_MAX ? INT32_MAX : result);
}

}  // namespace lanewise

#endif  // LANEWISE_QUANTIZATION_FIXED_POINT_H_

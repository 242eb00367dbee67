// SPDX-License-Identifier: Apache-2.0
// ln(x) in fixed point, the arithmetic of TFLite's integer log softmax. Source: TFLite
// kernels/internal/reference/integer_ops/log_softmax.h and common.h, log_x_for_x_greater_than_or_equal_to_1_impl.
#ifndef LANEWISE_ACTIVATION_FIXED_POINT_LOG_H_
#define LANEWISE_ACTIVATION_FIXED_POINT_LOG_H_

#include "quantization/fixed_point.h"

namespace lanewise {

constexpr int32_t kFourthRootOfHalf = 1805811301;  // Q0.31

/** ln(r) in Q6.25 for r near the fourth root of 1/2 in Q0.31: a rational approximation about it. */
inline int32_t logarithm_near_root(int32_t r) {
  const auto times = saturating_rounding_doubling_high_mul;
  const int64_t sum = int64_t{r} + kFourthRootOfHalf;
  const int32_t middle = static_cast<int32_t>((sum + (sum >= 0 ? 1 : -1)) / 2);
  const int32_t q = 2 * (r - kFourthRootOfHalf), square = times(q, q);
  const int32_t numerator = times(q, r) + times(times(q, square), 117049297);
  const int32_t inner = 1057819769 + q + times(127690142, square);
  const int32_t denominator_less_one = times(middle, inner) + times(638450708, q);
  return times(rounding_divide_by_power_of_two(numerator, 6), reciprocal_of_one_plus(denominator_less_one));
}

/** ln(x) in Q5.26 for x >= 1 in Q12.19. */
inline int32_t logarithm_of_sum(int32_t x) {
  constexpr int32_t kLogOfTwo = 1488522236, kRootOfHalf = 1518500250, kOne = 1 << 25, kQuarter = kOne / 4;
  const auto times = saturating_rounding_doubling_high_mul;
  // x = r * 2^exponent with r near the fourth root of 1/2, by the better of two ways.
  const int zeros = __builtin_clz(static_cast<uint32_t>(x));
  const int32_t first = saturating_shift_left(times(saturating_shift_left(x, zeros - 1), kRootOfHalf), 1);
  const int32_t first_exponent = (12 - zeros) * kOne + kQuarter;
  const int headroom = __builtin_clz(static_cast<uint32_t>(times(x, kRootOfHalf))) - 1;
  const int32_t second = saturating_shift_left(x, headroom);
  const int32_t second_exponent = (12 - headroom) * kOne - kQuarter;
  const int32_t r = first < second ? first : second;
  const int32_t exponent = first_exponent > second_exponent ? first_exponent : second_exponent;
  return saturating_shift_left(times(exponent, kLogOfTwo) + logarithm_near_root(r), 1);
}

}  // namespace lanewise

#endif  // LANEWISE_ACTIVATION_FIXED_POINT_LOG_H_

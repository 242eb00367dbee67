// SPDX-License-Identifier: Apache-2.0
// What the kernel and the reference of quantized DIV share. Source: TFLite kernels/internal/reference/div.h,
// DivElementwise.
#ifndef LANEWISE_ELEMENTWISE_QUOTIENT_H_
#define LANEWISE_ELEMENTWISE_QUOTIENT_H_

#include "quantization/fixed_point.h"

namespace lanewise {

/** The largest shift of a multiplier with which no dividend of T leaves 31 bits. */
template <typename T>
constexpr int32_t kMostQuotientShift = sizeof(T) == 1 ? 23 : 15;

/** How far x can be shifted left and stay what it is. */
inline int sign_bits(int32_t x) { return __builtin_clz(static_cast<uint32_t>(x ^ (x >> 31)) * 2 + 1); }

/** dividend / divisor * multiplier * 2^(shift - 31), of values less their zero points; the divisor is not 0. */
inline int32_t quotient(int32_t dividend, int32_t divisor, int32_t multiplier, int shift) {
  if (divisor < 0) {
    dividend = -dividend;
    divisor = -divisor;
  }
  const int headroom = __builtin_clz(static_cast<uint32_t>(divisor));  // divisor = (1 + x) 2^(31 - headroom)
  const uint32_t one_and_x = static_cast<uint32_t>(divisor) << headroom;
  const int32_t inverse = reciprocal_of_one_plus(static_cast<int32_t>(one_and_x - (1u << 31)));
  const int left = sign_bits(dividend);
  const int32_t raised = static_cast<int32_t>(static_cast<uint32_t>(dividend) << left);
  const int32_t scaled = saturating_rounding_doubling_high_mul(
      saturating_rounding_doubling_high_mul(raised, inverse), multiplier);
  const int right = 31 - headroom + left - shift;
  return right > 31 ? 0 : rounding_divide_by_power_of_two(scaled, right);  // where TFLite says nothing
}

}  // namespace lanewise

#endif  // LANEWISE_ELEMENTWISE_QUOTIENT_H_

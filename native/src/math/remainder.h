// SPDX-License-Identifier: Apache-2.0
// What a division of floats leaves, exactly, one pair at a time: by long division of their mantissas.
#ifndef LANEWISE_MATH_REMAINDER_H_
#define LANEWISE_MATH_REMAINDER_H_

#include "math/double_bits.h"

namespace lanewise {

/** A positive float as mantissa * 2^exponent, the mantissa of 24 bits. */
struct Scaled {
  uint64_t mantissa;
  int32_t exponent;

  // As a double it is normal, its lowest 29 bits 0.
  explicit Scaled(double x)
      : mantissa(static_cast<uint64_t>(bits_of(x) & 0xFFFFFFFFFFFFF) >> 29 | 1 << 23),
        exponent(static_cast<int32_t>(bits_of(x) >> 52) - 1023 - 23) {}
};

/** left - right * (left / right rounded towards 0), with the sign of `left`: Java's %, C's fmod. */
inline float remainder(float left, float right) {
  const double dividend = __builtin_fabs(left), divisor = __builtin_fabs(right);
  const bool has_none = !(dividend < __builtin_inf()) || !(divisor > 0);
  if (has_none) return __builtin_nanf("");
  if (dividend < divisor) return left;
  const Scaled l(dividend), r(divisor);
  uint64_t rest = l.mantissa;
  int32_t digits = l.exponent - r.exponent;
  for (; digits > 40; digits -= 40) rest = (rest << 40) % r.mantissa;  // a rest has 24 bits, there is room for 40 more
  rest = (rest << digits) % r.mantissa;
  const auto result = static_cast<float>(static_cast<double>(rest) * double_power_of_two(r.exponent));
  return __builtin_signbit(left) ? -result : result;
}

/** The remainder of a division that rounds down: it has the sign of `right`. */
inline float floor_remainder(float left, float right) {
  const float rest = remainder(left, right);
  return rest != 0 && (rest < 0) != (right < 0) ? rest + right : rest;
}

}  // namespace lanewise

#endif  // LANEWISE_MATH_REMAINDER_H_

// SPDX-License-Identifier: Apache-2.0
// x^y of floats, within 0.51 units in the last place: 2^(y log2 |x|) in double, one value at a time. In float the error
// of the logarithm would be the result's y times over.
#ifndef LANEWISE_MATH_POWER_H_
#define LANEWISE_MATH_POWER_H_

#include "math/double_bits.h"

namespace lanewise {

/** Of what is not negative. A normal number is m * 2^e with m from sqrt(1/2) to sqrt(2); log2 m by the series of
 *  atanh((m - 1) / (m + 1)). */
inline double binary_logarithm(double x) {
  if (x == 0) return -__builtin_inf();
  if (x - x != 0) return x;
  constexpr int64_t kHalfRoot = 0x3FE6A09E667F3BCD;
  const int64_t above = bits_of(x) - kHalfRoot;
  const double m = of_bits((above & 0xFFFFFFFFFFFFF) + kHalfRoot);
  const double s = (m - 1) / (m + 1), square = s * s;
  double series = 0;
  for (int k = 17; k >= 1; k -= 2) series = series * square + 1.0 / k;
  return static_cast<double>(above >> 52) + 2.8853900817779268 * s * series;
}

/** 2^t, t of -1000 to 1000. */
inline double power_of_two(double t) {
  const auto n = static_cast<int32_t>(t < 0 ? t - 0.5 : t + 0.5);
  const double r = (t - n) * 0.6931471805599453;
  double sum = 1;
  for (int k = 12; k >= 1; k--) sum = 1 + r / k * sum;
  return sum * double_power_of_two(n);
}

enum class Parity { kNone, kOdd, kEven };

/** Whether y is odd, or even, as large floats and infinities are, or no integer. */
inline Parity parity(float y) {
  const float magnitude = y < 0 ? -y : y;
  if (!(magnitude < 16777216.0f)) return Parity::kEven;
  const auto integer = static_cast<int32_t>(magnitude);
  if (static_cast<float>(integer) != magnitude) return Parity::kNone;
  return integer % 2 == 1 ? Parity::kOdd : Parity::kEven;
}

/** As Java's StrictMath.pow: of 1 and -1 to an infinite power NaN, and of 1 to the power of NaN. */
inline float power(float x, float y) {
  if (y == 0) return 1;
  double exponent = y * binary_logarithm(__builtin_fabs(static_cast<double>(x)));
  const Parity kind = parity(y);
  const bool has_no_power = x < 0 && x - x == 0 && kind == Parity::kNone;
  if (exponent != exponent || has_no_power) return __builtin_nanf("");
  exponent = exponent < -1000 ? -1000 : exponent > 1000 ? 1000 : exponent;
  const auto result = static_cast<float>(power_of_two(exponent));
  return __builtin_signbit(x) && kind == Parity::kOdd ? -result : result;
}

}  // namespace lanewise

#endif  // LANEWISE_MATH_POWER_H_

// SPDX-License-Identifier: Apache-2.0
// Quantized arithmetic written from its definition in wide numbers, independently of the library.
#ifndef LANEWISE_TESTS_WIDE_ARITHMETIC_H_
#define LANEWISE_TESTS_WIDE_ARITHMETIC_H_

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>

namespace lanewise::testing {

/** Division that rounds down, whatever the signs; b > 0. */
inline int64_t floor_divide(int64_t a, int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

/** Division that rounds to nearest, ties away from zero; b > 0. */
inline int64_t round_divide(int64_t a, int64_t b) {
  const int64_t magnitude = (2 * std::abs(a) + b) / (2 * b);
  return a < 0 ? -magnitude : magnitude;
}

/** x * multiplier * 2^(shift - 31). First rounding: nearest, ties up. Second: nearest, ties away from zero. */
inline int64_t double_rounding(int32_t x, int32_t multiplier, int shift) {
  const int64_t power = int64_t{1} << std::abs(shift);
  int64_t shifted = x;
  if (shift > 0) shifted = static_cast<int32_t>(static_cast<uint64_t>(static_cast<int64_t>(x) * power));
  const int64_t high = floor_divide(shifted * multiplier + (int64_t{1} << 30), int64_t{1} << 31);
  return shift < 0 ? round_divide(high, power) : high;
}

inline int8_t clamp_to_int8(int64_t value, int32_t minimum, int32_t maximum) {
  return static_cast<int8_t>(std::min<int64_t>(std::max<int64_t>(value, minimum), maximum));
}

/** A real factor as TFLite's QuantizeMultiplier splits it. */
struct QuantizedMultiplier {
  int32_t multiplier, shift;

  explicit QuantizedMultiplier(double real) {
    int exponent = 0;
    const double mantissa = std::frexp(real, &exponent);
    int64_t fixed = std::llround(mantissa * static_cast<double>(int64_t{1} << 31));
    if (fixed == int64_t{1} << 31) {
      fixed /= 2;
      exponent++;
    }
    multiplier = static_cast<int32_t>(fixed);
    shift = exponent;
  }
};

}  // namespace lanewise::testing

#endif  // LANEWISE_TESTS_WIDE_ARITHMETIC_H_

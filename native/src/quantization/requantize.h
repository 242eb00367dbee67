// SPDX-License-Identifier: Apache-2.0
// int32 accumulator -> int8, TFLite's reference arithmetic (double rounding), one value at a time: the specification
// that every vector sequence is compared with. Sources: gemmlowp fixedpoint.h; TFLite kernels/internal/common.cc,
// MultiplyByQuantizedMultiplier.
#ifndef LANEWISE_QUANTIZATION_REQUANTIZE_H_
#define LANEWISE_QUANTIZATION_REQUANTIZE_H_

#include <cstdint>

namespace lanewise {

/** round(a * b / 2^31), ties toward +infinity; saturates only for INT32_MIN squared. */
inline int32_t saturating_rounding_doubling_high_mul(int32_t a, int32_t b) {
  if (a == INT32_MIN && b == INT32_MIN) return INT32_MAX;
  int64_t product = static_cast<int64_t>(a) * b;
  int64_t nudge = product >= 0 ? (int64_t{1} << 30) : 1 - (int64_t{1} << 30);
  return static_cast<int32_t>((product + nudge) / (int64_t{1} << 31));
}

/** x / 2^exponent, rounded to nearest, ties away from zero. exponent 0 to 31. */
inline int32_t rounding_divide_by_power_of_two(int32_t x, int exponent) {
  int32_t mask = static_cast<int32_t>((int64_t{1} << exponent) - 1);
  int32_t remainder = x & mask;
  int32_t threshold = (mask >> 1) + (x < 0 ? 1 : 0);
  return (x >> exponent) + (remainder > threshold ? 1 : 0);
}

/** x * multiplier * 2^(shift - 31). The left shift wraps, as in the reference. shift -31 to 30. */
inline int32_t multiply_by_quantized_multiplier(int32_t x, int32_t multiplier, int shift) {
  int left = shift > 0 ? shift : 0;
  int32_t shifted = static_cast<int32_t>(static_cast<uint32_t>(x) << left);
  return rounding_divide_by_power_of_two(saturating_rounding_doubling_high_mul(shifted, multiplier), left - shift);
}

/** int8 (or int16) result of an accumulator: scaled, moved by the zero point, clamped to [minimum, maximum]. */
template <typename T = int8_t>
inline T requantize(int32_t accumulator, int32_t multiplier, int shift, int32_t zero_point, int32_t minimum,
                    int32_t maximum) {
  int64_t value = int64_t{multiply_by_quantized_multiplier(accumulator, multiplier, shift)} + zero_point;
  return static_cast<T>(value < minimum ? minimum : value > maximum ? maximum : value);
}

/** What TFLite's QuantizeMultiplier makes: 0, or a mantissa of [2^30, 2^31 - 1], and a shift of [-31, 30]. */
inline bool valid_multiplier(int32_t multiplier, int32_t shift) {
  return (multiplier == 0 || multiplier >= (1 << 30)) && shift >= -31 && shift <= 30;
}

/** Whether every value below the zero point comes out as -128, the zero point itself, and nothing else is clamped: what
 *  a fused RELU makes of an output. */
inline bool is_rectified(int32_t zero_point, int32_t minimum, int32_t maximum) {
  return zero_point == INT8_MIN && minimum == INT8_MIN && maximum == INT8_MAX;
}

inline bool is_int8(int32_t value) { return value >= INT8_MIN && value <= INT8_MAX; }

}  // namespace lanewise

#endif  // LANEWISE_QUANTIZATION_REQUANTIZE_H_

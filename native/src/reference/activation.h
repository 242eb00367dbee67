// SPDX-License-Identifier: Apache-2.0
// Activations as TFLite's reference kernels define them (kernels/internal/reference/softmax.h, log_softmax.h and
// l2normalization.h, kernels/activations.cc).
// Arguments as in lanewise.h, already checked. Float ones call the C++ library: only tests include this.
#ifndef LANEWISE_REFERENCE_ACTIVATION_H_
#define LANEWISE_REFERENCE_ACTIVATION_H_

#include <algorithm>
#include <cmath>
#include <limits>

#include "activation/fixed_point_log.h"
#include "activation/inverse_square_root.h"
#include "activation/softmax_s8.h"
#include "lanewise.h"

namespace lanewise::reference {

inline void softmax_row_s8(int32_t depth, int32_t multiplier, int32_t shift, int32_t difference_minimum,
                           const int8_t* input, int8_t* output) {
  const int32_t maximum = *std::max_element(input, input + depth);
  auto exponential = [=](int8_t value) {
    const int32_t difference = value - maximum;
    if (difference < difference_minimum) return 0;
    return exponential_of_negative(multiply_by_quantized_multiplier(difference, multiplier, shift));
  };
  uint32_t sum = 0;
  for (int32_t i = 0; i < depth && sum < kSumOf512; i++) {
    sum += static_cast<uint32_t>(rounding_divide_by_power_of_two(exponential(input[i]), 12));
  }
  for (int32_t i = 0; i < depth; i++) {
    int32_t probability = 0;
    if (sum < kSumOf512) {
      const SumReciprocal reciprocal(sum);
      probability = rounding_divide_by_power_of_two(
          saturating_rounding_doubling_high_mul(reciprocal.scale, exponential(input[i])), reciprocal.right_shift);
    }
    output[i] = static_cast<int8_t>(std::min(probability - 128, 127));
  }
}

inline void log_softmax_row_s8(int32_t depth, int32_t multiplier, int32_t shift, int32_t difference_minimum,
                               int32_t inverse_multiplier, int32_t inverse_shift, const int8_t* input, int8_t* output) {
  const int32_t maximum = *std::max_element(input, input + depth);
  auto scaled = [=](int32_t difference) { return multiply_by_quantized_multiplier(difference, multiplier, shift); };
  int32_t sum = 0;
  for (int32_t i = 0; i < depth; i++) {
    if (input[i] - maximum < difference_minimum) continue;
    sum += rounding_divide_by_power_of_two(exponential_of_negative(scaled(input[i] - maximum)), 12);
  }
  const int32_t log = logarithm_of_sum(sum);
  const int32_t fits = multiply_by_quantized_multiplier(static_cast<int32_t>(int64_t{log} + INT32_MIN),
                                                        inverse_multiplier, inverse_shift);
  for (int32_t i = 0; i < depth; i++) {
    const int32_t difference = input[i] - maximum;
    if (difference <= std::max(difference_minimum - 1, fits)) {
      output[i] = INT8_MIN;
      continue;
    }
    const uint32_t result = static_cast<uint32_t>(scaled(difference)) - static_cast<uint32_t>(log);
    const int32_t steps = rounding_divide_by_power_of_two(static_cast<int32_t>(result), 22) + 127;
    output[i] = static_cast<int8_t>(std::clamp(steps, -128, 127));
  }
}

inline void l2_normalization_row_s8(int32_t depth, int32_t zero_point, bool shifted, const int8_t* input,
                                    int8_t* output) {
  uint32_t squares = 0;
  for (int32_t i = 0; i < depth; i++) {
    squares += static_cast<uint32_t>((input[i] - zero_point) * (input[i] - zero_point));
  }
  const InverseSquareRoot inverse(static_cast<int32_t>(squares));
  for (int32_t i = 0; i < depth; i++) {
    const int32_t x = input[i] - zero_point;
    const int32_t y = shifted ? multiply_by_quantized_multiplier(x * 128, inverse.multiplier, inverse.shift)
                              : multiply_by_quantized_multiplier(x, inverse.multiplier, inverse.shift + 7);
    output[i] = static_cast<int8_t>(std::clamp(y, -128, 127));
  }
}

inline void lookup_s8(int32_t elements, const int8_t* table, const int8_t* input, int8_t* output) {
  for (int32_t i = 0; i < elements; i++) output[i] = table[input[i] + 128];
}

/** 513 values with lines between. */
inline int32_t interpolate(const int16_t* table, int32_t argument) {
  const int32_t index = 256 + (argument >> 7), rise = table[index + 1] - table[index];
  return table[index] + ((rise * (argument & 127) + 64) >> 7);
}

inline void softmax_row_s16(int32_t depth, int32_t multiplier, int32_t shift, const int16_t* exponentials,
                            const int16_t* reciprocals, const int16_t* input, int16_t* output) {
  const auto saturate = [](int64_t value) { return static_cast<int32_t>(std::clamp<int64_t>(value, -32768, 32767)); };
  const int32_t maximum = *std::max_element(input, input + depth);
  int64_t sum = 0;
  for (int32_t i = 0; i < depth; i++) {
    const int64_t scaled = multiply_by_quantized_multiplier(input[i] - maximum, multiplier, shift);
    output[i] = static_cast<int16_t>(interpolate(exponentials, saturate(scaled + 32767)));
    sum += output[i];
  }
  int bits = 0;  // sum in [2^bits, 2^(bits + 1))
  while (sum >> (bits + 1) != 0) bits++;
  const int64_t mantissa = ((sum << (30 - bits)) + (1 << 13)) >> 14;  // in [2^16, 2^17]
  const int64_t reciprocal = interpolate(reciprocals, saturate(mantissa - (1 << 16) - (1 << 15)));
  for (int32_t i = 0; i < depth; i++) {
    output[i] = static_cast<int16_t>(saturate((output[i] * reciprocal + (int64_t{1} << (bits - 1))) >> bits));
  }
}

inline void softmax_s16(int32_t rows, int32_t depth, int32_t multiplier, int32_t shift, const int16_t* exponentials,
                        const int16_t* reciprocals, const int16_t* input, int16_t* output) {
  for (int32_t row = 0; row < rows; row++, input += depth, output += depth) {
    softmax_row_s16(depth, multiplier, shift, exponentials, reciprocals, input, output);
  }
}

inline int16_t logistic_s16(int32_t multiplier, int32_t shift, const uint16_t* table, int16_t input) {
  const int64_t half = shift == 0 ? 0 : int64_t{1} << (shift - 1);
  const int64_t x = (int64_t{input} * multiplier + half) >> shift, magnitude = x < 0 ? -x : x, index = magnitude >> 9;
  int64_t result = 0x7FFF << 10;
  if (index < 255) result = (int64_t{table[index]} << 9) + (magnitude & 511) * (table[index + 1] - table[index]);
  return static_cast<int16_t>((x >= 0 ? result + 512 : (1 << 25) - result + 511) >> 10);
}

inline void logistic_s16(int32_t elements, int32_t multiplier, int32_t shift, const uint16_t* table,
                         const int16_t* input, int16_t* output) {
  for (int32_t i = 0; i < elements; i++) output[i] = logistic_s16(multiplier, shift, table, input[i]);
}

inline int16_t tanh_s16(int32_t multiplier, int32_t shift, const uint16_t* table, int16_t input) {
  const int64_t half = shift == 0 ? 0 : int64_t{1} << (shift - 1);
  const int64_t x = (int64_t{input} * multiplier + half) >> shift, magnitude = x < 0 ? -x : x, index = magnitude >> 8;
  int64_t result = 0xFFFF << 8;
  if (index < 255) result = (int64_t{table[index]} << 8) + (magnitude & 255) * (table[index + 1] - table[index]);
  return static_cast<int16_t>((x >= 0 ? result - (1 << 23) + 128 : (1 << 23) - result + 127) >> 8);
}

inline void tanh_s16(int32_t elements, int32_t multiplier, int32_t shift, const uint16_t* table, const int16_t* input,
                     int16_t* output) {
  for (int32_t i = 0; i < elements; i++) output[i] = tanh_s16(multiplier, shift, table, input[i]);
}

// The rise of a step keeps its low 16 bits, and so does the result.
inline void lookup_s16(int32_t elements, const int16_t* table, const int16_t* input, int16_t* output) {
  for (int32_t i = 0; i < elements; i++) {
    const int32_t index = 256 + (input[i] >> 7);
    const int16_t rise = static_cast<int16_t>(table[index + 1] - table[index]);
    output[i] = static_cast<int16_t>(table[index] + ((rise * (input[i] & 127) + 64) >> 7));
  }
}

inline int16_t leaky_relu_s16(int32_t positive_multiplier, int32_t positive_shift, int32_t negative_multiplier,
                              int32_t negative_shift, int16_t x) {
  return x >= 0 ? requantize<int16_t>(x, positive_multiplier, positive_shift, 0, INT16_MIN, INT16_MAX)
                : requantize<int16_t>(x, negative_multiplier, negative_shift, 0, INT16_MIN, INT16_MAX);
}

inline int16_t abs_s16(int32_t multiplier, int32_t shift, int16_t x) {
  return requantize<int16_t>(x < 0 ? -x : x, multiplier, shift, 0, INT16_MIN, INT16_MAX);
}

inline int16_t sqrt_s16(float input_scale, float output_scale, int16_t x) {
  if (x <= 0) return 0;
  const float steps = std::sqrt(input_scale * static_cast<float>(x)) / output_scale;
  return static_cast<int16_t>(steps < INT16_MAX ? steps : INT16_MAX);
}

inline void logistic_f32(int32_t elements, const float* input, float* output) {
  for (int32_t i = 0; i < elements; i++) output[i] = 1 / (1 + std::exp(-input[i]));
}

// In double, for a float's worth of digits.
inline double unary(int32_t function, double x) {
  switch (function) {
    case LANEWISE_ABS: return std::abs(x);
    case LANEWISE_CEIL: return std::ceil(x);
    case LANEWISE_ELU: return x > 0 ? x : std::expm1(x);
    case LANEWISE_EXP: return std::exp(x);
    case LANEWISE_FLOOR: return std::floor(x);
    case LANEWISE_GELU: return 0.5 * x * std::erfc(-x * std::sqrt(0.5));
    case LANEWISE_HARD_SWISH: return x * std::min(std::max(x + 3, 0.0), 6.0) / 6;
    case LANEWISE_LOG: return std::log(x);
    case LANEWISE_NEG: return -x;
    case LANEWISE_ROUND: return std::nearbyint(x);
    case LANEWISE_RSQRT: return 1 / std::sqrt(x);
    case LANEWISE_SQRT: return std::sqrt(x);
    case LANEWISE_TANH: return std::tanh(x);
    case LANEWISE_SIGN: return x > 0 ? 1 : x < 0 ? -1 : x;
    case LANEWISE_SQUARE: return x * x;
    case LANEWISE_COS: return std::cos(x);
    case LANEWISE_SIN: return std::sin(x);
    default: return std::numeric_limits<double>::quiet_NaN();
  }
}

inline void unary_f32(int32_t elements, int32_t function, const float* input, float* output) {
  for (int32_t i = 0; i < elements; i++) output[i] = static_cast<float>(unary(function, input[i]));
}

inline void leaky_relu_f32(int32_t elements, float alpha, const float* input, float* output) {
  for (int32_t i = 0; i < elements; i++) output[i] = input[i] >= 0 ? input[i] : input[i] * alpha;
}

inline void clamp_f32(int32_t elements, float minimum, float maximum, const float* input, float* output) {
  for (int32_t i = 0; i < elements; i++) output[i] = std::min(std::max(input[i], minimum), maximum);
}

inline void softmax_s8(int32_t rows, int32_t depth, int32_t multiplier, int32_t shift, int32_t difference_minimum,
                       const int8_t* input, int8_t* output) {
  for (int32_t row = 0; row < rows; row++, input += depth, output += depth) {
    softmax_row_s8(depth, multiplier, shift, difference_minimum, input, output);
  }
}

inline void softmax_f32(int32_t rows, int32_t depth, float beta, const float* input, float* output) {
  for (int32_t row = 0; row < rows; row++, input += depth, output += depth) {
    const float maximum = *std::max_element(input, input + depth);
    float sum = 0;
    for (int32_t i = 0; i < depth; i++) sum += output[i] = std::exp((input[i] - maximum) * beta);
    for (int32_t i = 0; i < depth; i++) output[i] /= sum;
  }
}

}  // namespace lanewise::reference

#endif  // LANEWISE_REFERENCE_ACTIVATION_H_

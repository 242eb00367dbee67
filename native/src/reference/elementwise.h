// SPDX-License-Identifier: Apache-2.0
// Functions of two inputs as TFLite's reference kernels define them (kernels/internal/reference/add.h, sub.h, mul.h,
// maximum_minimum.h, prelu.h and integer_ops/), one element at a time. Arguments as in lanewise.h, already checked.
// Float ones call the C++ library: only tests include this.
#ifndef LANEWISE_REFERENCE_ELEMENTWISE_H_
#define LANEWISE_REFERENCE_ELEMENTWISE_H_

#include <cmath>
#include <limits>

#include "elementwise/quotient.h"
#include "lanewise.h"
#include "quantization/requantize.h"

namespace lanewise::reference {

// output[i] = combine(left element, right element) over all output elements i in row-major order.
template <typename T, typename Out, typename Combine>
void for_each_element(const lanewise_broadcast& b, const T* left, const T* right, Out* output, Combine combine) {
  int64_t elements = 1;
  for (int32_t d = 0; d < b.rank; d++) elements *= b.dims[d];
  for (int64_t i = 0; i < elements; i++) {
    int64_t rest = i, l = 0, r = 0;
    for (int32_t d = b.rank - 1; d >= 0; d--) {
      l += rest % b.dims[d] * b.left_strides[d];
      r += rest % b.dims[d] * b.right_strides[d];
      rest /= b.dims[d];
    }
    output[i] = combine(left[l], right[r]);
  }
}

inline float clamp(float value, float minimum, float maximum) {
  return value < minimum ? minimum : value > maximum ? maximum : value;
}

/** Two inputs at a common scale. */
struct CommonScale {
  uint32_t left, right;

  CommonScale(const lanewise_add_params& p, int32_t l, int32_t r)
      : left(scaled(p, l - p.left_zero_point, p.left_multiplier, p.left_multiplier_shift)),
        right(scaled(p, r - p.right_zero_point, p.right_multiplier, p.right_multiplier_shift)) {}

 private:
  static uint32_t scaled(const lanewise_add_params& p, int32_t difference, int32_t multiplier, int32_t shift) {
    return static_cast<uint32_t>(multiply_by_quantized_multiplier(difference * (1 << p.left_shift), multiplier, shift));
  }
};

// `sign` is 1, or -1 to subtract.
template <typename T>
T add(const lanewise_add_params& p, T left, T right, int sign = 1) {
  const auto [l, r] = CommonScale(p, left, right);
  return requantize<T>(static_cast<int32_t>(sign < 0 ? l - r : l + r), p.output_multiplier, p.output_multiplier_shift,
                       p.output_zero_point, p.output_minimum, p.output_maximum);
}

inline int8_t add_s8(const lanewise_add_params& p, int8_t left, int8_t right) { return add(p, left, right); }

template <typename T>
T mul(const lanewise_mul_params& p, T left, T right) {
  return requantize<T>((left - p.left_zero_point) * (right - p.right_zero_point), p.multiplier, p.shift,
                       p.output_zero_point, p.output_minimum, p.output_maximum);
}

inline int8_t mul_s8(const lanewise_mul_params& p, int8_t left, int8_t right) { return mul(p, left, right); }

inline void add_s8(const lanewise_broadcast& broadcast, const lanewise_add_params& p, const int8_t* left,
                   const int8_t* right, int8_t* output) {
  for_each_element(broadcast, left, right, output, [&p](int8_t l, int8_t r) { return add_s8(p, l, r); });
}

inline void mul_s8(const lanewise_broadcast& broadcast, const lanewise_mul_params& p, const int8_t* left,
                   const int8_t* right, int8_t* output) {
  for_each_element(broadcast, left, right, output, [&p](int8_t l, int8_t r) { return mul_s8(p, l, r); });
}

template <typename T>
T div(const lanewise_mul_params& p, T left, T right) {
  const int64_t q = int64_t{quotient(left - p.left_zero_point, right - p.right_zero_point, p.multiplier, p.shift)} +
                    p.output_zero_point;
  return static_cast<T>(q < p.output_minimum ? p.output_minimum : q > p.output_maximum ? p.output_maximum : q);
}

template <typename T>
void div(const lanewise_broadcast& broadcast, const lanewise_mul_params& p, const T* left, const T* right, T* output) {
  for_each_element(broadcast, left, right, output, [&p](T l, T r) { return div(p, l, r); });
}

inline int8_t prelu_s8(const lanewise_prelu_params& p, int8_t input, int8_t slope) {
  const int32_t x = input - p.input_zero_point;
  return x >= 0 ? requantize(x, p.positive_multiplier, p.positive_shift, p.output_zero_point, INT8_MIN, INT8_MAX)
                : requantize(x * (slope - p.slope_zero_point), p.negative_multiplier, p.negative_shift,
                             p.output_zero_point, INT8_MIN, INT8_MAX);
}

inline void sub_s8(const lanewise_broadcast& broadcast, const lanewise_add_params& p, const int8_t* left,
                   const int8_t* right, int8_t* output) {
  for_each_element(broadcast, left, right, output, [&p](int8_t l, int8_t r) { return add(p, l, r, -1); });
}

inline int8_t squared_difference_s8(const lanewise_add_params& p, int8_t left, int8_t right) {
  const auto [l, r] = CommonScale(p, left, right);
  return requantize<int8_t>(static_cast<int32_t>((l - r) * (l - r)), p.output_multiplier, p.output_multiplier_shift,
                    p.output_zero_point, p.output_minimum, p.output_maximum);
}

inline void squared_difference_s8(const lanewise_broadcast& broadcast, const lanewise_add_params& p,
                                  const int8_t* left, const int8_t* right, int8_t* output) {
  for_each_element(broadcast, left, right, output, [&p](int8_t l, int8_t r) { return squared_difference_s8(p, l, r); });
}

// int8 or int16.
template <typename T>
void extremum(const lanewise_broadcast& broadcast, bool larger, const T* left, const T* right, T* output) {
  for_each_element(broadcast, left, right, output, [=](T l, T r) { return (l > r) == larger ? l : r; });
}

inline void prelu_s8(const lanewise_broadcast& broadcast, const lanewise_prelu_params& p, const int8_t* input,
                     const int8_t* slopes, int8_t* output) {
  for_each_element(broadcast, input, slopes, output, [&p](int8_t x, int8_t slope) { return prelu_s8(p, x, slope); });
}

inline void add_s16(const lanewise_broadcast& broadcast, const lanewise_add_params& p, const int16_t* left,
                    const int16_t* right, int16_t* output) {
  for_each_element(broadcast, left, right, output, [&p](int16_t l, int16_t r) { return add(p, l, r); });
}

inline void sub_s16(const lanewise_broadcast& broadcast, const lanewise_add_params& p, const int16_t* left,
                    const int16_t* right, int16_t* output) {
  for_each_element(broadcast, left, right, output, [&p](int16_t l, int16_t r) { return add(p, l, r, -1); });
}

inline void mul_s16(const lanewise_broadcast& broadcast, const lanewise_mul_params& p, const int16_t* left,
                    const int16_t* right, int16_t* output) {
  for_each_element(broadcast, left, right, output, [&p](int16_t l, int16_t r) { return mul(p, l, r); });
}

inline void add_f32(const lanewise_broadcast& broadcast, float minimum, float maximum, const float* left,
                    const float* right, float* output) {
  for_each_element(broadcast, left, right, output, [=](float l, float r) { return clamp(l + r, minimum, maximum); });
}

inline void mul_f32(const lanewise_broadcast& broadcast, float minimum, float maximum, const float* left,
                    const float* right, float* output) {
  for_each_element(broadcast, left, right, output, [=](float l, float r) { return clamp(l * r, minimum, maximum); });
}

// The larger of two, by Java's rules: NaN where one is NaN, and -0 is less than 0.
inline float maximum(float left, float right) {
  if (left != left || right != right) return std::numeric_limits<float>::quiet_NaN();
  if (left == right) return std::signbit(left) ? right : left;
  return left > right ? left : right;
}

inline float floor_mod(float left, float right) {
  const float rest = std::fmod(left, right);
  return rest != 0 && (right < 0) != (rest < 0) ? rest + right : rest;
}

inline float binary_f32(int32_t function, float left, float right) {
  switch (function) {
    case LANEWISE_SUB: return left - right;
    case LANEWISE_DIV: return left / right;
    case LANEWISE_MAXIMUM: return maximum(left, right);
    case LANEWISE_MINIMUM: return -maximum(-left, -right);
    case LANEWISE_POW: return static_cast<float>(std::pow(double{left}, double{right}));
    case LANEWISE_SQUARED_DIFFERENCE: return (left - right) * (left - right);
    case LANEWISE_FLOOR_DIV: return std::floor(left / right);
    case LANEWISE_FLOOR_MOD: return floor_mod(left, right);
    case LANEWISE_PRELU: return left >= 0 ? left : left * right;
    default: return std::numeric_limits<float>::quiet_NaN();
  }
}

inline void binary_f32(const lanewise_broadcast& broadcast, int32_t function, float minimum, float maximum,
                       const float* left, const float* right, float* output) {
  for_each_element(broadcast, left, right, output,
                   [=](float l, float r) { return clamp(binary_f32(function, l, r), minimum, maximum); });
}

// In 64 bits, of which the result's type takes the low ones. Divisors are not 0, exponents not negative.
inline int64_t binary_integers(int32_t function, int64_t left, int64_t right) {
  const uint64_t l = static_cast<uint64_t>(left), r = static_cast<uint64_t>(right);
  const int64_t quotient = right == 0 ? 0 : right == -1 ? static_cast<int64_t>(0 - l) : left / right;
  const uint64_t rest = l - static_cast<uint64_t>(quotient) * r;
  const bool below = rest != 0 && (left < 0) != (right < 0);  // the quotient, rounded towards 0, is above the true one
  uint64_t power = 1;
  switch (function) {
    case LANEWISE_INTEGER_ADD: return static_cast<int64_t>(l + r);
    case LANEWISE_INTEGER_AND: return left & right;
    case LANEWISE_INTEGER_DIV: return quotient;
    case LANEWISE_INTEGER_FLOOR_DIV: return quotient - (below ? 1 : 0);
    case LANEWISE_INTEGER_FLOOR_MOD: return static_cast<int64_t>(below ? rest + r : rest);
    case LANEWISE_INTEGER_MAXIMUM: return left > right ? left : right;
    case LANEWISE_INTEGER_MINIMUM: return left < right ? left : right;
    case LANEWISE_INTEGER_MUL: return static_cast<int64_t>(l * r);
    case LANEWISE_INTEGER_OR: return left | right;
    case LANEWISE_INTEGER_SQUARED_DIFFERENCE: return static_cast<int64_t>((l - r) * (l - r));
    case LANEWISE_INTEGER_SUB: return static_cast<int64_t>(l - r);
    default:
      for (int64_t i = 0; i < right; i++) power *= l;
      return static_cast<int64_t>(power);
  }
}

template <typename T>
void binary_integers(const lanewise_broadcast& broadcast, int32_t function, int64_t minimum, int64_t maximum,
                     const T* left, const T* right, T* output) {
  for_each_element(broadcast, left, right, output, [=](T l, T r) {
    const T value = static_cast<T>(binary_integers(function, int64_t{l}, int64_t{r}));
    return value < minimum ? static_cast<T>(minimum) : value > maximum ? static_cast<T>(maximum) : value;
  });
}

template <typename T>
bool holds(int32_t comparison, T left, T right) {
  switch (comparison) {
    case LANEWISE_EQUAL: return left == right;
    case LANEWISE_GREATER: return left > right;
    case LANEWISE_GREATER_EQUAL: return left >= right;
    case LANEWISE_LESS: return left < right;
    case LANEWISE_LESS_EQUAL: return left <= right;
    default: return left != right;
  }
}

}  // namespace lanewise::reference

#endif  // LANEWISE_REFERENCE_ELEMENTWISE_H_

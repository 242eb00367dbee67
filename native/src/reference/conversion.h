// SPDX-License-Identifier: Apache-2.0
// Conversions between float, int8 and int16 as TFLite's reference kernels define them
// (kernels/internal/reference/quantize.h, dequantize.h, requantize.h), and between all types. Arguments as in
// lanewise.h, already checked. What is float calls the C++ library: only tests include this.
#ifndef LANEWISE_REFERENCE_CONVERSION_H_
#define LANEWISE_REFERENCE_CONVERSION_H_

#include <cmath>
#include <limits>
#include <type_traits>

#include "lanewise.h"
#include "quantization/requantize.h"

namespace lanewise::reference {

template <typename T>
T quantize(float value, float scale, int32_t zero_point) {
  constexpr int32_t kMinimum = std::numeric_limits<T>::min(), kMaximum = std::numeric_limits<T>::max();
  const float steps = value / scale;
  if (steps != steps) return static_cast<T>(zero_point);  // NaN
  if (steps >= 65536) return kMaximum;
  if (steps <= -65536) return kMinimum;
  const int32_t whole = static_cast<int32_t>(steps);        // towards zero
  const float rest = steps - static_cast<float>(whole);     // exact
  const int32_t result = whole + (rest >= 0.5f ? 1 : rest <= -0.5f ? -1 : 0) + zero_point;
  return static_cast<T>(result < kMinimum ? kMinimum : result > kMaximum ? kMaximum : result);
}

inline void quantize_f32_s8(int32_t elements, float scale, int32_t zero_point, const float* input, int8_t* output) {
  for (int32_t i = 0; i < elements; i++) output[i] = quantize<int8_t>(input[i], scale, zero_point);
}

inline void quantize_f32_s16(int32_t elements, float scale, const float* input, int16_t* output) {
  for (int32_t i = 0; i < elements; i++) output[i] = quantize<int16_t>(input[i], scale, 0);
}

inline void dequantize_s16_f32(int32_t elements, float scale, const int16_t* input, float* output) {
  for (int32_t i = 0; i < elements; i++) output[i] = scale * static_cast<float>(input[i]);
}

inline void dequantize_s8_f32(int32_t elements, float scale, int32_t zero_point, const int8_t* input, float* output) {
  for (int32_t i = 0; i < elements; i++) output[i] = scale * static_cast<float>(input[i] - zero_point);
}

/** Between int8 and int16, either way. */
template <typename In, typename Out>
void requantize_all(int32_t elements, const lanewise_requantization& r, const In* input, Out* output) {
  for (int32_t i = 0; i < elements; i++) {
    output[i] = requantize<Out>(input[i] - r.input_zero_point, r.multipliers[0], r.shifts[0], r.output_zero_point,
                                r.output_minimum, r.output_maximum);
  }
}

inline void requantize_s8(int32_t elements, const lanewise_requantization& r, const int8_t* input, int8_t* output) {
  requantize_all(elements, r, input, output);
}

// As Java converts, from any type to any; `To` is bool for truths.
template <typename To, typename From>
To cast(From value) {
  if constexpr (std::is_same_v<To, bool>) {
    return value != 0;
  } else if constexpr (std::is_same_v<From, float> && !std::is_same_v<To, float>) {
    const double whole = std::trunc(double{value});
    if (std::isnan(whole)) return 0;
    if (whole <= static_cast<double>(std::numeric_limits<To>::min())) return std::numeric_limits<To>::min();
    if (whole >= static_cast<double>(std::numeric_limits<To>::max())) return std::numeric_limits<To>::max();
    return static_cast<To>(whole);
  } else {
    return static_cast<To>(value);
  }
}

}  // namespace lanewise::reference

#endif  // LANEWISE_REFERENCE_CONVERSION_H_

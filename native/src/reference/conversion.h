// SPDX-License-Identifier: Apache-2.0
// Conversions between float and int8 as TFLite's reference kernels define them (kernels/internal/reference/quantize.h,
// dequantize.h, requantize.h). Arguments as in lanewise.h, already checked.
#ifndef LANEWISE_REFERENCE_CONVERSION_H_
#define LANEWISE_REFERENCE_CONVERSION_H_

#include "lanewise.h"
#include "quantization/requantize.h"

namespace lanewise::reference {

inline int8_t quantize(float value, float scale, int32_t zero_point) {
  const float steps = value / scale;
  if (steps != steps) return static_cast<int8_t>(zero_point);  // NaN
  if (steps >= 256) return INT8_MAX;
  if (steps <= -256) return INT8_MIN;
  const int32_t whole = static_cast<int32_t>(steps);        // towards zero
  const float rest = steps - static_cast<float>(whole);     // exact
  const int32_t result = whole + (rest >= 0.5f ? 1 : rest <= -0.5f ? -1 : 0) + zero_point;
  return static_cast<int8_t>(result < INT8_MIN ? INT8_MIN : result > INT8_MAX ? INT8_MAX : result);
}

inline void quantize_f32_s8(int32_t elements, float scale, int32_t zero_point, const float* input, int8_t* output) {
  for (int32_t i = 0; i < elements; i++) output[i] = quantize(input[i], scale, zero_point);
}

inline void dequantize_s8_f32(int32_t elements, float scale, int32_t zero_point, const int8_t* input, float* output) {
  for (int32_t i = 0; i < elements; i++) output[i] = scale * static_cast<float>(input[i] - zero_point);
}

inline void requantize_s8(int32_t elements, const lanewise_requantization& r, const int8_t* input, int8_t* output) {
  for (int32_t i = 0; i < elements; i++) {
    output[i] = requantize(input[i] - r.input_zero_point, r.multipliers[0], r.shifts[0], r.output_zero_point,
                           r.output_minimum, r.output_maximum);
  }
}

}  // namespace lanewise::reference

#endif  // LANEWISE_REFERENCE_CONVERSION_H_

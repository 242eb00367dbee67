// SPDX-License-Identifier: Apache-2.0
// Sums of int8 products as floats, for operators whose input is quantized at run time. Files that include this are
// compiled without fused multiplications (CMakeLists.txt), for the same last bit everywhere.
#ifndef LANEWISE_QUANTIZATION_DYNAMIC_SCALE_F32_H_
#define LANEWISE_QUANTIZATION_DYNAMIC_SCALE_F32_H_

#include <cstdint>

namespace lanewise {

/** Sums to floats: by the weights' scale and the scale of the round's input. */
struct OutputDynamicF32 {
  float minimum, maximum;
  bool sum_first;  // sum * weight scale * input scale, else sum * (weight scale * input scale)
  float input_scale;
};

inline float scale_dynamic_f32(int64_t sum, float weight_scale, float bias, const OutputDynamicF32& output) {
  const float real = static_cast<float>(sum);
  const float scaled =
      output.sum_first ? real * weight_scale * output.input_scale : real * (weight_scale * output.input_scale);
  const float value = scaled + bias;
  return value < output.minimum ? output.minimum : value > output.maximum ? output.maximum : value;
}

}  // namespace lanewise

#endif  // LANEWISE_QUANTIZATION_DYNAMIC_SCALE_F32_H_

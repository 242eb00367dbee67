// SPDX-License-Identifier: Apache-2.0
// MEAN over the middle of [outer, reduced, inner] as TFLite's reference kernels define it
// (kernels/internal/reference/reduce.h). Arguments as in lanewise.h, already checked.
#ifndef LANEWISE_REFERENCE_REDUCTION_H_
#define LANEWISE_REFERENCE_REDUCTION_H_

#include "lanewise.h"
#include "quantization/requantize.h"

namespace lanewise::reference {

// output[o, i] = finish(sum over r of input[o, r, i]).
template <typename Sum, typename T, typename Finish>
void reduce(int32_t outer, int32_t reduced, int32_t inner, const T* input, T* output, Finish finish) {
  for (int64_t o = 0; o < outer; o++) {
    for (int64_t i = 0; i < inner; i++) {
      Sum sum = 0;
      for (int64_t r = 0; r < reduced; r++) sum += input[(o * reduced + r) * inner + i];
      *output++ = finish(sum);
    }
  }
}

inline void mean_s8(int32_t outer, int32_t reduced, int32_t inner, int32_t input_zero_point, int32_t output_zero_point,
                    int32_t multiplier, int32_t shift, const int8_t* input, int8_t* output) {
  reduce<int32_t>(outer, reduced, inner, input, output, [=](int32_t sum) {
    return requantize(sum - reduced * input_zero_point, multiplier, shift, output_zero_point, INT8_MIN, INT8_MAX);
  });
}

inline void mean_f32(int32_t outer, int32_t reduced, int32_t inner, const float* input, float* output) {
  reduce<float>(outer, reduced, inner, input, output, [=](float sum) { return sum / static_cast<float>(reduced); });
}

}  // namespace lanewise::reference

#endif  // LANEWISE_REFERENCE_REDUCTION_H_

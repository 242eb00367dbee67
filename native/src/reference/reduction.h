// SPDX-License-Identifier: Apache-2.0
// MEAN over the middle of [outer, reduced, inner] as TFLite's reference kernels define it
// (kernels/internal/reference/reduce.h). Arguments as in lanewise.h, already checked.
#ifndef LANEWISE_REFERENCE_REDUCTION_H_
#define LANEWISE_REFERENCE_REDUCTION_H_

#include "lanewise.h"

namespace lanewise::reference {

void mean_s8(int32_t outer, int32_t reduced, int32_t inner, int32_t input_zero_point, int32_t output_zero_point,
             int32_t multiplier, int32_t shift, const int8_t* input, int8_t* output);
void mean_f32(int32_t outer, int32_t reduced, int32_t inner, const float* input, float* output);

}  // namespace lanewise::reference

#endif  // LANEWISE_REFERENCE_REDUCTION_H_

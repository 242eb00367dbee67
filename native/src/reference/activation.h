// SPDX-License-Identifier: Apache-2.0
// Activations as TFLite's reference kernels define them (kernels/internal/reference/softmax.h, kernels/activations.cc).
// Arguments as in lanewise.h, already checked. Float ones call the C++ library: only tests link this file.
#ifndef LANEWISE_REFERENCE_ACTIVATION_H_
#define LANEWISE_REFERENCE_ACTIVATION_H_

#include "lanewise.h"

namespace lanewise::reference {

void lookup_s8(int32_t elements, const int8_t* table, const int8_t* input, int8_t* output);
void logistic_f32(int32_t elements, const float* input, float* output);
void clamp_f32(int32_t elements, float minimum, float maximum, const float* input, float* output);
void softmax_s8(int32_t rows, int32_t depth, int32_t multiplier, int32_t shift, int32_t difference_minimum,
                const int8_t* input, int8_t* output);
void softmax_f32(int32_t rows, int32_t depth, float beta, const float* input, float* output);

}  // namespace lanewise::reference

#endif  // LANEWISE_REFERENCE_ACTIVATION_H_

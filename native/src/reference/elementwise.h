// SPDX-License-Identifier: Apache-2.0
// ADD and MUL as TFLite's reference kernels define them (kernels/internal/reference/add.h, mul.h and integer_ops/), one
// element at a time. Arguments as in lanewise.h, already checked.
#ifndef LANEWISE_REFERENCE_ELEMENTWISE_H_
#define LANEWISE_REFERENCE_ELEMENTWISE_H_

#include "lanewise.h"

namespace lanewise::reference {

int8_t add_s8(const lanewise_add_params& params, int8_t left, int8_t right);
int8_t mul_s8(const lanewise_mul_params& params, int8_t left, int8_t right);

void add_s8(const lanewise_broadcast& broadcast, const lanewise_add_params& params, const int8_t* left,
            const int8_t* right, int8_t* output);
void mul_s8(const lanewise_broadcast& broadcast, const lanewise_mul_params& params, const int8_t* left,
            const int8_t* right, int8_t* output);
void add_f32(const lanewise_broadcast& broadcast, float minimum, float maximum, const float* left, const float* right,
             float* output);
void mul_f32(const lanewise_broadcast& broadcast, float minimum, float maximum, const float* left, const float* right,
             float* output);

}  // namespace lanewise::reference

#endif  // LANEWISE_REFERENCE_ELEMENTWISE_H_

// SPDX-License-Identifier: Apache-2.0
// Pooling as TFLite's reference kernels define it (kernels/internal/reference/integer_ops/pooling.h and pooling.h).
// Arguments as in lanewise.h, already checked.
#ifndef LANEWISE_REFERENCE_POOLING_H_
#define LANEWISE_REFERENCE_POOLING_H_

#include "lanewise.h"

namespace lanewise::reference {

void average_pool2d_s8(const lanewise_window& window, int32_t minimum, int32_t maximum, const int8_t* input,
                       int8_t* output);
void max_pool2d_s8(const lanewise_window& window, int32_t minimum, int32_t maximum, const int8_t* input,
                   int8_t* output);
void average_pool2d_f32(const lanewise_window& window, float minimum, float maximum, const float* input, float* output);
void max_pool2d_f32(const lanewise_window& window, float minimum, float maximum, const float* input, float* output);

}  // namespace lanewise::reference

#endif  // LANEWISE_REFERENCE_POOLING_H_

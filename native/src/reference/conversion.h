// SPDX-License-Identifier: Apache-2.0
// Conversions between float and int8 as TFLite's reference kernels define them (kernels/internal/reference/quantize.h,
// dequantize.h, requantize.h). Arguments as in lanewise.h, already checked.
#ifndef LANEWISE_REFERENCE_CONVERSION_H_
#define LANEWISE_REFERENCE_CONVERSION_H_

#include "lanewise.h"

namespace lanewise::reference {

void quantize_f32_s8(int32_t elements, float scale, int32_t zero_point, const float* input, int8_t* output);
void dequantize_s8_f32(int32_t elements, float scale, int32_t zero_point, const int8_t* input, float* output);
void requantize_s8(int32_t elements, const lanewise_requantization& requantization, const int8_t* input,
                   int8_t* output);

}  // namespace lanewise::reference

#endif  // LANEWISE_REFERENCE_CONVERSION_H_

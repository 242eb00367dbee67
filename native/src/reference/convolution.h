// SPDX-License-Identifier: Apache-2.0
// Convolutions as TFLite's reference kernels define them (kernels/internal/reference/integer_ops/conv.h and
// depthwise_conv.h): straight loops, the specification of the fast ones. Arguments as in lanewise.h, already checked.
#ifndef LANEWISE_REFERENCE_CONVOLUTION_H_
#define LANEWISE_REFERENCE_CONVOLUTION_H_

#include "lanewise.h"

namespace lanewise::reference {

void conv2d_s8(const lanewise_window& window, const lanewise_requantization& requantization, const int8_t* weights,
               const int32_t* bias, const int8_t* input, int8_t* output);

void depthwise_conv2d_s8(const lanewise_window& window, const lanewise_requantization& requantization,
                         const int8_t* weights, const int32_t* bias, const int8_t* input, int8_t* output);

}  // namespace lanewise::reference

#endif  // LANEWISE_REFERENCE_CONVOLUTION_H_

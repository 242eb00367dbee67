// SPDX-License-Identifier: Apache-2.0
#ifndef LANEWISE_ELEMENTWISE_ADD_PARAMS_H_
#define LANEWISE_ELEMENTWISE_ADD_PARAMS_H_

#include "lanewise.h"
#include "quantization/requantize.h"

namespace lanewise {

/** Whether parameters of operators that bring two inputs to a common scale are what lanewise.h says. */
inline bool valid(const lanewise_add_params* p, int32_t left_shift) {
  return p != nullptr && is_int8(p->left_zero_point) && is_int8(p->right_zero_point) && is_int8(p->output_zero_point) &&
         valid_multiplier(p->left_multiplier, p->left_multiplier_shift) &&
         valid_multiplier(p->right_multiplier, p->right_multiplier_shift) &&
         valid_multiplier(p->output_multiplier, p->output_multiplier_shift) && p->left_shift == left_shift &&
         is_int8(p->output_minimum) && is_int8(p->output_maximum) && p->output_minimum <= p->output_maximum;
}

}  // namespace lanewise

#endif  // LANEWISE_ELEMENTWISE_ADD_PARAMS_H_

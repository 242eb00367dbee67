// SPDX-License-Identifier: Apache-2.0
// What operators that bring two inputs to a common scale, as ADD does, are made of.
#ifndef LANEWISE_ELEMENTWISE_ADD_PARAMS_H_
#define LANEWISE_ELEMENTWISE_ADD_PARAMS_H_

#include "elementwise/broadcast.h"
#include "quantization/integer_output.h"
#include "quantization/requantize.h"

namespace lanewise {

struct AddOperator : lanewise_operator {
  BroadcastPlan plan;
  lanewise_add_params params;
};

/** Whether parameters are what lanewise.h says of inputs and outputs of type T. */
template <typename T>
bool valid(const lanewise_add_params* p, int32_t left_shift) {
  return p != nullptr && valid_zero_point<T>(p->left_zero_point) && valid_zero_point<T>(p->right_zero_point) &&
         valid_zero_point<T>(p->output_zero_point) && valid_multiplier(p->left_multiplier, p->left_multiplier_shift) &&
         valid_multiplier(p->right_multiplier, p->right_multiplier_shift) &&
         valid_multiplier(p->output_multiplier, p->output_multiplier_shift) && p->left_shift == left_shift &&
         valid_clamp<T>(p->output_minimum, p->output_maximum);
}

// The common scale is twice the larger input scale: an input of that one is multiplied by exactly one half.
inline bool halves(int32_t multiplier, int32_t shift) { return multiplier == 1 << 30 && shift == 0; }
inline bool halves_left(const lanewise_add_params& p) { return halves(p.left_multiplier, p.left_multiplier_shift); }
inline bool halves_right(const lanewise_add_params& p) { return halves(p.right_multiplier, p.right_multiplier_shift); }

/** A create function; `choose` is asked for the phase of checked parameters, `work` is that of an element. */
template <typename T>
lanewise_status create_add(const lanewise_broadcast* broadcast, const lanewise_add_params* params, int32_t left_shift,
                           PhaseFunction* (*choose)(const lanewise_add_params&), const Microkernel* microkernel,
                           size_t work, lanewise_operator** op) {
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  AddOperator checked = {};
  if (!valid<T>(params, left_shift) || !plan_broadcast(broadcast, sizeof(T), &checked.plan, &checked)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  add_elements_phase(&checked, {choose(*params), microkernel, work}, checked.plan.elements);
  checked.params = *params;
  return publish(checked, op);
}

}  // namespace lanewise

#endif  // LANEWISE_ELEMENTWISE_ADD_PARAMS_H_

// SPDX-License-Identifier: Apache-2.0
// DIV of int8 and int16, in plain loops.
#include "elementwise/broadcast.h"
#include "elementwise/elementwise_kernels.h"
#include "elementwise/quotient.h"
#include "quantization/integer_output.h"

namespace lanewise {
namespace {

struct Div : lanewise_operator {
  BroadcastPlan plan;
  lanewise_mul_params params;
};

template <typename T>
void run_div(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const Div& div = static_cast<const Div&>(op);
  const lanewise_mul_params& p = div.params;
  for_each_broadcast_block<T>(div.plan, part, buffers, [&](const T* left, const T* right, T* out) {
    for (size_t i = 0; i < kBlock; i++) {
      const int32_t dividend = left[i] - p.left_zero_point, divisor = right[i] - p.right_zero_point;
      // Divisors of 0 are only in what pads a block.
      const int32_t scaled = divisor == 0 ? 0 : quotient(dividend, divisor, p.multiplier, p.shift);
      const int64_t q = int64_t{scaled} + p.output_zero_point;
      out[i] = static_cast<T>(q < p.output_minimum ? p.output_minimum : q > p.output_maximum ? p.output_maximum : q);
    }
  });
}

template <typename T>
bool divisors_fit(const lanewise_operator& op, const lanewise_buffer* buffers) {
  const T zero = static_cast<T>(static_cast<const Div&>(op).params.right_zero_point);
  const T* right = static_cast<const T*>(buffers[1].data);
  bool any = false;
  for (size_t i = 0; i < op.two_input_sizes[1] / sizeof(T); i++) any |= right[i] == zero;
  return !any;
}

template <typename T>
bool valid(const lanewise_mul_params* p) {
  return p != nullptr && valid_zero_point<T>(p->left_zero_point) && valid_zero_point<T>(p->right_zero_point) &&
         valid_zero_point<T>(p->output_zero_point) && valid_multiplier(p->multiplier, p->shift) &&
         p->shift <= kMostQuotientShift<T> && valid_clamp<T>(p->output_minimum, p->output_maximum);
}

template <typename T>
lanewise_status create(const lanewise_broadcast* broadcast, const lanewise_mul_params* params,
                       const Microkernel* microkernel, lanewise_operator** op) {
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  Div checked = {};
  if (!valid<T>(params) || !plan_broadcast(broadcast, sizeof(T), &checked.plan, &checked)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  add_elements_phase(&checked, run_div<T>, checked.plan.elements, 100);
  checked.accepts = divisors_fit<T>;
  checked.microkernel = microkernel;
  checked.params = *params;
  return publish(checked, op);
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_div_s8(const lanewise_broadcast* broadcast, const lanewise_mul_params* params,
                                       lanewise_operator** op) {
  return lanewise::create<int8_t>(broadcast, params, &lanewise::div_s8_generic, op);
}

lanewise_status lanewise_create_div_s16(const lanewise_broadcast* broadcast, const lanewise_mul_params* params,
                                        lanewise_operator** op) {
  return lanewise::create<int16_t>(broadcast, params, &lanewise::div_s16_generic, op);
}

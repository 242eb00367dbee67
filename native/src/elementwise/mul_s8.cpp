// SPDX-License-Identifier: Apache-2.0
// int8 MUL.
#include "elementwise/broadcast.h"
#include "elementwise/elementwise_kernels.h"
#include "quantization/requantize.h"
#include "quantization/tensor_scale_neon.h"

namespace lanewise {
namespace {

struct MulS8 : lanewise_operator {
  BroadcastPlan plan;
  lanewise_mul_params params;
};

template <typename Scale>
void run_mul_s8(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const MulS8& mul = static_cast<const MulS8&>(op);
  const lanewise_mul_params& p = mul.params;
  const Scale scale(p.multiplier, p.shift);
  const int8x8_t left_zero_point = vdup_n_s8(static_cast<int8_t>(p.left_zero_point));
  const int8x8_t right_zero_point = vdup_n_s8(static_cast<int8_t>(p.right_zero_point));
  const NarrowS8 narrow(p.output_zero_point, p.output_minimum, p.output_maximum);
  for_each_broadcast_block<int8_t>(mul.plan, part, buffers, [&](const int8_t* left, const int8_t* right, int8_t* out) {
    int32x4_t product[4];
    for (int half = 0; half < 2; half++) {
      const int16x8_t l = vsubl_s8(vld1_s8(left + 8 * half), left_zero_point);
      const int16x8_t r = vsubl_s8(vld1_s8(right + 8 * half), right_zero_point);
      product[2 * half] = scale(vmull_s16(vget_low_s16(l), vget_low_s16(r)));
      product[2 * half + 1] = scale(vmull_s16(vget_high_s16(l), vget_high_s16(r)));
    }
    narrow.store(out, product);
  });
}

bool valid(const lanewise_mul_params* p) {
  return p != nullptr && is_int8(p->left_zero_point) && is_int8(p->right_zero_point) && is_int8(p->output_zero_point) &&
         valid_multiplier(p->multiplier, p->shift) && is_int8(p->output_minimum) && is_int8(p->output_maximum) &&
         p->output_minimum <= p->output_maximum;
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_mul_s8(const lanewise_broadcast* broadcast, const lanewise_mul_params* params,
                                       lanewise_operator** op) {
  using namespace lanewise;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  MulS8 checked = {};
  if (!valid(params) || !plan_broadcast(broadcast, sizeof(int8_t), &checked.plan, &checked)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  PhaseFunction* run = params->shift < 0 ? run_mul_s8<ScaleDown> : run_mul_s8<ScaleAny>;
  add_elements_phase(&checked, run, checked.plan.elements, 12);
  checked.microkernel = &mul_s8_neon;
  checked.params = *params;
  return publish(checked, op);
}

// SPDX-License-Identifier: Apache-2.0
// MUL of int8 and int16.
#include "cpu/integer_lanes.h"
#include "elementwise/broadcast.h"
#include "elementwise/elementwise_kernels.h"
#include "quantization/integer_output.h"
#include "quantization/requantize.h"
#include "quantization/tensor_scale_neon.h"

namespace lanewise {
namespace {

struct Mul : lanewise_operator {
  BroadcastPlan plan;
  lanewise_mul_params params;
};

template <typename T, typename Narrow, typename Scale>
void run_mul(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const Mul& mul = static_cast<const Mul&>(op);
  const lanewise_mul_params& p = mul.params;
  const Scale scale(p.multiplier, p.shift);
  const int8x8_t left_zero_point = vdup_n_s8(static_cast<int8_t>(p.left_zero_point));
  const int8x8_t right_zero_point = vdup_n_s8(static_cast<int8_t>(p.right_zero_point));
  const Narrow narrow(p.output_zero_point, p.output_minimum, p.output_maximum);
  for_each_broadcast_block<T>(mul.plan, part, buffers, [&](const T* left, const T* right, T* out) {
    int32x4_t product[4];
    for (int half = 0; half < 2; half++) {
      const int16x8_t l = load_8_less(left + 8 * half, left_zero_point);
      const int16x8_t r = load_8_less(right + 8 * half, right_zero_point);
      product[2 * half] = scale(vmull_s16(vget_low_s16(l), vget_low_s16(r)));
      product[2 * half + 1] = scale(vmull_s16(vget_high_s16(l), vget_high_s16(r)));
    }
    narrow.store(out, product);
  });
}

template <typename T>
bool valid(const lanewise_mul_params* p) {
  return p != nullptr && valid_zero_point<T>(p->left_zero_point) && valid_zero_point<T>(p->right_zero_point) &&
         valid_zero_point<T>(p->output_zero_point) && valid_multiplier(p->multiplier, p->shift) &&
         valid_clamp<T>(p->output_minimum, p->output_maximum);
}

template <typename T, typename Narrow>
lanewise_status create(const lanewise_broadcast* broadcast, const lanewise_mul_params* params,
                       const Microkernel* microkernel, lanewise_operator** op) {
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  Mul checked = {};
  if (!valid<T>(params) || !plan_broadcast(broadcast, sizeof(T), &checked.plan, &checked)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  PhaseFunction* run = params->shift < 0 ? run_mul<T, Narrow, ScaleDown> : run_mul<T, Narrow, ScaleAny>;
  add_elements_phase(&checked, run, checked.plan.elements, 12);
  checked.microkernel = microkernel;
  checked.params = *params;
  return publish(checked, op);
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_mul_s8(const lanewise_broadcast* broadcast, const lanewise_mul_params* params,
                                       lanewise_operator** op) {
  using namespace lanewise;
  return create<int8_t, NarrowS8>(broadcast, params, &mul_s8_neon, op);
}

lanewise_status lanewise_create_mul_s16(const lanewise_broadcast* broadcast, const lanewise_mul_params* params,
                                        lanewise_operator** op) {
  using namespace lanewise;
  return create<int16_t, NarrowS16>(broadcast, params, &mul_s16_neon, op);
}

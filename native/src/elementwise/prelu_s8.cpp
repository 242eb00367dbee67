// SPDX-License-Identifier: Apache-2.0
// int8 PRELU.
#include "elementwise/broadcast.h"
#include "elementwise/elementwise_kernels.h"
#include "quantization/requantize.h"
#include "quantization/tensor_scale_neon.h"

namespace lanewise {
namespace {

struct PreluS8 : lanewise_operator {
  BroadcastPlan plan;
  lanewise_prelu_params params;
};

/** 4 inputs less their zero point, and slopes less theirs, on the output's scale. */
template <typename Negative>
struct Rectify {
  ScaleAny positive;  // input scale / output scale is about 1
  Negative negative;

  explicit Rectify(const lanewise_prelu_params& p)
      : positive(p.positive_multiplier, p.positive_shift), negative(p.negative_multiplier, p.negative_shift) {}

  int32x4_t operator()(int16x4_t x, int16x4_t slope) const {
    const int32x4_t wide = vmovl_s16(x);
    const uint32x4_t is_positive = vcgeq_s32(wide, vdupq_n_s32(0));
    return vbslq_s32(is_positive, positive(wide), negative(vmull_s16(x, slope)));
  }
};

template <typename Negative>
void run_prelu_s8(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const PreluS8& prelu = static_cast<const PreluS8&>(op);
  const lanewise_prelu_params& p = prelu.params;
  const Rectify<Negative> rectify(p);
  const int8x8_t zero_point = vdup_n_s8(static_cast<int8_t>(p.input_zero_point));
  const int8x8_t slope_zero_point = vdup_n_s8(static_cast<int8_t>(p.slope_zero_point));
  const NarrowS8 narrow(p.output_zero_point, INT8_MIN, INT8_MAX);
  for_each_broadcast_block<int8_t>(prelu.plan, part, buffers, [&](const int8_t* in, const int8_t* slopes, int8_t* out) {
    int32x4_t y[4];
    for (int half = 0; half < 2; half++) {
      const int16x8_t x = vsubl_s8(vld1_s8(in + 8 * half), zero_point);
      const int16x8_t slope = vsubl_s8(vld1_s8(slopes + 8 * half), slope_zero_point);
      y[2 * half] = rectify(vget_low_s16(x), vget_low_s16(slope));
      y[2 * half + 1] = rectify(vget_high_s16(x), vget_high_s16(slope));
    }
    narrow.store(out, y);
  });
}

bool valid(const lanewise_prelu_params* p) {
  return p != nullptr && is_int8(p->input_zero_point) && is_int8(p->slope_zero_point) &&
         is_int8(p->output_zero_point) && valid_multiplier(p->positive_multiplier, p->positive_shift) &&
         valid_multiplier(p->negative_multiplier, p->negative_shift);
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_prelu_s8(const lanewise_broadcast* broadcast, const lanewise_prelu_params* params,
                                         lanewise_operator** op) {
  using namespace lanewise;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  PreluS8 checked = {};
  if (!valid(params) || !plan_broadcast(broadcast, sizeof(int8_t), &checked.plan, &checked)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  PhaseFunction* run = params->negative_shift < 0 ? run_prelu_s8<ScaleDown> : run_prelu_s8<ScaleAny>;
  add_elements_phase(&checked, run, checked.plan.elements, 20);
  checked.microkernel = &prelu_s8_neon;
  checked.params = *params;
  return publish(checked, op);
}

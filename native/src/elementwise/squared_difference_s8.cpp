// SPDX-License-Identifier: Apache-2.0
// int8 SQUARED_DIFFERENCE: both inputs are brought to a common scale, as those of ADD.
#include "elementwise/add_params.h"
#include "elementwise/elementwise_kernels.h"
#include "quantization/tensor_scale_neon.h"

namespace lanewise {
namespace {

constexpr int kLeftShift = 7;

/** 16 values of an input at the common scale, 4 at a time. */
struct Rescaled {
  int16x8_t zero_point;
  ScaleAny scale;

  Rescaled(int32_t zero, int32_t multiplier, int32_t shift)
      : zero_point(vdupq_n_s16(static_cast<int16_t>(zero))), scale(multiplier, shift) {}

  void operator()(const int8_t* in, int32x4_t (&out)[4]) const {
    const int8x16_t q = vld1q_s8(in);
    const int16x8_t low = vsubq_s16(vmovl_s8(vget_low_s8(q)), zero_point);
    const int16x8_t high = vsubq_s16(vmovl_s8(vget_high_s8(q)), zero_point);
    out[0] = scale(vshll_n_s16(vget_low_s16(low), kLeftShift));
    out[1] = scale(vshll_n_s16(vget_high_s16(low), kLeftShift));
    out[2] = scale(vshll_n_s16(vget_low_s16(high), kLeftShift));
    out[3] = scale(vshll_n_s16(vget_high_s16(high), kLeftShift));
  }
};

void run_squared_difference_s8(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const AddOperator& difference = static_cast<const AddOperator&>(op);
  const lanewise_add_params& p = difference.params;
  const Rescaled left(p.left_zero_point, p.left_multiplier, p.left_multiplier_shift);
  const Rescaled right(p.right_zero_point, p.right_multiplier, p.right_multiplier_shift);
  const ScaleAny scale(p.output_multiplier, p.output_multiplier_shift);
  const NarrowS8 narrow(p.output_zero_point, p.output_minimum, p.output_maximum);
  for_each_broadcast_block<int8_t>(difference.plan, part, buffers, [&](const int8_t* l, const int8_t* r, int8_t* out) {
    int32x4_t x[4], y[4];
    left(l, x);
    right(r, y);
    for (int i = 0; i < 4; i++) {
      const int32x4_t d = vsubq_s32(x[i], y[i]);
      x[i] = scale(vmulq_s32(d, d));
    }
    narrow.store(out, x);
  });
}

auto choose_run(const lanewise_add_params&) { return run_squared_difference_s8; }

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_squared_difference_s8(const lanewise_broadcast* broadcast,
                                                      const lanewise_add_params* params, lanewise_operator** op) {
  using namespace lanewise;
  return create_add<int8_t>(broadcast, params, kLeftShift, choose_run, &squared_difference_s8_neon, 16, op);
}

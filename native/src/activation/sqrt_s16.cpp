// SPDX-License-Identifier: Apache-2.0
// int16 SQRT, in float32.
#include "activation/activation_kernels.h"
#include "cpu/blocks.h"
#include "cpu/divide_neon.h"
#include "math/square_root_neon.h"
#include "operator/elements.h"

namespace lanewise {
namespace {

struct SqrtS16 : lanewise_operator {
  size_t elements;
  float input_scale, output_scale;
};

void run_sqrt_s16(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const SqrtS16& root = static_cast<const SqrtS16&>(op);
  const float32x4_t input_scale = vdupq_n_f32(root.input_scale), output_scale = vdupq_n_f32(root.output_scale);
  const float32x4_t most = vdupq_n_f32(INT16_MAX);
  const Elements elements = elements_of(part, root.elements);
  const auto four = [&](int16x4_t q) {
    const float32x4_t x = vmulq_f32(vcvtq_f32_s32(vmovl_s16(vmax_s16(q, vdup_n_s16(0)))), input_scale);
    return vmovn_s32(vcvtq_s32_f32(vminq_f32(divide(square_root(x), output_scale), most)));
  };
  for_each_block(static_cast<const int16_t*>(buffers[0].data) + elements.first,
                 static_cast<int16_t*>(buffers[1].data) + elements.first, elements.count,
                 [&](const int16_t* in, int16_t* out) {
                   for (size_t i = 0; i < kBlock; i += 8) {
                     const int16x8_t q = vld1q_s16(in + i);
                     vst1q_s16(out + i, vcombine_s16(four(vget_low_s16(q)), four(vget_high_s16(q))));
                   }
                 });
}

bool valid_scale(float scale) { return scale > 0 && __builtin_isfinite(scale); }

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_sqrt_s16(int32_t elements, float input_scale, float output_scale,
                                         lanewise_operator** op) {
  using namespace lanewise;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  SqrtS16 checked = {};
  if (elements < 1 || !valid_scale(input_scale) || !valid_scale(output_scale)) return LANEWISE_INVALID_ARGUMENT;
  checked.elements = static_cast<size_t>(elements);
  if (!plan_unary<int16_t, int16_t>(checked.elements, checked.elements, &checked)) return LANEWISE_INVALID_ARGUMENT;
  add_elements_phase(&checked, run_sqrt_s16, checked.elements, 24);
  checked.microkernel = &sqrt_s16_neon;
  checked.in_place = true;
  checked.input_scale = input_scale;
  checked.output_scale = output_scale;
  return publish(checked, op);
}

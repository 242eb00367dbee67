// SPDX-License-Identifier: Apache-2.0
// DEQUANTIZE from int8 to float.
#include "conversion/conversion_kernels.h"
#include "cpu/blocks.h"
#include "cpu/neon.h"
#include "operator/elements.h"
#include "quantization/requantize.h"

namespace lanewise {
namespace {

struct DequantizeS8F32 : lanewise_operator {
  size_t elements;
  float scale;
  int32_t zero_point;
};

void run_dequantize_s8_f32(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const DequantizeS8F32& dequantize = static_cast<const DequantizeS8F32&>(op);
  const float32x4_t scale = vdupq_n_f32(dequantize.scale);
  const int8x8_t zero_point = vdup_n_s8(static_cast<int8_t>(dequantize.zero_point));
  const Elements elements = elements_of(part, dequantize.elements);
  for_each_block(static_cast<const int8_t*>(buffers[0].data) + elements.first,
                 static_cast<float*>(buffers[1].data) + elements.first, elements.count,
                 [&](const int8_t* in, float* out) {
                   for (size_t i = 0; i < kBlock; i += 8) {
                     const int16x8_t q = vsubl_s8(vld1_s8(in + i), zero_point);
                     vst1q_f32(out + i, vmulq_f32(vcvtq_f32_s32(vmovl_s16(vget_low_s16(q))), scale));
                     vst1q_f32(out + i + 4, vmulq_f32(vcvtq_f32_s32(vmovl_s16(vget_high_s16(q))), scale));
                   }
                 });
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_dequantize_s8_f32(int32_t elements, float scale, int32_t zero_point,
                                                  lanewise_operator** op) {
  using namespace lanewise;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  DequantizeS8F32 checked = {};
  if (elements < 1 || !(scale > 0) || !__builtin_isfinite(scale) || !is_int8(zero_point))
    return LANEWISE_INVALID_ARGUMENT;
  checked.elements = static_cast<size_t>(elements);
  if (!plan_unary<int8_t, float>(checked.elements, checked.elements, &checked)) return LANEWISE_INVALID_ARGUMENT;
  add_elements_phase(&checked, run_dequantize_s8_f32, checked.elements, 4);
  checked.microkernel = &dequantize_s8_f32_neon;
  checked.scale = scale;
  checked.zero_point = zero_point;
  return publish(checked, op);
}

// SPDX-License-Identifier: Apache-2.0
// DEQUANTIZE from int8 and int16 to float.
#include "conversion/conversion_kernels.h"
#include "cpu/blocks.h"
#include "cpu/integer_lanes.h"
#include "operator/elements.h"
#include "quantization/integer_output.h"

namespace lanewise {
namespace {

struct DequantizeF32 : lanewise_operator {
  size_t elements;
  float scale;
  int32_t zero_point;
};

template <typename T>
void run_dequantize(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const DequantizeF32& dequantize = static_cast<const DequantizeF32&>(op);
  const float32x4_t scale = vdupq_n_f32(dequantize.scale);
  const int8x8_t zero_point = vdup_n_s8(static_cast<int8_t>(dequantize.zero_point));
  const Elements elements = elements_of(part, dequantize.elements);
  for_each_block(static_cast<const T*>(buffers[0].data) + elements.first,
                 static_cast<float*>(buffers[1].data) + elements.first, elements.count,
                 [&](const T* in, float* out) {
                   for (size_t i = 0; i < kBlock; i += 8) {
                     const int16x8_t q = load_8_less(in + i, zero_point);
                     vst1q_f32(out + i, vmulq_f32(vcvtq_f32_s32(vmovl_s16(vget_low_s16(q))), scale));
                     vst1q_f32(out + i + 4, vmulq_f32(vcvtq_f32_s32(vmovl_s16(vget_high_s16(q))), scale));
                   }
                 });
}

template <typename T>
lanewise_status create(int32_t elements, float scale, int32_t zero_point, const Microkernel* microkernel,
                       lanewise_operator** op) {
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  DequantizeF32 checked = {};
  if (elements < 1 || !(scale > 0) || !__builtin_isfinite(scale) || !valid_zero_point<T>(zero_point))
    return LANEWISE_INVALID_ARGUMENT;
  checked.elements = static_cast<size_t>(elements);
  if (!plan_unary<T, float>(checked.elements, checked.elements, &checked)) return LANEWISE_INVALID_ARGUMENT;
  add_elements_phase(&checked, run_dequantize<T>, checked.elements, 4);
  checked.microkernel = microkernel;
  checked.scale = scale;
  checked.zero_point = zero_point;
  return publish(checked, op);
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_dequantize_s8_f32(int32_t elements, float scale, int32_t zero_point,
                                                  lanewise_operator** op) {
  using namespace lanewise;
  return create<int8_t>(elements, scale, zero_point, &dequantize_s8_f32_neon, op);
}

lanewise_status lanewise_create_dequantize_s16_f32(int32_t elements, float scale, lanewise_operator** op) {
  using namespace lanewise;
  return create<int16_t>(elements, scale, 0, &dequantize_s16_f32_neon, op);
}

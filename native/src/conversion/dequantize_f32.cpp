// SPDX-License-Identifier: Apache-2.0
// DEQUANTIZE from int8 and int16 to float.
#include "conversion/conversion_kernels.h"
#include "conversion/real_conversion.h"
#include "cpu/blocks.h"
#include "cpu/integer_lanes.h"

namespace lanewise {
namespace {

template <typename T>
void run_dequantize(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const RealConversion& dequantize = static_cast<const RealConversion&>(op);
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

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_dequantize_s8_f32(int32_t elements, float scale, int32_t zero_point,
                                                  lanewise_operator** op) {
  using namespace lanewise;
  return create_real_conversion<int8_t, float>(elements, scale, zero_point, run_dequantize<int8_t>,
                                               &dequantize_s8_f32_neon, 4, op);
}

lanewise_status lanewise_create_dequantize_s16_f32(int32_t elements, float scale, lanewise_operator** op) {
  using namespace lanewise;
  return create_real_conversion<int16_t, float>(elements, scale, 0, run_dequantize<int16_t>,
                                               &dequantize_s16_f32_neon, 4, op);
}

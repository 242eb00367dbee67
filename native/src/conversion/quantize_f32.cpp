// SPDX-License-Identifier: Apache-2.0
// QUANTIZE from float to int8 and int16.
#include "conversion/conversion_kernels.h"
#include "conversion/real_conversion.h"
#include "cpu/blocks.h"
#include "cpu/divide_neon.h"
#include "quantization/scale_in_float.h"

namespace lanewise {
namespace {

/** Nearest integer, ties away from zero; NaN is 0, and what does not fit saturates. */
inline int32x4_t round_to_int(float32x4_t x) {
#if defined(__aarch64__)
  return vcvtaq_s32_f32(x);
#else
  // Adding one half and cutting off would take the number just below 0.5 to 1. Adding the number just below one half
  // does not, and sums that lie between two floats are rounded to the right one.
  const float32x4_t below_half = vdupq_n_f32(0.49999997f);
  return vcvtq_s32_f32(vaddq_f32(x, vbslq_f32(vdupq_n_u32(0x80000000u), x, below_half)));
#endif
}

/** Nearest integer, ties to even; NaN is 0, and what no int8 holds may be any such value. */
inline int32x4_t round_to_even(float32x4_t x) {
#if defined(__aarch64__)
  return vcvtnq_s32_f32(x);
#else
  const uint32x4_t number = vceqq_f32(x, x);
  return round_within_bias(vreinterpretq_f32_u32(vandq_u32(vreinterpretq_u32_f32(x), number)));
#endif
}

/** Narrows 16 values with saturation. */
LANEWISE_INLINE void store_narrow(const int32x4_t (&q)[4], int16x8_t zero_point, int8_t* out) {
  const int16x8_t low = vqaddq_s16(narrow_two(q[0], q[1]), zero_point);
  const int16x8_t high = vqaddq_s16(narrow_two(q[2], q[3]), zero_point);
  vst1q_s8(out, narrow_two(low, high));
}
LANEWISE_INLINE void store_narrow(const int32x4_t (&q)[4], int16x8_t, int16_t* out) {
  vst1q_s16(out, narrow_two(q[0], q[1]));
  vst1q_s16(out + 8, narrow_two(q[2], q[3]));
}

template <typename T, int32x4_t (*kRound)(float32x4_t)>
void run_quantize(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const RealConversion& quantize = static_cast<const RealConversion&>(op);
  const float32x4_t scale = vdupq_n_f32(quantize.scale);
  const int16x8_t zero_point = vdupq_n_s16(static_cast<int16_t>(quantize.zero_point));
  const Elements elements = elements_of(part, quantize.elements);
  for_each_block(static_cast<const float*>(buffers[0].data) + elements.first,
                 static_cast<T*>(buffers[1].data) + elements.first, elements.count, [&](const float* in, T* out) {
                   int32x4_t q[4];
                   for (size_t i = 0; i < 4; i++) q[i] = kRound(divide(vld1q_f32(in + 4 * i), scale));
                   store_narrow(q, zero_point, out);
                 });
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_quantize_f32_s8(int32_t elements, float scale, int32_t zero_point,
                                                lanewise_operator** op) {
  using namespace lanewise;
  return create_real_conversion<float, int8_t>(elements, scale, zero_point, run_quantize<int8_t, round_to_int>,
                                               &quantize_f32_s8_neon, 8, op);
}

lanewise_status lanewise_create_quantize_even_f32_s8(int32_t elements, float scale, int32_t zero_point,
                                                     lanewise_operator** op) {
  using namespace lanewise;
  return create_real_conversion<float, int8_t>(elements, scale, zero_point, run_quantize<int8_t, round_to_even>,
                                               &quantize_even_f32_s8_neon, 8, op);
}

lanewise_status lanewise_create_quantize_f32_s16(int32_t elements, float scale, lanewise_operator** op) {
  using namespace lanewise;
  return create_real_conversion<float, int16_t>(elements, scale, 0, run_quantize<int16_t, round_to_int>,
                                               &quantize_f32_s16_neon, 8, op);
}

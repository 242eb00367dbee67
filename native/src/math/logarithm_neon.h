// SPDX-License-Identifier: Apache-2.0
// The natural logarithm of four floats, within 2 units in the last place. Coefficients: Cephes, logf.c (S. Moshier).
#ifndef LANEWISE_MATH_LOGARITHM_NEON_H_
#define LANEWISE_MATH_LOGARITHM_NEON_H_

#include "math/exponential_neon.h"

namespace lanewise {

/** -infinity of zeros, NaN of negative values. */
inline float32x4_t logarithm(float32x4_t x) {
  // By integers, as 32-bit NEON takes floats below the normal ones for 0. Those are `bits` * 2^-149.
  const int32x4_t bits = vreinterpretq_s32_f32(x), infinity = vdupq_n_s32(0x7F800000);
  const uint32x4_t below_normal = vcltq_s32(bits, vdupq_n_s32(0x00800000));
  const int32x4_t normal = vbslq_s32(below_normal, vreinterpretq_s32_f32(vcvtq_f32_s32(bits)), bits);
  const int32x4_t scaling = vandq_s32(vreinterpretq_s32_u32(below_normal), vdupq_n_s32(-149));
  // x = m * 2^e with m from sqrt(1/2) to sqrt(2): the exponent counts from there.
  const int32x4_t half_root = vdupq_n_s32(0x3F3504F3);
  const int32x4_t above = vsubq_s32(normal, half_root);
  const float32x4_t e = vcvtq_f32_s32(vaddq_s32(vshrq_n_s32(above, 23), scaling));
  const int32x4_t mantissa = vaddq_s32(vandq_s32(above, vdupq_n_s32(0x007FFFFF)), half_root);
  const float32x4_t f = vsubq_f32(vreinterpretq_f32_s32(mantissa), vdupq_n_f32(1));
  const float32x4_t square = vmulq_f32(f, f);
  const float32x4_t series =
      polynomial(f, 7.0376836292e-2f,
                 {-1.1514610310e-1f, 1.1676998740e-1f, -1.2420140846e-1f, 1.4249322787e-1f, -1.6668057665e-1f,
                  2.0000714765e-1f, -2.4999993993e-1f, 3.3333331174e-1f});
  // ln 2 in two parts, the first short enough for e times it to be exact; small terms first.
  float32x4_t tail = vmulq_f32(vmulq_f32(series, f), square);
  tail = multiply_add(tail, e, vdupq_n_f32(-2.12194440e-4f));
  tail = multiply_subtract(tail, square, vdupq_n_f32(0.5f));
  const float32x4_t result = multiply_add(vaddq_f32(f, tail), e, vdupq_n_f32(0.693359375f));

  const uint32x4_t is_zero = vceqq_s32(vshlq_n_s32(bits, 1), vdupq_n_s32(0));
  const float32x4_t of_zero = vdupq_n_f32(-__builtin_inff()), of_negative = vdupq_n_f32(__builtin_nanf(""));
  const float32x4_t not_positive = vbslq_f32(is_zero, of_zero, of_negative);
  const float32x4_t of_positive = vbslq_f32(vcltq_s32(bits, infinity), result, x);  // infinity and NaN stay
  return vbslq_f32(vcgtq_s32(bits, vdupq_n_s32(0)), of_positive, not_positive);
}

}  // namespace lanewise

#endif  // LANEWISE_MATH_LOGARITHM_NEON_H_

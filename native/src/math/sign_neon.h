// SPDX-License-Identifier: Apache-2.0
// Signs and sizes of floats by their bits. GCC compiles comparisons of floats lane by lane for 32-bit NEON, as that
// takes what is below the normal floats for 0.
#ifndef LANEWISE_MATH_SIGN_NEON_H_
#define LANEWISE_MATH_SIGN_NEON_H_

#include "cpu/neon.h"

namespace lanewise {

/** Whether x < 0; of NaN, whether it has a sign. */
inline uint32x4_t is_negative(float32x4_t x) {
  return vcgtq_u32(vreinterpretq_u32_f32(x), vdupq_n_u32(0x80000000u));
}

/** Whether a < b, of floats without a sign; NaN is not less than anything. */
inline uint32x4_t is_less(float32x4_t a, float32x4_t b) {
  return vcltq_u32(vreinterpretq_u32_f32(a), vreinterpretq_u32_f32(b));
}

inline float32x4_t negate(float32x4_t x) {
  return vreinterpretq_f32_u32(veorq_u32(vreinterpretq_u32_f32(x), vdupq_n_u32(0x80000000u)));
}

/** `magnitude` with the sign of `sign`. */
inline float32x4_t with_sign_of(float32x4_t sign, float32x4_t magnitude) {
  return vbslq_f32(vdupq_n_u32(0x80000000u), sign, magnitude);
}

/** x where it is not negative, else x * slope. */
inline float32x4_t rectify(float32x4_t x, float32x4_t slope) {
  return vbslq_f32(is_negative(x), vmulq_f32(x, slope), x);
}

}  // namespace lanewise

#endif  // LANEWISE_MATH_SIGN_NEON_H_

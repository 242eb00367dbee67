// SPDX-License-Identifier: Apache-2.0
// To integers, exactly: a zero keeps its sign, infinities and NaN stay.
#ifndef LANEWISE_MATH_ROUNDING_NEON_H_
#define LANEWISE_MATH_ROUNDING_NEON_H_

#include "math/sign_neon.h"

namespace lanewise {

#if defined(__aarch64__)
inline float32x4_t round_to_even(float32x4_t x) { return vrndnq_f32(x); }
inline float32x4_t round_down(float32x4_t x) { return vrndmq_f32(x); }
inline float32x4_t round_up(float32x4_t x) { return vrndpq_f32(x); }
#else
/** Beside 2^23 there is no room for fractions: adding it rounds. Beyond it there are none. */
inline float32x4_t round_to_even(float32x4_t x) {
  const float32x4_t magic = vdupq_n_f32(8388608.0f), magnitude = vabsq_f32(x);
  const float32x4_t rounded = vsubq_f32(vaddq_f32(magnitude, magic), magic);
  return vbslq_f32(is_less(magnitude, magic), with_sign_of(x, rounded), x);
}

inline float32x4_t round_down(float32x4_t x) {
  const float32x4_t rounded = round_to_even(x);
  const float32x4_t lower = vsubq_f32(rounded, vdupq_n_f32(1));
  return vbslq_f32(is_negative(vsubq_f32(x, rounded)), lower, rounded);
}

inline float32x4_t round_up(float32x4_t x) { return negate(round_down(negate(x))); }
#endif

}  // namespace lanewise

#endif  // LANEWISE_MATH_ROUNDING_NEON_H_

// SPDX-License-Identifier: Apache-2.0
// To integers, exactly: a zero keeps its sign, infinities and NaN stay.
#ifndef LANEWISE_MATH_ROUNDING_NEON_H_
#define LANEWISE_MATH_ROUNDING_NEON_H_

#include "cpu/neon.h"

namespace lanewise {

/** `magnitude` with the sign of `sign`. */
inline float32x4_t with_sign_of(float32x4_t sign, float32x4_t magnitude) {
  return vbslq_f32(vdupq_n_u32(0x80000000u), sign, magnitude);
}

#if defined(__aarch64__)
inline float32x4_t round_to_even(float32x4_t x) { return vrndnq_f32(x); }
inline float32x4_t round_down(float32x4_t x) { return vrndmq_f32(x); }
inline float32x4_t round_up(float32x4_t x) { return vrndpq_f32(x); }
#else
/** Beside 2^23 there is no room for fractions: adding it rounds. Beyond it there are none. */
inline float32x4_t round_to_even(float32x4_t x) {
  const float32x4_t magic = vdupq_n_f32(8388608.0f), magnitude = vabsq_f32(x);
  const float32x4_t rounded = vsubq_f32(vaddq_f32(magnitude, magic), magic);
  return vbslq_f32(vcltq_f32(magnitude, magic), with_sign_of(x, rounded), x);
}

inline float32x4_t round_down(float32x4_t x) {
  const float32x4_t rounded = round_to_even(x);
  const float32x4_t lower = vsubq_f32(rounded, vdupq_n_f32(1));
  return vbslq_f32(vcgtq_f32(rounded, x), lower, rounded);
}

inline float32x4_t round_up(float32x4_t x) { return vnegq_f32(round_down(vnegq_f32(x))); }
#endif

}  // namespace lanewise

#endif  // LANEWISE_MATH_ROUNDING_NEON_H_

// SPDX-License-Identifier: Apache-2.0
// Sine and cosine of four floats of any size, within 2 units in the last place. Coefficients: Cephes, sinf.c
// (S. Moshier).
#ifndef LANEWISE_MATH_SINE_NEON_H_
#define LANEWISE_MATH_SINE_NEON_H_

#include "math/polynomial_neon.h"
#include "math/quarter_turns.h"
#include "math/sign_neon.h"

namespace lanewise {

/** Of r within pi / 4 of 0; a zero keeps its sign. */
inline float32x4_t sine_near_zero(float32x4_t r) {
  const float32x4_t square = vmulq_f32(r, r);
  const float32x4_t series = polynomial(square, -1.9515295891e-4f, {8.3321608736e-3f, -1.6666654611e-1f});
  return with_sign_of(r, multiply_add(r, vmulq_f32(r, square), series));
}

inline float32x4_t cosine_near_zero(float32x4_t r) {
  const float32x4_t square = vmulq_f32(r, r);
  const float32x4_t series =
      polynomial(square, 2.443315711809948e-5f, {-1.388731625493765e-3f, 4.166664568298827e-2f});
  const float32x4_t parabola = multiply_subtract(vdupq_n_f32(1), square, vdupq_n_f32(0.5f));
  return multiply_add(parabola, vmulq_f32(square, square), series);
}

/** Sine of x and `quarters` quarter turns. */
inline float32x4_t sine_behind(uint32_t quarters, float32x4_t x) {
  float rests[4];
  uint32_t counts[4];
  vst1q_f32(rests, x);
  for (int lane = 0; lane < 4; lane++) {
    const QuarterTurns turns(rests[lane]);
    rests[lane] = turns.rest;
    counts[lane] = turns.count + quarters;
  }
  const float32x4_t rest = vld1q_f32(rests);
  const uint32x4_t count = vld1q_u32(counts);
  const uint32x4_t is_odd = vtstq_u32(count, vdupq_n_u32(1));
  const float32x4_t result = vbslq_f32(is_odd, cosine_near_zero(rest), sine_near_zero(rest));
  // The third and the fourth quarter have the other sign.
  const uint32x4_t sign = vshlq_n_u32(vshrq_n_u32(count, 1), 31);
  return vreinterpretq_f32_u32(veorq_u32(vreinterpretq_u32_f32(result), sign));
}

inline float32x4_t sine(float32x4_t x) { return sine_behind(0, x); }
inline float32x4_t cosine(float32x4_t x) { return sine_behind(1, x); }

}  // namespace lanewise

#endif  // LANEWISE_MATH_SINE_NEON_H_

// SPDX-License-Identifier: Apache-2.0
// The larger and the smaller of floats, as maximum and minimum of IEEE 754-2019 and of Java: NaN where one is NaN, and
// -0 is less than 0.
#ifndef LANEWISE_MATH_EXTREMUM_NEON_H_
#define LANEWISE_MATH_EXTREMUM_NEON_H_

#include "cpu/neon.h"

namespace lanewise {

#if defined(__ARM_NEON)
inline float32x4_t larger(float32x4_t a, float32x4_t b) { return vmaxq_f32(a, b); }
inline float32x4_t smaller(float32x4_t a, float32x4_t b) { return vminq_f32(a, b); }
#else
// SIMDe takes either of two zeros. What is equal has the same bits but for their signs.
inline float32x4_t larger(float32x4_t a, float32x4_t b) {
  const uint32x4_t both = vandq_u32(vreinterpretq_u32_f32(a), vreinterpretq_u32_f32(b));
  return vbslq_f32(vceqq_f32(a, b), vreinterpretq_f32_u32(both), vmaxq_f32(a, b));
}

inline float32x4_t smaller(float32x4_t a, float32x4_t b) {
  const uint32x4_t either = vorrq_u32(vreinterpretq_u32_f32(a), vreinterpretq_u32_f32(b));
  return vbslq_f32(vceqq_f32(a, b), vreinterpretq_f32_u32(either), vminq_f32(a, b));
}
#endif

}  // namespace lanewise

#endif  // LANEWISE_MATH_EXTREMUM_NEON_H_

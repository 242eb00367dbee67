// SPDX-License-Identifier: Apache-2.0
#ifndef LANEWISE_MATH_POLYNOMIAL_NEON_H_
#define LANEWISE_MATH_POLYNOMIAL_NEON_H_

#include <initializer_list>

#include "cpu/neon.h"

namespace lanewise {

/** sum + a * b and sum - a * b, rounded once where that is one instruction. */
#if defined(__aarch64__)
inline float32x4_t multiply_add(float32x4_t sum, float32x4_t a, float32x4_t b) { return vfmaq_f32(sum, a, b); }
inline float32x4_t multiply_subtract(float32x4_t sum, float32x4_t a, float32x4_t b) { return vfmsq_f32(sum, a, b); }
#else
inline float32x4_t multiply_add(float32x4_t sum, float32x4_t a, float32x4_t b) { return vmlaq_f32(sum, a, b); }
inline float32x4_t multiply_subtract(float32x4_t sum, float32x4_t a, float32x4_t b) { return vmlsq_f32(sum, a, b); }
#endif

/** By Horner's rule, highest coefficient first. */
inline float32x4_t polynomial(float32x4_t x, float highest, std::initializer_list<float> coefficients) {
  float32x4_t sum = vdupq_n_f32(highest);
  for (float coefficient : coefficients) sum = multiply_add(vdupq_n_f32(coefficient), sum, x);
  return sum;
}

}  // namespace lanewise

#endif  // LANEWISE_MATH_POLYNOMIAL_NEON_H_

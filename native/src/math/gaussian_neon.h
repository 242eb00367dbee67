// SPDX-License-Identifier: Apache-2.0
// The normal distribution, as GELU needs it.
#ifndef LANEWISE_MATH_GAUSSIAN_NEON_H_
#define LANEWISE_MATH_GAUSSIAN_NEON_H_

#include "cpu/divide_neon.h"
#include "math/exponential_neon.h"
#include "math/sign_neon.h"

namespace lanewise {

/** x P(X < x), within 3e-7 |x|. The error function is Abramowitz and Stegun's, Handbook of Mathematical Functions,
 *  7.1.26, used for the tail, where nothing cancels. */
inline float32x4_t gaussian_error_linear(float32x4_t x) {
  // Beyond 64 nothing is left of the tail, and an infinity times nothing would be NaN.
  const float32x4_t one = vdupq_n_f32(1), magnitude = vminq_f32(vabsq_f32(x), vdupq_n_f32(64));
  const float32x4_t z = vmulq_f32(magnitude, vdupq_n_f32(0.70710678f));
  const float32x4_t t = divide(one, multiply_add(one, z, vdupq_n_f32(0.3275911f)));
  const float32x4_t series =
      vmulq_f32(t, polynomial(t, 1.061405429f, {-1.453152027f, 1.421413741f, -0.284496736f, 0.254829592f}));
  const float32x4_t power = exponential(negate(vmulq_f32(z, z)));
  const float32x4_t tail = vmulq_f32(vmulq_f32(series, vdupq_n_f32(0.5f)), power);  // P(X > |x|)
  const float32x4_t of_negative = negate(vmulq_f32(magnitude, tail));
  return unless_nan(x, vbslq_f32(is_negative(x), of_negative, vaddq_f32(x, of_negative)));
}

}  // namespace lanewise

#endif  // LANEWISE_MATH_GAUSSIAN_NEON_H_

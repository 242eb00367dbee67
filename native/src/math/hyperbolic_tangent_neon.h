// SPDX-License-Identifier: Apache-2.0
// tanh of four floats, within 2 units in the last place. Coefficients: Cephes, tanhf.c (S. Moshier).
#ifndef LANEWISE_MATH_HYPERBOLIC_TANGENT_NEON_H_
#define LANEWISE_MATH_HYPERBOLIC_TANGENT_NEON_H_

#include "cpu/divide_neon.h"
#include "math/exponential_neon.h"
#include "math/sign_neon.h"

namespace lanewise {

inline float32x4_t hyperbolic_tangent(float32x4_t x) {
  const float32x4_t magnitude = vabsq_f32(x), one = vdupq_n_f32(1), square = vmulq_f32(x, x);
  const float32x4_t series =
      polynomial(square, -5.70498872745e-3f, {2.06390887954e-2f, -5.37397155531e-2f, 1.33314422036e-1f,
                                              -3.33332819422e-1f});
  const float32x4_t near_zero = multiply_add(x, vmulq_f32(x, square), series);
  const float32x4_t power = exponential(vaddq_f32(magnitude, magnitude));
  const float32x4_t far = vsubq_f32(one, divide(vdupq_n_f32(2), vaddq_f32(power, one)));
  const uint32x4_t is_near = is_less(magnitude, vdupq_n_f32(0.625f));
  return unless_nan(x, vbslq_f32(is_near, near_zero, with_sign_of(x, far)));
}

}  // namespace lanewise

#endif  // LANEWISE_MATH_HYPERBOLIC_TANGENT_NEON_H_

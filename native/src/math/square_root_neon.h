// SPDX-License-Identifier: Apache-2.0
#ifndef LANEWISE_MATH_SQUARE_ROOT_NEON_H_
#define LANEWISE_MATH_SQUARE_ROOT_NEON_H_

#include "cpu/neon.h"

namespace lanewise {

/** Correctly rounded. 32-bit NEON has no square root: there the scalar unit takes lane by lane. */
inline float32x4_t square_root(float32x4_t x) {
#if defined(__aarch64__)
  return vsqrtq_f32(x);
#else
  for (int lane = 0; lane < 4; lane++) x[lane] = __builtin_sqrtf(x[lane]);
  return x;
#endif
}

}  // namespace lanewise

#endif  // LANEWISE_MATH_SQUARE_ROOT_NEON_H_

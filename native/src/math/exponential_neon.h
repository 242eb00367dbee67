// SPDX-License-Identifier: Apache-2.0
// e^x of four floats, within 2 units in the last place; no library function, so that the shared library needs no libm.
#ifndef LANEWISE_MATH_EXPONENTIAL_NEON_H_
#define LANEWISE_MATH_EXPONENTIAL_NEON_H_

#include "math/polynomial_neon.h"

namespace lanewise {

/** x = n ln 2 + r with |r| <= ln 2 / 2. */
struct ByLn2 {
  float32x4_t r;
  float32x4_t shifted;  // n + kMagic: the integer n stands in the low bits

  /** Adding 1.5 * 2^23 rounds to an integer. */
  static constexpr float kMagic = 12582912.0f;

  explicit ByLn2(float32x4_t x) {
    // ln 2 in two parts, the first short enough for n times it to be exact.
    const float32x4_t log2_e = vdupq_n_f32(1.44269504f), ln2_high = vdupq_n_f32(0.693359375f);
    const float32x4_t ln2_low = vdupq_n_f32(-2.12194440e-4f), magic = vdupq_n_f32(kMagic);
    shifted = multiply_add(magic, x, log2_e);
    const float32x4_t n = vsubq_f32(shifted, magic);
    r = multiply_subtract(multiply_subtract(x, n, ln2_high), n, ln2_low);
  }

  int32x4_t n() const { return vsubq_s32(vreinterpretq_s32_f32(shifted), vdupq_n_s32(0x4B400000)); }
};

/** e^r of a small r. Taylor: the first term left out is r^8 / 8! < 6e-9. */
inline float32x4_t exponential_near_zero(float32x4_t r) {
  return polynomial(r, 1.0f / 5040, {1.0f / 720, 1.0f / 120, 1.0f / 24, 1.0f / 6, 1.0f / 2, 1.0f, 1.0f});
}

/** 2^n, n of -126 to 127. */
inline float32x4_t power_of_two(int32x4_t n) {
  return vreinterpretq_f32_s32(vshlq_n_s32(vaddq_s32(n, vdupq_n_s32(127)), 23));
}

/** `result`, and NaN where x is that. */
inline float32x4_t unless_nan(float32x4_t x, float32x4_t result) { return vbslq_f32(vceqq_f32(x, x), result, x); }

/** Beyond the range of results that are normal floats, x is taken as its nearest end, -87 or 88. */
inline float32x4_t exponential(float32x4_t x) {
  const ByLn2 parts(vminq_f32(vmaxq_f32(x, vdupq_n_f32(-87.0f)), vdupq_n_f32(88.0f)));
  // Times 2^n: n is added to the exponent bits.
  const int32x4_t exponent = vshlq_n_s32(vreinterpretq_s32_f32(parts.shifted), 23);
  return vreinterpretq_f32_s32(vaddq_s32(vreinterpretq_s32_f32(exponential_near_zero(parts.r)), exponent));
}

/** For every x: infinity beyond 88.7, what is below the normal floats (0 on 32-bit NEON), NaN. */
inline float32x4_t exponential_of_any(float32x4_t x) {
  const ByLn2 parts(vminq_f32(vmaxq_f32(x, vdupq_n_f32(-104.0f)), vdupq_n_f32(89.0f)));
  // 2^n alone may not be a float: it is multiplied in two halves.
  const int32x4_t n = parts.n(), half = vshrq_n_s32(n, 1);
  const float32x4_t power = vmulq_f32(exponential_near_zero(parts.r), power_of_two(half));
  return unless_nan(x, vmulq_f32(power, power_of_two(vsubq_s32(n, half))));
}

/** e^x - 1 of x <= 0, within 2 units in the last place near 0 too: 2^n (e^r - 1) + (2^n - 1). */
inline float32x4_t exponential_less_one(float32x4_t x) {
  const ByLn2 parts(vmaxq_f32(x, vdupq_n_f32(-87.0f)));
  const float32x4_t power = power_of_two(parts.n());
  const float32x4_t series =
      polynomial(parts.r, 1.0f / 5040, {1.0f / 720, 1.0f / 120, 1.0f / 24, 1.0f / 6, 1.0f / 2});
  const float32x4_t near_zero = multiply_add(parts.r, vmulq_f32(parts.r, parts.r), series);
  return multiply_add(vsubq_f32(power, vdupq_n_f32(1)), near_zero, power);
}

}  // namespace lanewise

#endif  // LANEWISE_MATH_EXPONENTIAL_NEON_H_

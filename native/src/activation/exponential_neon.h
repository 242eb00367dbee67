// SPDX-License-Identifier: Apache-2.0
// e^x of four floats, within 2 units in the last place; no library function, so that the shared library needs no libm.
#ifndef LANEWISE_ACTIVATION_EXPONENTIAL_NEON_H_
#define LANEWISE_ACTIVATION_EXPONENTIAL_NEON_H_

#include <initializer_list>

#include "cpu/neon.h"

namespace lanewise {

/** Beyond the range of results that are normal floats, x is taken as its nearest end, -87 or 88. */
inline float32x4_t exponential(float32x4_t x) {
  // x = n ln 2 + r with |r| <= ln 2 / 2. ln 2 in two parts, the first short enough for n times it to be exact.
  const float32x4_t log2_e = vdupq_n_f32(1.44269504f), ln2_high = vdupq_n_f32(0.693359375f);
  const float32x4_t ln2_low = vdupq_n_f32(-2.12194440e-4f);
  // Adding 1.5 * 2^23 rounds to an integer, which then stands in the low bits.
  const float32x4_t magic = vdupq_n_f32(12582912.0f);
  x = vminq_f32(vmaxq_f32(x, vdupq_n_f32(-87.0f)), vdupq_n_f32(88.0f));
  const float32x4_t shifted = vmlaq_f32(magic, x, log2_e);
  const float32x4_t n = vsubq_f32(shifted, magic);
  const float32x4_t r = vmlsq_f32(vmlsq_f32(x, n, ln2_high), n, ln2_low);
  // Taylor: the first term left out is r^8 / 8! < 6e-9.
  float32x4_t power = vdupq_n_f32(1.0f / 5040);
  for (float coefficient : {1.0f / 720, 1.0f / 120, 1.0f / 24, 1.0f / 6, 1.0f / 2, 1.0f, 1.0f}) {
    power = vmlaq_f32(vdupq_n_f32(coefficient), power, r);
  }
  // Times 2^n: n is added to the exponent bits.
  const int32x4_t exponent = vshlq_n_s32(vreinterpretq_s32_f32(shifted), 23);
  return vreinterpretq_f32_s32(vaddq_s32(vreinterpretq_s32_f32(power), exponent));
}

}  // namespace lanewise

#endif  // LANEWISE_ACTIVATION_EXPONENTIAL_NEON_H_

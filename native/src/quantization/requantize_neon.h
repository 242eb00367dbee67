// SPDX-License-Identifier: Apache-2.0
// The same arithmetic as requantize.h in NEON, bit for bit.
//
// SQRDMULH computes (2ab + 2^31) >> 32, which rounds ties toward +infinity, as gemmlowp's nudge does. SRSHL by a
// negative amount rounds ties toward +infinity too, but the reference wants them away from zero: a negative value is
// first lowered by 1, unless its shift is 0. That cannot wrap: |SQRDMULH| <= 2^31 - 1 for a multiplier below 2^31.
//
// Rectified outputs, whose zero point is -128, need no lowering: the two rules differ for negative values alone, and
// what comes of those, at most 0, is -128 by either.
#ifndef LANEWISE_QUANTIZATION_REQUANTIZE_NEON_H_
#define LANEWISE_QUANTIZATION_REQUANTIZE_NEON_H_

#include "cpu/neon.h"

namespace lanewise {

/** Any shift: `left_shift` >= 0 and `right_shift` <= 0, at most one of them not 0. 5 instructions for 4 values. */
LANEWISE_INLINE int32x4_t multiply_by_quantized_multiplier(int32x4_t x, int32x4_t multiplier, int32x4_t left_shift,
                                                  int32x4_t right_shift) {
  int32x4_t high = vqrdmulhq_s32(vshlq_s32(x, left_shift), multiplier);
  int32x4_t fixed = vsraq_n_s32(high, vandq_s32(high, right_shift), 31);
  return vrshlq_s32(fixed, right_shift);
}

/** For shifts that all go right by at least 1, as nearly every trained layer's do. 3 instructions for 4 values. */
LANEWISE_INLINE int32x4_t multiply_by_quantized_multiplier_right(int32x4_t x, int32x4_t multiplier,
                                                                 int32x4_t right_shift) {
  int32x4_t high = vqrdmulhq_s32(x, multiplier);
  return vrshlq_s32(vsraq_n_s32(high, high, 31), right_shift);
}

/** For shifts that all go right by at least 1 and rectified outputs. 2 instructions for 4 values. */
LANEWISE_INLINE int32x4_t multiply_by_quantized_multiplier_rectified(int32x4_t x, int32x4_t multiplier,
                                                                     int32x4_t right_shift) {
  return vrshlq_s32(vqrdmulhq_s32(x, multiplier), right_shift);
}

/** Narrows scaled values of a rectified output: 0 to 255 are -128 to 127, which is to flip the highest bit. */
LANEWISE_INLINE int8x8_t narrow_rectified(int32x4_t low, int32x4_t high) {
  return vreinterpret_s8_u8(veor_u8(vqmovun_s16(narrow_two(low, high)), vdup_n_u8(0x80)));
}
LANEWISE_INLINE int8x16_t narrow_rectified(const int32x4_t (&x)[4]) {
  const uint8x16_t unsigned_values = narrow_two_unsigned(narrow_two(x[0], x[1]), narrow_two(x[2], x[3]));
  return vreinterpretq_s8_u8(veorq_u8(unsigned_values, vdupq_n_u8(0x80)));
}

/** Narrows, adds the zero point and clamps 8 scaled values. Saturation on the way loses nothing: the clamp is
 *  narrower. */
LANEWISE_INLINE int8x8_t narrow_to_int8(int32x4_t low, int32x4_t high, int16x8_t zero_point, int8x8_t minimum,
                                        int8x8_t maximum) {
  int16x8_t wide = vqaddq_s16(narrow_two(low, high), zero_point);
  return vmin_s8(vmax_s8(vqmovn_s16(wide), minimum), maximum);
}

}  // namespace lanewise

#endif  // LANEWISE_QUANTIZATION_REQUANTIZE_NEON_H_

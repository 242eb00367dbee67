// SPDX-License-Identifier: Apache-2.0
// Requantization by one multiplier and shift for a whole tensor, as functors: a kernel is a template over them, and the
// create function picks the instance that its shift allows.
#ifndef LANEWISE_QUANTIZATION_TENSOR_SCALE_NEON_H_
#define LANEWISE_QUANTIZATION_TENSOR_SCALE_NEON_H_

#include "quantization/requantize_neon.h"

namespace lanewise {

/** For shifts below 0. */
struct ScaleDown {
  int32x4_t multiplier, right_shift;

  ScaleDown(int32_t m, int32_t shift) : multiplier(vdupq_n_s32(m)), right_shift(vdupq_n_s32(shift)) {}

  int32x4_t operator()(int32x4_t x) const {
    const int32x4_t high = vqrdmulhq_s32(x, multiplier);
    return shift_all_right_rounding(vsraq_n_s32(high, high, 31), right_shift);
  }
};

/** For shifts below 0 and rectified outputs, with NarrowRectified. */
struct ScaleRectified : ScaleDown {
  using ScaleDown::ScaleDown;

  int32x4_t operator()(int32x4_t x) const {
    return shift_all_right_rounding(vqrdmulhq_s32(x, multiplier), right_shift);
  }
};

/** For every shift. */
struct ScaleAny {
  int32x4_t multiplier, left_shift, right_shift;

  ScaleAny(int32_t m, int32_t shift)
      : multiplier(vdupq_n_s32(m)),
        left_shift(vdupq_n_s32(shift > 0 ? shift : 0)),
        right_shift(vdupq_n_s32(shift < 0 ? shift : 0)) {}

  int32x4_t operator()(int32x4_t x) const {
    return multiply_by_quantized_multiplier(x, multiplier, left_shift, right_shift);
  }
};

/** Moves 16 scaled values by the zero point, clamps them and stores them. */
struct NarrowS8 {
  int16x8_t zero_point;
  int8x16_t minimum, maximum;

  NarrowS8(int32_t zero, int32_t low, int32_t high)
      : zero_point(vdupq_n_s16(static_cast<int16_t>(zero))),
        minimum(vdupq_n_s8(static_cast<int8_t>(low))),
        maximum(vdupq_n_s8(static_cast<int8_t>(high))) {}

  // Saturation on the way loses nothing: the clamp is narrower.
  void store(int8_t* out, const int32x4_t (&x)[4]) const {
    const int16x8_t low = vqaddq_s16(narrow_two(x[0], x[1]), zero_point);
    const int16x8_t high = vqaddq_s16(narrow_two(x[2], x[3]), zero_point);
    vst1q_s8(out, vminq_s8(vmaxq_s8(narrow_two(low, high), minimum), maximum));
  }
};

/** Clamps 16 or 8 scaled values and stores them. int16 has no zero point. */
struct NarrowS16 {
  int16x8_t minimum, maximum;

  NarrowS16(int32_t, int32_t low, int32_t high)
      : minimum(vdupq_n_s16(static_cast<int16_t>(low))), maximum(vdupq_n_s16(static_cast<int16_t>(high))) {}

  template <size_t kVectors>
  void store(int16_t* out, const int32x4_t (&x)[kVectors]) const {
    for (size_t i = 0; i < kVectors; i += 2) {
      vst1q_s16(out + 4 * i, vminq_s16(vmaxq_s16(narrow_two(x[i], x[i + 1]), minimum), maximum));
    }
  }
};

/** Stores 16 scaled values where the zero point is -128 and the clamp -128 to 127. */
struct NarrowRectified {
  NarrowRectified(int32_t, int32_t, int32_t) {}

  void store(int8_t* out, const int32x4_t (&x)[4]) const { vst1q_s8(out, narrow_rectified(x)); }
};

}  // namespace lanewise

#endif  // LANEWISE_QUANTIZATION_TENSOR_SCALE_NEON_H_

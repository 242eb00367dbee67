// SPDX-License-Identifier: Apache-2.0
// Sums scaled as ONNX's QLinearConv and QLinearMatMul do: by a factor in float32, rounded to nearest with ties to even.
#ifndef LANEWISE_QUANTIZATION_SCALE_IN_FLOAT_H_
#define LANEWISE_QUANTIZATION_SCALE_IN_FLOAT_H_

#include <cstring>

#include "cpu/neon.h"

namespace lanewise {

// Added to a number of at most 2^22, it leaves no bits behind the point, so that the sum is rounded as all float sums
// are: to nearest, ties to even. Its own lowest bits are those of the integer.
constexpr float kRoundingBias = 12582912.0f;  // 1.5 * 2^23
constexpr int32_t kRoundingBiasBits = 0x4B400000;
// Far beyond what becomes an int8, less any zero point.
constexpr float kMostScaled = 512.0f;

/** The nearest integer, ties to even, of what is -512 to 512; else one of those. */
LANEWISE_INLINE int32x4_t round_within_bias(float32x4_t x) {
  const float32x4_t within = vminq_f32(vmaxq_f32(x, vdupq_n_f32(-kMostScaled)), vdupq_n_f32(kMostScaled));
  return vsubq_s32(vreinterpretq_s32_f32(vaddq_f32(within, vdupq_n_f32(kRoundingBias))),
                   vdupq_n_s32(kRoundingBiasBits));
}

/** round(sum * factor) for 4 sums, where that is -512 to 512; else one of those. Factors are at least 0. */
LANEWISE_INLINE int32x4_t scale_in_float(int32x4_t sums, float32x4_t factors) {
  const float32x4_t scaled = vmulq_f32(vcvtq_f32_s32(sums), factors);
#if defined(__aarch64__)
  return vcvtnq_s32_f32(scaled);  // saturates at the ends of int32 instead
#else
  return round_within_bias(scaled);
#endif
}

/** The same for one sum. */
inline int32_t scale_in_float(int32_t sum, float factor) {
  float scaled = static_cast<float>(sum) * factor;
  scaled = scaled < -kMostScaled ? -kMostScaled : scaled > kMostScaled ? kMostScaled : scaled;
  scaled += kRoundingBias;
  int32_t bits;
  std::memcpy(&bits, &scaled, sizeof bits);
  return bits - kRoundingBiasBits;
}

}  // namespace lanewise

#endif  // LANEWISE_QUANTIZATION_SCALE_IN_FLOAT_H_

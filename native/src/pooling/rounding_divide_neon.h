// SPDX-License-Identifier: Apache-2.0
// Division of sums by the number of their terms, rounded half away from zero, without a divide instruction.
//
// With a = 2 (|sum| + n / 2) and m = 2^30 / n + 1 (both divisions round down), SQDMULH gives floor(a m / 2^31). That is
// floor((|sum| + n / 2) / n) as long as the error of m, below 1, weighs less than the distance 1 / n to the next
// multiple: a / 2^31 < 1 / n. Sums of n int8 values have |sum| <= 128 n, so n <= 2890 is enough; in general, where
// |sum| <= f n, that (2 f + 1) n^2 < 2^31.
#ifndef LANEWISE_POOLING_ROUNDING_DIVIDE_NEON_H_
#define LANEWISE_POOLING_ROUNDING_DIVIDE_NEON_H_

#include "cpu/neon.h"

namespace lanewise {

struct RoundingDivide {
  /** Of values up to `farthest` from 0. */
  static constexpr size_t most_terms(uint64_t farthest) {
    uint64_t terms = 1;
    while ((2 * farthest + 1) * (terms + 1) * (terms + 1) < uint64_t{1} << 31) terms++;
    return static_cast<size_t>(terms);
  }

  int32x4_t twice_half, reciprocal;

  explicit RoundingDivide(size_t terms)
      : twice_half(vdupq_n_s32(static_cast<int32_t>(terms / 2 * 2))),
        reciprocal(vdupq_n_s32(static_cast<int32_t>((size_t{1} << 30) / terms + 1))) {}

  int32x4_t operator()(int32x4_t sum) const {
    const int32x4_t sign = vshrq_n_s32(sum, 31);
    const int32x4_t a = vaddq_s32(vshlq_n_s32(vabsq_s32(sum), 1), twice_half);
    return vsubq_s32(veorq_s32(vqdmulhq_s32(a, reciprocal), sign), sign);
  }
};

/** The same for one sum and any number of terms. */
inline int32_t rounding_divide(int32_t sum, int32_t terms) {
  return (sum > 0 ? sum + terms / 2 : sum - terms / 2) / terms;
}

}  // namespace lanewise

#endif  // LANEWISE_POOLING_ROUNDING_DIVIDE_NEON_H_

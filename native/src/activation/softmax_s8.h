// SPDX-License-Identifier: Apache-2.0
// What the kernel and the reference of int8 SOFTMAX share: limits, and the reciprocal of a row's sum.
#ifndef LANEWISE_ACTIVATION_SOFTMAX_S8_H_
#define LANEWISE_ACTIVATION_SOFTMAX_S8_H_

#include "quantization/fixed_point.h"

namespace lanewise {

/** The largest |x| of e^x, 31 in Q5.26. */
constexpr int32_t kLargestExponent = 31 << 26;

/** What brings differences from a row's maximum to Q5.26, as lanewise.h says. */
inline bool valid_differences(int32_t multiplier, int32_t shift, int32_t difference_minimum) {
  return multiplier >= 1 << 30 && shift >= 0 && shift <= 31 && difference_minimum <= 0 &&
         difference_minimum >= -(kLargestExponent >> shift);
}

/** Longer rows of LOG_SOFTMAX have sums that Q12.19 does not hold. */
constexpr int32_t kLargestLogSoftmaxDepth = 4095;

/** From this sum on, 512 in Q12.19, every probability is 0: the largest, 1 / 512, is just below half a step. TFLite has
 *  no answer there, its last shift would be 32 or more. */
constexpr uint32_t kSumOf512 = 1u << 28;

/** e / sum in steps of 1/256 is e (Q0.31) times `scale` (Q0.31), shifted right. */
struct SumReciprocal {
  int32_t scale;
  int right_shift;  // 23 to 31

  /** `sum` in Q12.19, from 1 to less than kSumOf512. */
  explicit SumReciprocal(uint32_t sum) {
    const int headroom = __builtin_clz(sum);  // sum = (1 + x) 2^(12 - headroom) with x in [0, 1)
    scale = reciprocal_of_one_plus(static_cast<int32_t>((sum << headroom) - (1u << 31)));
    right_shift = 12 - headroom + 31 - 8;
  }
};

}  // namespace lanewise

#endif  // LANEWISE_ACTIVATION_SOFTMAX_S8_H_

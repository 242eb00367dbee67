// SPDX-License-Identifier: Apache-2.0
// 1 / sqrt(x) of a sum of squares as a multiplier. Source: TFLite kernels/internal/common.h,
// GetInvSqrtQuantizedMultiplierExp.
#ifndef LANEWISE_ACTIVATION_INVERSE_SQUARE_ROOT_H_
#define LANEWISE_ACTIVATION_INVERSE_SQUARE_ROOT_H_

#include "quantization/fixed_point.h"

namespace lanewise {

/** multiplier * 2^(shift - 31); the shift is negative to the right. */
struct InverseSquareRoot {
  int32_t multiplier = INT32_MAX;
  int32_t shift = 0;

  /** Of 0, 1 and less: the largest factor below 1. */
  explicit InverseSquareRoot(int32_t x) {
    if (x <= 1) return;
    int right = 11;
    for (; x >= 1 << 29; x /= 4) right++;
    // Pairs of bits above: half of them is what the root loses.
    const int pairs = (__builtin_clz(static_cast<uint32_t>(x)) - 1) / 2 - 1;
    right -= pairs;
    constexpr int32_t kRootOfHalf = 1518500250;
    const int32_t root = saturating_rounding_doubling_high_mul(newton(x * (1 << (2 * pairs))), kRootOfHalf);
    multiplier = right < 0 ? root * (1 << -right) : root;
    shift = right < 0 ? 0 : -right;
  }

 private:
  /** Steps r = r (3 - x r^2) / 2 in Q3.28, from 1 on. */
  static int32_t newton(int32_t x) {
    constexpr int32_t kOne = 1 << 28, kThreeHalves = kOne + kOne / 2;
    const auto times = saturating_rounding_doubling_high_mul;
    const int32_t half = rounding_divide_by_power_of_two(x >> 1, 1);
    int32_t root = kOne;
    for (int step = 0; step < 5; step++) {
      const int32_t cube = saturating_shift_left(times(times(root, root), root), 6);
      root = saturating_shift_left(times(kThreeHalves, root) - times(half, cube), 3);
    }
    return root;
  }
};

}  // namespace lanewise

#endif  // LANEWISE_ACTIVATION_INVERSE_SQUARE_ROOT_H_

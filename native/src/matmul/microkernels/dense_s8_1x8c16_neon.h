// SPDX-License-Identifier: Apache-2.0
// dense_s8 1x8c16: one row, 8 columns, 16 bytes of K per step, "dot along k".
//
//              w0     w1    ...    w7
//      a ->   acc0   acc1   ...   acc7      4 partial sums each, added up once per column
//
// Dot product: 8 SDOT + 1 load of A + 4 load pairs of W + 3 of the loop = 16 instructions for 128 MAC, 0.13 per MAC.
// Without: 24 (pair) or 32 (safe), see accumulate_c16_neon.h, + 9 or 5 loads + 3 = 0.25 or 0.31 per MAC.
#ifndef LANEWISE_MATMUL_MICROKERNELS_DENSE_S8_1X8C16_NEON_H_
#define LANEWISE_MATMUL_MICROKERNELS_DENSE_S8_1X8C16_NEON_H_

#include "matmul/dense_s8.h"
#include "gemm/microkernels/accumulate_c16_neon.h"

namespace lanewise {

/** `multiply_accumulate(acc, a, b)`: acc plus the 16 products, spread over the lanes in any way. */
template <typename MultiplyAccumulate>
LANEWISE_INLINE void dense_step(int32x4_t (&acc)[kDenseNr], int8x16_t a, const int8_t* w,
                                MultiplyAccumulate multiply_accumulate) {
  for (size_t n = 0; n < kDenseNr; n++) acc[n] = multiply_accumulate(acc[n], a, vld1q_s8(w + n * kDenseStep));
}

template <typename MultiplyAccumulate>
LANEWISE_INLINE void dense_s8_1x8c16(const DenseS8Call& shared, MultiplyAccumulate multiply_accumulate) {
  constexpr size_t kStepBytes = kDenseNr * kDenseStep;
  const DenseS8Call call = shared;
  const int8_t* w = call.weights;
  for (size_t n = 0; n < call.columns; n += kDenseNr) {
    int32x4_t acc[kDenseNr];
    for (int32x4_t& sum : acc) sum = vdupq_n_s32(0);
    for (size_t k = 0; k < call.whole; k += kDenseStep, w += kStepBytes) {
      dense_step(acc, vld1q_s8(call.row + k), w, multiply_accumulate);
    }
    if (call.tail != nullptr) {
      dense_step(acc, vld1q_s8(call.tail), w, multiply_accumulate);
      w += kStepBytes;
    }
    for (size_t half = 0; half < kDenseNr; half += 4) {
      const int32x4_t four[4] = {acc[half], acc[half + 1], acc[half + 2], acc[half + 3]};
      vst1q_s32(call.sums + n + half, vaddq_s32(sum_of_lanes(four), vld1q_s32(call.bias + n + half)));
    }
  }
}

template <bool kPair>
LANEWISE_INLINE void dense_s8_1x8c16_multiply_long(const DenseS8Call& call) {
  dense_s8_1x8c16(call, [](int32x4_t acc, int8x16_t a, int8x16_t b) {
    return multiply_accumulate_c16<kPair, false>(acc, a, b);
  });
}

}  // namespace lanewise

#endif  // LANEWISE_MATMUL_MICROKERNELS_DENSE_S8_1X8C16_NEON_H_

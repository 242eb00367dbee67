// SPDX-License-Identifier: Apache-2.0
// The inner loop of gemm_s8 4x4c16 pair in assembly for segments of 16 bytes, which the steps are that kernels keep
// where they skip zeros. Products of two rows at a time, so that the three instructions of each stand 8 apart.
//
//               v0   v1   v2   v3       16 bytes of k of 4 columns
//      v4 ->   v16  v17  v18  v19
//      v8 ->   v20  v21  v22  v23
//      v9 ->   v24  v25  v26  v27       v5 to v7, v11 to v15: products
//      v10 ->  v28  v29  v30  v31
//
// 32 SMULL and SMLAL2, 16 SADALP, 4 loads of A, 2 load pairs of W, the loop's 3 = 57 instructions for 256 MAC, 0.223
// per MAC.
#ifndef LANEWISE_GEMM_MICROKERNELS_ACCUMULATE_PAIR_C16_STEPS_4X4_AARCH64_H_
#define LANEWISE_GEMM_MICROKERNELS_ACCUMULATE_PAIR_C16_STEPS_4X4_AARCH64_H_

#include "gemm/microkernels/accumulate_c16_neon.h"
#include "gemm/microkernels/pair_c16_4x4_aarch64.h"

namespace lanewise {

// 16 bytes of two rows, in `a` and `b`, against 4 columns.
#define LANEWISE_TWO_ROWS(a, b, c0, c1, c2, c3, d0, d1, d2, d3)                                       \
  LANEWISE_S(5, a, 0) LANEWISE_S(6, a, 1) LANEWISE_S(7, a, 2) LANEWISE_S(11, a, 3)                    \
  LANEWISE_S(12, b, 0) LANEWISE_S(13, b, 1) LANEWISE_S(14, b, 2) LANEWISE_S(15, b, 3)                 \
  LANEWISE_M(5, a, 0) LANEWISE_M(6, a, 1) LANEWISE_M(7, a, 2) LANEWISE_M(11, a, 3)                    \
  LANEWISE_M(12, b, 0) LANEWISE_M(13, b, 1) LANEWISE_M(14, b, 2) LANEWISE_M(15, b, 3)                 \
  LANEWISE_P(c0, 5) LANEWISE_P(c1, 6) LANEWISE_P(c2, 7) LANEWISE_P(c3, 11)                            \
  LANEWISE_P(d0, 12) LANEWISE_P(d1, 13) LANEWISE_P(d2, 14) LANEWISE_P(d3, 15)

/** acc = bias, in one of the 4 lanes, + the sum over all segments in all lanes, for 4 rows and a panel. */
LANEWISE_INLINE void accumulate_pair_c16_steps_4x4(int32x4_t (&acc)[4][4], const GemmS8Call& call,
                                                   const int8_t* const* rows, const uint8_t* panel) {
  LANEWISE_ACCUMULATORS_4X4
  asm(LANEWISE_BEGIN_4X4
      "1:\n"
      "ldr x13, [x11], #8\n"
      "ldp q0, q1, [x15], #64\n"
      "ldr q4, [x5, x13]\n"
      "ldp q2, q3, [x15, #-32]\n"
      "ldr q8, [x6, x13]\n"
      "ldr q9, [x7, x13]\n"
      "ldr q10, [x8, x13]\n"
      LANEWISE_TWO_ROWS(4, 8, 16, 17, 18, 19, 20, 21, 22, 23)
      "subs x12, x12, #1\n"
      LANEWISE_TWO_ROWS(9, 10, 24, 25, 26, 27, 28, 29, 30, 31)
      "b.ne 1b\n"
      LANEWISE_OPERANDS_4X4);
  LANEWISE_TILE_4X4(acc)
}

#undef LANEWISE_TWO_ROWS

}  // namespace lanewise

#endif  // LANEWISE_GEMM_MICROKERNELS_ACCUMULATE_PAIR_C16_STEPS_4X4_AARCH64_H_

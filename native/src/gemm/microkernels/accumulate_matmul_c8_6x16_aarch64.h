// SPDX-License-Identifier: Apache-2.0
// Sums of gemm_s8 6x16c8 in assembly, with the matrix-multiply instruction. They use all 32 vector registers, which
// makes GCC 12 spill in the same loops written with intrinsics.
//
//                   v6 or v7: 8 bytes of k of 2 columns
//      v0 (v1) ->   v8   v9   v10 ... v15        rows 0 and 1: the first (last) 8 of 16 bytes
//      v2 (v3) ->   v16  v17  v18 ... v23        rows 2 and 3
//      v4 (v5) ->   v24  v25  v26 ... v31        rows 4 and 5
#ifndef LANEWISE_GEMM_MICROKERNELS_ACCUMULATE_MATMUL_C8_6X16_AARCH64_H_
#define LANEWISE_GEMM_MICROKERNELS_ACCUMULATE_MATMUL_C8_6X16_AARCH64_H_

#include "gemm/microkernels/accumulate_6x16_aarch64.h"
#include "gemm/microkernels/accumulate_matmul_c8.h"

namespace lanewise {

// The three pairs of rows in a0 to a2 against 4 columns, whose weights `from` loads.
#define LANEWISE_SMMLA(from, a0, a1, a2, c0, c1, c2, d0, d1, d2)   \
  "ldp q6, q7, " from "\n"                                         \
  "smmla v" #c0 ".4s, v" #a0 ".16b, v6.16b\n"                      \
  "smmla v" #c1 ".4s, v" #a1 ".16b, v6.16b\n"                      \
  "smmla v" #c2 ".4s, v" #a2 ".16b, v6.16b\n"                      \
  "smmla v" #d0 ".4s, v" #a0 ".16b, v7.16b\n"                      \
  "smmla v" #d1 ".4s, v" #a1 ".16b, v7.16b\n"                      \
  "smmla v" #d2 ".4s, v" #a2 ".16b, v7.16b\n"

// A step of 8 bytes of k: 128 bytes of weights.
#define LANEWISE_STEP(a0, a1, a2, w0, w1, w2, w3)             \
  LANEWISE_SMMLA(w0, a0, a1, a2, 8, 16, 24, 9, 17, 25)        \
  LANEWISE_SMMLA(w1, a0, a1, a2, 10, 18, 26, 11, 19, 27)      \
  LANEWISE_SMMLA(w2, a0, a1, a2, 12, 20, 28, 13, 21, 29)      \
  LANEWISE_SMMLA(w3, a0, a1, a2, 14, 22, 30, 15, 23, 31)

// 16 bytes of two rows become their first and their last 8 bytes.
#define LANEWISE_LOAD_ROWS(x, y, first, last)      \
  "ldr q6, [" #x ", x14]\n"                        \
  "ldr q7, [" #y ", x14]\n"                        \
  "zip1 v" #first ".2d, v6.2d, v7.2d\n"            \
  "zip2 v" #last ".2d, v6.2d, v7.2d\n"

#define LANEWISE_COPY_COLUMNS(a, b, c, d, e, f, g, h)                   \
  "mov v" #a ".16b, v8.16b\n mov v" #b ".16b, v9.16b\n"                 \
  "mov v" #c ".16b, v10.16b\n mov v" #d ".16b, v11.16b\n"               \
  "mov v" #e ".16b, v12.16b\n mov v" #f ".16b, v13.16b\n"               \
  "mov v" #g ".16b, v14.16b\n mov v" #h ".16b, v15.16b\n"

// The bias of each column for both rows of each pair.
#define LANEWISE_BEGIN_PAIRS                                            \
  LANEWISE_BEGIN_ROWS_6                                                 \
  "ldp q0, q1, [%[panel]]\n"                                            \
  "ldp q2, q3, [%[panel], #32]\n"                                       \
  "dup v8.2d, v0.d[0]\n dup v9.2d, v0.d[1]\n"                           \
  "dup v10.2d, v1.d[0]\n dup v11.2d, v1.d[1]\n"                         \
  "dup v12.2d, v2.d[0]\n dup v13.2d, v2.d[1]\n"                         \
  "dup v14.2d, v3.d[0]\n dup v15.2d, v3.d[1]\n"                         \
  LANEWISE_COPY_COLUMNS(16, 17, 18, 19, 20, 21, 22, 23)                 \
  LANEWISE_COPY_COLUMNS(24, 25, 26, 27, 28, 29, 30, 31)

// 8 bytes of 6 rows, two in a register.
#define LANEWISE_LOAD_HALVES                     \
  "ldr d0, [x5, x14]\n ldr d1, [x6, x14]\n"      \
  "ldr d2, [x7, x14]\n ldr d3, [x8, x14]\n"      \
  "ldr d4, [x9, x14]\n ldr d5, [x10, x14]\n"     \
  "mov v0.d[1], v1.d[0]\n mov v2.d[1], v3.d[0]\n mov v4.d[1], v5.d[0]\n"

// They against 128 bytes of weights.
#define LANEWISE_ONE_STEP                                                                  \
  LANEWISE_STEP(0, 2, 4, "[x15], #128", "[x15, #-96]", "[x15, #-64]", "[x15, #-32]")

// 16 bytes of 6 rows against 256 bytes of weights.
#define LANEWISE_TWO_STEPS                                                                 \
  LANEWISE_STEP(0, 2, 4, "[x15], #256", "[x15, #-224]", "[x15, #-192]", "[x15, #-160]")    \
  LANEWISE_STEP(1, 3, 5, "[x15, #-128]", "[x15, #-96]", "[x15, #-64]", "[x15, #-32]")

#define LANEWISE_TILE_OF_PAIRS(acc)                                                        \
  const int32x4_t pairs[3][8] = {{c00, c01, c02, c03, c10, c11, c12, c13},                 \
                                 {c20, c21, c22, c23, c30, c31, c32, c33},                 \
                                 {c40, c41, c42, c43, c50, c51, c52, c53}};                \
  pairs_to_rows<6, 4, 3>(pairs, acc);

/** acc = bias + the sum over all segments, for 6 rows and a whole panel. */
LANEWISE_INLINE void accumulate_matmul_c8_6x16(int32x4_t (&acc)[6][4], const GemmS8Call& call,
                                               const int8_t* const* rows, const uint8_t* panel) {
  LANEWISE_ACCUMULATORS_6X16
  asm(LANEWISE_BEGIN_PAIRS
      "1:\n"
      LANEWISE_BEGIN_SEGMENT("#16")
      "b.lo 3f\n"
      "2:\n"
      LANEWISE_LOAD_ROWS(x5, x6, 0, 1)
      LANEWISE_LOAD_ROWS(x7, x8, 2, 3)
      LANEWISE_LOAD_ROWS(x9, x10, 4, 5)
      "add x14, x14, #16\n"
      "subs x13, x13, #16\n"
      LANEWISE_TWO_STEPS
      "b.hs 2b\n"
      "3:\n"
      "tbz x13, #3, 4f\n"  // 8 bytes more?
      LANEWISE_LOAD_HALVES
      LANEWISE_ONE_STEP
      "4:\n"
      LANEWISE_END_SEGMENT
      LANEWISE_OPERANDS_6X16);
  LANEWISE_TILE_OF_PAIRS(acc)
}

/** The same for segments of 16 or 8 bytes, which the steps are that kernels keep where they skip zeros: 71 or 40
 *  instructions for each, 0.046 or 0.052 per MAC. */
LANEWISE_INLINE void accumulate_matmul_c8_steps_6x16(int32x4_t (&acc)[6][4], const GemmS8Call& call,
                                                     const int8_t* const* rows, const uint8_t* panel) {
  LANEWISE_ACCUMULATORS_6X16
  asm(LANEWISE_BEGIN_PAIRS
      "cmp %[bytes], #8\n"
      "b.eq 2f\n"
      LANEWISE_STEPS(1,
                     LANEWISE_LOAD_ROWS(x5, x6, 0, 1)
                     LANEWISE_LOAD_ROWS(x7, x8, 2, 3)
                     LANEWISE_LOAD_ROWS(x9, x10, 4, 5),
                     LANEWISE_TWO_STEPS)
      "b 3f\n"
      LANEWISE_STEPS(2, LANEWISE_LOAD_HALVES, LANEWISE_ONE_STEP)
      "3:\n"
      LANEWISE_OPERANDS_6X16);
  LANEWISE_TILE_OF_PAIRS(acc)
}

/** Whole tiles in assembly, all others by the intrinsics twin. */
struct MatmulC8Assembly {
  static constexpr size_t kNr = 16, kWeightBytes = 1;

  template <int R, int V>
  LANEWISE_INLINE void accumulate(int32x4_t (&acc)[R][V], const GemmS8Call& call, const int8_t* const* rows,
                                  const uint8_t* panel) {
    if constexpr (R == 6 && V == 4) {
      if (call.segment_bytes <= 16) {
        accumulate_matmul_c8_steps_6x16(acc, call, rows, panel);
      } else {
        accumulate_matmul_c8_6x16(acc, call, rows, panel);
      }
    } else {
      MatmulC8::accumulate<R, V>(acc, call, rows, panel);
    }
  }
};

#undef LANEWISE_SMMLA
#undef LANEWISE_STEP
#undef LANEWISE_LOAD_ROWS
#undef LANEWISE_COPY_COLUMNS
#undef LANEWISE_BEGIN_PAIRS
#undef LANEWISE_LOAD_HALVES
#undef LANEWISE_ONE_STEP
#undef LANEWISE_TWO_STEPS
#undef LANEWISE_TILE_OF_PAIRS

}  // namespace lanewise

#endif  // LANEWISE_GEMM_MICROKERNELS_ACCUMULATE_MATMUL_C8_6X16_AARCH64_H_

// SPDX-License-Identifier: Apache-2.0
// The inner loops of gemm_s8 4x4c16 pair in assembly, ordered for cores that issue in order: the three instructions of
// a product stand 5 apart or more, where GCC 12 puts them side by side and an in-order core waits after each (0.84
// estimated cycles per MAC on Cortex-A53 instead of 0.27).
//
//               v0   v1   v2   v3       16 bytes of k of 4 columns; v4 to v7: the next 16 bytes
//      row 0   v16  v17  v18  v19       16 accumulators, each 4 partial sums of one output
//      row 1   v20  v21  v22  v23
//      row 2   v24  v25  v26  v27       v8 to v10: 32 bytes of a row of A, the next row's loaded meanwhile
//      row 3   v28  v29  v30  v31       v11 to v15: products, handed from one multiplication to the next in turn
//
// 32 bytes of k: 64 SMULL and SMLAL2, 32 SADALP, 8 load pairs, the loop's 7 = 111 instructions for 512 MAC, 0.217 per
// MAC.
#ifndef LANEWISE_GEMM_MICROKERNELS_ACCUMULATE_PAIR_C16_4X4_AARCH64_H_
#define LANEWISE_GEMM_MICROKERNELS_ACCUMULATE_PAIR_C16_4X4_AARCH64_H_

#include "gemm/microkernels/accumulate_pair_c16_steps_4x4_aarch64.h"
#include "gemm/microkernels/pair_c16_4x4_aarch64.h"

namespace lanewise {

// The first two multiplications of a row whose first 16 bytes are in `a`.
#define LANEWISE_START(a, t0, t1) LANEWISE_S(t0, a, 0) LANEWISE_S(t1, a, 1)

// 32 bytes of a row, in `a0` and `a1`, against 4 columns, after LANEWISE_START. `load` may overwrite a0, and `between`
// is what there is to do while the last products come.
#define LANEWISE_ROW(c0, c1, c2, c3, a0, a1, t0, t1, t2, t3, t4, load, between)                       \
  LANEWISE_S(t2, a0, 2) LANEWISE_S(t3, a0, 3) LANEWISE_S(t4, a1, 4) LANEWISE_M(t0, a0, 0)             \
  LANEWISE_M(t1, a0, 1) LANEWISE_M(t2, a0, 2) LANEWISE_M(t3, a0, 3) load                              \
  LANEWISE_P(c0, t0) LANEWISE_S(t0, a1, 5) LANEWISE_P(c1, t1) LANEWISE_S(t1, a1, 6)                   \
  LANEWISE_M(t4, a1, 4) LANEWISE_P(c2, t2) LANEWISE_S(t2, a1, 7) LANEWISE_M(t0, a1, 5)                \
  LANEWISE_P(c3, t3) LANEWISE_M(t1, a1, 6) LANEWISE_P(c0, t4) LANEWISE_M(t2, a1, 7)                   \
  LANEWISE_P(c1, t0) between LANEWISE_P(c2, t1) LANEWISE_P(c3, t2)

// 16 bytes of a row, in `a`, against 4 columns.
#define LANEWISE_ROW_16(c0, c1, c2, c3, a)                                                            \
  LANEWISE_START(a, 11, 12) LANEWISE_S(13, a, 2) LANEWISE_S(14, a, 3)                                 \
  LANEWISE_M(11, a, 0) LANEWISE_M(12, a, 1) LANEWISE_M(13, a, 2) LANEWISE_M(14, a, 3)                 \
  LANEWISE_P(c0, 11) LANEWISE_P(c1, 12) LANEWISE_P(c2, 13) LANEWISE_P(c3, 14)

// 8 bytes of a row.
#define LANEWISE_ROW_8(c0, c1, c2, c3, a)                                                             \
  LANEWISE_START(a, 11, 12) LANEWISE_S(13, a, 2) LANEWISE_S(14, a, 3)                                 \
  LANEWISE_P(c0, 11) LANEWISE_P(c1, 12) LANEWISE_P(c2, 13) LANEWISE_P(c3, 14)

// Two neighbouring vectors.
#define LANEWISE_LOAD(a, b, base, at) "ldp q" #a ", q" #b ", [" #base ", #" #at "]\n"

/** acc = bias, in one of the 4 lanes, + the sum over all segments in all lanes, for 4 rows and a panel. */
LANEWISE_INLINE void accumulate_pair_c16_4x4(int32x4_t (&acc)[4][4], const GemmS8Call& call, const int8_t* const* rows,
                                             const uint8_t* panel) {
  LANEWISE_ACCUMULATORS_4X4
  asm(LANEWISE_BEGIN_4X4
      "mov x14, #0\n"
      "1:\n"  // a segment: rows move by what lies between the end of the last one and its start
      "ldr x13, [x11], #8\n"
      "sub x14, x13, x14\n"
      "add x5, x5, x14\n add x6, x6, x14\n add x7, x7, x14\n add x8, x8, x14\n"
      "add x14, x13, %[bytes]\n"
      "subs x13, %[bytes], #32\n"
      "b.lo 3f\n"
      "2:\n"
      LANEWISE_LOAD(8, 9, x5, 0)
      LANEWISE_LOAD(0, 1, x15, 0)
      LANEWISE_LOAD(2, 3, x15, 32)
      LANEWISE_LOAD(4, 5, x15, 64)
      LANEWISE_LOAD(6, 7, x15, 96)
      "add x5, x5, #32\n add x6, x6, #32\n add x7, x7, #32\n add x8, x8, #32\n"
      "add x15, x15, #128\n"
      "subs x13, x13, #32\n"
      LANEWISE_START(8, 11, 12)
      LANEWISE_ROW(16, 17, 18, 19, 8, 9, 11, 12, 13, 14, 15, LANEWISE_LOAD(10, 8, x6, -32), LANEWISE_START(10, 14, 15))
      LANEWISE_ROW(20, 21, 22, 23, 10, 8, 14, 15, 11, 12, 13, LANEWISE_LOAD(9, 10, x7, -32), LANEWISE_START(9, 12, 13))
      LANEWISE_ROW(24, 25, 26, 27, 9, 10, 12, 13, 14, 15, 11, LANEWISE_LOAD(8, 9, x8, -32), LANEWISE_START(8, 15, 11))
      LANEWISE_ROW(28, 29, 30, 31, 8, 9, 15, 11, 12, 13, 14, , )
      "b.hs 2b\n"
      "3:\n"
      "tbz x13, #4, 4f\n"  // 16 bytes more?
      "ldr q8, [x5], #16\n"
      LANEWISE_LOAD(0, 1, x15, 0)
      LANEWISE_LOAD(2, 3, x15, 32)
      "ldr q9, [x6], #16\n ldr q10, [x7], #16\n ldr q4, [x8], #16\n"
      "add x15, x15, #64\n"
      LANEWISE_ROW_16(16, 17, 18, 19, 8)
      LANEWISE_ROW_16(20, 21, 22, 23, 9)
      LANEWISE_ROW_16(24, 25, 26, 27, 10)
      LANEWISE_ROW_16(28, 29, 30, 31, 4)
      "4:\n"
      "tbz x13, #3, 5f\n"  // 8 bytes more?
      "ldr d8, [x5], #8\n"
      "ldp d0, d1, [x15]\n ldp d2, d3, [x15, #16]\n"
      "ldr d9, [x6], #8\n ldr d10, [x7], #8\n ldr d4, [x8], #8\n"
      "add x15, x15, #32\n"
      LANEWISE_ROW_8(16, 17, 18, 19, 8)
      LANEWISE_ROW_8(20, 21, 22, 23, 9)
      LANEWISE_ROW_8(24, 25, 26, 27, 10)
      LANEWISE_ROW_8(28, 29, 30, 31, 4)
      "5:\n"
      "subs x12, x12, #1\n"
      "b.ne 1b\n"
      LANEWISE_OPERANDS_4X4);
  LANEWISE_TILE_4X4(acc)
}

/** Whole tiles in assembly, all others by the intrinsics twin. */
struct PairC16Assembly {
  static constexpr size_t kNr = 4, kWeightBytes = 1;

  template <int R, int V>
  LANEWISE_INLINE void accumulate(int32x4_t (&sums)[R][V], const GemmS8Call& call, const int8_t* const* rows,
                                  const uint8_t* panel) {
    if constexpr (R == 4) {
      int32x4_t acc[4][4];
      if (call.segment_bytes == 16) {
        accumulate_pair_c16_steps_4x4(acc, call, rows, panel);
      } else {
        accumulate_pair_c16_4x4(acc, call, rows, panel);
      }
      for (int r = 0; r < R; r++) sums[r][0] = sum_of_lanes(acc[r]);
    } else {
      DotAlongC16<true>::accumulate<R, V>(sums, call, rows, panel);
    }
  }
};

#undef LANEWISE_START
#undef LANEWISE_ROW
#undef LANEWISE_ROW_16
#undef LANEWISE_ROW_8
#undef LANEWISE_LOAD

}  // namespace lanewise

#endif  // LANEWISE_GEMM_MICROKERNELS_ACCUMULATE_PAIR_C16_4X4_AARCH64_H_

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

#include "gemm/microkernels/accumulate_c16_neon.h"

namespace lanewise {

// Lower 8 bytes of k; upper 8; the sum of neighbouring products into an accumulator.
#define LANEWISE_S(t, a, b) "smull v" #t ".8h, v" #a ".8b, v" #b ".8b\n"
#define LANEWISE_M(t, a, b) "smlal2 v" #t ".8h, v" #a ".16b, v" #b ".16b\n"
#define LANEWISE_P(c, t) "sadalp v" #c ".4s, v" #t ".8h\n"

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
  register int32x4_t c00 asm("v16"), c01 asm("v17"), c02 asm("v18"), c03 asm("v19");
  register int32x4_t c10 asm("v20"), c11 asm("v21"), c12 asm("v22"), c13 asm("v23");
  register int32x4_t c20 asm("v24"), c21 asm("v25"), c22 asm("v26"), c23 asm("v27");
  register int32x4_t c30 asm("v28"), c31 asm("v29"), c32 asm("v30"), c33 asm("v31");
  asm("ldp x5, x6, [%[rows]]\n"
      "ldp x7, x8, [%[rows], #16]\n"
      "ldp s16, s17, [%[panel]]\n"  // a column's bias is the start of one of its partial sums
      "ldp s18, s19, [%[panel], #8]\n"
      "mov x11, %[offsets]\n"
      "mov x12, %[segments]\n"
      "add x15, %[panel], #16\n"
      "mov x14, #0\n"
      "mov v20.16b, v16.16b\n mov v21.16b, v17.16b\n mov v22.16b, v18.16b\n mov v23.16b, v19.16b\n"
      "mov v24.16b, v16.16b\n mov v25.16b, v17.16b\n mov v26.16b, v18.16b\n mov v27.16b, v19.16b\n"
      "mov v28.16b, v16.16b\n mov v29.16b, v17.16b\n mov v30.16b, v18.16b\n mov v31.16b, v19.16b\n"
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
      : "=w"(c00), "=w"(c01), "=w"(c02), "=w"(c03), "=w"(c10), "=w"(c11), "=w"(c12), "=w"(c13), "=w"(c20),
        "=w"(c21), "=w"(c22), "=w"(c23), "=w"(c30), "=w"(c31), "=w"(c32), "=w"(c33)
      : [rows] "r"(rows), [panel] "r"(panel), [offsets] "r"(call.segment_offsets), [segments] "r"(call.segments),
        [bytes] "r"(call.segment_bytes)
      : "x5", "x6", "x7", "x8", "x11", "x12", "x13", "x14", "x15", "v0", "v1", "v2", "v3", "v4", "v5", "v6", "v7",
        "v8", "v9", "v10", "v11", "v12", "v13", "v14", "v15", "cc", "memory");

  acc[0][0] = c00, acc[0][1] = c01, acc[0][2] = c02, acc[0][3] = c03;
  acc[1][0] = c10, acc[1][1] = c11, acc[1][2] = c12, acc[1][3] = c13;
  acc[2][0] = c20, acc[2][1] = c21, acc[2][2] = c22, acc[2][3] = c23;
  acc[3][0] = c30, acc[3][1] = c31, acc[3][2] = c32, acc[3][3] = c33;
}

/** Whole tiles in assembly, all others by the intrinsics twin. */
struct PairC16Assembly {
  static constexpr size_t kNr = 4, kWeightBytes = 1;

  template <int R, int V>
  LANEWISE_INLINE void accumulate(int32x4_t (&sums)[R][V], const GemmS8Call& call, const int8_t* const* rows,
                                  const uint8_t* panel) {
    if constexpr (R == 4) {
      int32x4_t acc[4][4];
      accumulate_pair_c16_4x4(acc, call, rows, panel);
      for (int r = 0; r < R; r++) sums[r][0] = sum_of_lanes(acc[r]);
    } else {
      DotAlongC16<true>::accumulate<R, V>(sums, call, rows, panel);
    }
  }
};

#undef LANEWISE_S
#undef LANEWISE_M
#undef LANEWISE_P
#undef LANEWISE_START
#undef LANEWISE_ROW
#undef LANEWISE_ROW_16
#undef LANEWISE_ROW_8
#undef LANEWISE_LOAD

}  // namespace lanewise

#endif  // LANEWISE_GEMM_MICROKERNELS_ACCUMULATE_PAIR_C16_4X4_AARCH64_H_

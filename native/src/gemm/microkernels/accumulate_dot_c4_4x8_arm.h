// SPDX-License-Identifier: Apache-2.0
// Sums of gemm_s8 4x8c4 for 32-bit programs in assembly, with the dot-product instruction (GCC 12 makes 0.133
// instructions per MAC of the intrinsics: it spills, and loads A through core registers).
//
//                   q0   q1       4 bytes of k of 8 columns; q2, q3: the next 4 bytes
//      q4 (row 0)   q8   q9
//      q5 (row 1)   q10  q11      16 bytes of 4 rows of A in q4 to q7, whose lanes VSDOT can select; 8 accumulators
//      q6 (row 2)   q12  q13
//      q7 (row 3)   q14  q15
//
// 16 bytes of k: 32 VSDOT, 4 loads of A, 4 of W and the loop's 2 = 42 instructions for 512 MAC, 0.082 per MAC.
#ifndef LANEWISE_GEMM_MICROKERNELS_ACCUMULATE_DOT_C4_4X8_ARM_H_
#define LANEWISE_GEMM_MICROKERNELS_ACCUMULATE_DOT_C4_4X8_ARM_H_

#include "gemm/microkernels/accumulate_dot_c4.h"

namespace lanewise {

// A step of 4 bytes of k: weights in b0 and b1, lane `l` of each row.
#define LANEWISE_STEP(b0, b1, l, r0, r1, r2, r3)                                                     \
  "vsdot.s8 q8, " #b0 ", " #r0 "[" #l "]\n vsdot.s8 q10, " #b0 ", " #r1 "[" #l "]\n"                 \
  "vsdot.s8 q12, " #b0 ", " #r2 "[" #l "]\n vsdot.s8 q14, " #b0 ", " #r3 "[" #l "]\n"                \
  "vsdot.s8 q9, " #b1 ", " #r0 "[" #l "]\n vsdot.s8 q11, " #b1 ", " #r1 "[" #l "]\n"                 \
  "vsdot.s8 q13, " #b1 ", " #r2 "[" #l "]\n vsdot.s8 q15, " #b1 ", " #r3 "[" #l "]\n"

/** acc = bias + the sum over all segments, for 4 rows and a whole panel. */
LANEWISE_INLINE void accumulate_dot_c4_4x8(int32x4_t (&acc)[4][2], const GemmS8Call& call, const int8_t* const* rows,
                                           const uint8_t* panel) {
  register int32x4_t c00 asm("q8"), c01 asm("q9"), c10 asm("q10"), c11 asm("q11");
  register int32x4_t c20 asm("q12"), c21 asm("q13"), c30 asm("q14"), c31 asm("q15");
  const int8_t *a0 = rows[0], *a1 = rows[1], *a2 = rows[2], *a3 = rows[3];
  const size_t* offsets = call.segment_offsets;
  size_t segments = call.segments, at = 0, k;  // at: where the rows stand
  asm volatile(
      "vld1.32 {d16-d19}, [%[w]]!\n"
      "vmov q10, q8\n vmov q12, q8\n vmov q14, q8\n"
      "vmov q11, q9\n vmov q13, q9\n vmov q15, q9\n"
      "1:\n"  // a segment
      "ldr %[k], [%[offsets]], #4\n"
      "sub %[at], %[k], %[at]\n"
      "add %[a0], %[a0], %[at]\n add %[a1], %[a1], %[at]\n"
      "add %[a2], %[a2], %[at]\n add %[a3], %[a3], %[at]\n"
      "mov %[at], %[k]\n"
      "ldr %[k], %[bytes]\n"
      "add %[at], %[at], %[k]\n"
      "subs %[k], %[k], #16\n"
      "blo 3f\n"
      "2:\n"
      "vld1.8 {d8-d9}, [%[a0]]!\n vld1.8 {d10-d11}, [%[a1]]!\n"
      "vld1.8 {d0-d3}, [%[w]]!\n"
      "vld1.8 {d12-d13}, [%[a2]]!\n vld1.8 {d14-d15}, [%[a3]]!\n"
      LANEWISE_STEP(q0, q1, 0, d8, d10, d12, d14)
      "vld1.8 {d4-d7}, [%[w]]!\n"
      LANEWISE_STEP(q2, q3, 1, d8, d10, d12, d14)
      "vld1.8 {d0-d3}, [%[w]]!\n"
      "subs %[k], %[k], #16\n"
      LANEWISE_STEP(q0, q1, 0, d9, d11, d13, d15)
      "vld1.8 {d4-d7}, [%[w]]!\n"
      LANEWISE_STEP(q2, q3, 1, d9, d11, d13, d15)
      "bhs 2b\n"
      "3:\n"
      "tst %[k], #8\n"
      "beq 4f\n"
      "vld1.8 {d8}, [%[a0]]!\n vld1.8 {d10}, [%[a1]]!\n"
      "vld1.8 {d0-d3}, [%[w]]!\n"
      "vld1.8 {d12}, [%[a2]]!\n vld1.8 {d14}, [%[a3]]!\n"
      LANEWISE_STEP(q0, q1, 0, d8, d10, d12, d14)
      "vld1.8 {d4-d7}, [%[w]]!\n"
      LANEWISE_STEP(q2, q3, 1, d8, d10, d12, d14)
      "4:\n"
      "tst %[k], #4\n"
      "beq 5f\n"
      "vld1.32 {d8[0]}, [%[a0]]!\n vld1.32 {d10[0]}, [%[a1]]!\n"
      "vld1.8 {d0-d3}, [%[w]]!\n"
      "vld1.32 {d12[0]}, [%[a2]]!\n vld1.32 {d14[0]}, [%[a3]]!\n"
      LANEWISE_STEP(q0, q1, 0, d8, d10, d12, d14)
      "5:\n"
      "subs %[segments], %[segments], #1\n"
      "bne 1b\n"
      : "=w"(c00), "=w"(c01), "=w"(c10), "=w"(c11), "=w"(c20), "=w"(c21), "=w"(c30), "=w"(c31), [a0] "+r"(a0),
        [a1] "+r"(a1), [a2] "+r"(a2), [a3] "+r"(a3), [w] "+r"(panel), [offsets] "+r"(offsets),
        [segments] "+r"(segments), [at] "+r"(at), [k] "=&r"(k)
      : [bytes] "m"(call.segment_bytes)
      : "q0", "q1", "q2", "q3", "q4", "q5", "q6", "q7", "cc", "memory");
  acc[0][0] = c00, acc[0][1] = c01, acc[1][0] = c10, acc[1][1] = c11;
  acc[2][0] = c20, acc[2][1] = c21, acc[3][0] = c30, acc[3][1] = c31;
}

/** Whole tiles in assembly, all others by the intrinsics twin. */
struct DotC4Assembly {
  static constexpr size_t kNr = 8, kWeightBytes = 1;

  template <int R, int V>
  LANEWISE_INLINE void accumulate(int32x4_t (&acc)[R][V], const GemmS8Call& call, const int8_t* const* rows,
                                  const uint8_t* panel) {
    if constexpr (R == 4 && V == 2) {
      accumulate_dot_c4_4x8(acc, call, rows, panel);
    } else {
      DotC4<8>::accumulate<R, V>(acc, call, rows, panel);
    }
  }
};

/** The same for kernels that skip zeros, whose segments are steps of 16 bytes: 47 instructions for each. */
LANEWISE_INLINE void accumulate_dot_c4_steps_4x8(int32x4_t (&acc)[4][2], const GemmS8Call& call,
                                                 const int8_t* const* rows, const uint8_t* panel) {
  register int32x4_t c00 asm("q8"), c01 asm("q9"), c10 asm("q10"), c11 asm("q11");
  register int32x4_t c20 asm("q12"), c21 asm("q13"), c30 asm("q14"), c31 asm("q15");
  const size_t* offsets = call.segment_offsets;
  size_t segments = call.segments, k, a;
  asm volatile(
      "vld1.32 {d16-d19}, [%[w]]!\n"
      "vmov q10, q8\n vmov q12, q8\n vmov q14, q8\n"
      "vmov q11, q9\n vmov q13, q9\n vmov q15, q9\n"
      "1:\n"
      "ldr %[k], [%[offsets]], #4\n"
      "vld1.8 {d0-d3}, [%[w]]!\n"
      "add %[a], %[a0], %[k]\n vld1.8 {d8-d9}, [%[a]]\n"
      "add %[a], %[a1], %[k]\n vld1.8 {d10-d11}, [%[a]]\n"
      "add %[a], %[a2], %[k]\n vld1.8 {d12-d13}, [%[a]]\n"
      "add %[a], %[a3], %[k]\n vld1.8 {d14-d15}, [%[a]]\n"
      LANEWISE_STEP(q0, q1, 0, d8, d10, d12, d14)
      "vld1.8 {d4-d7}, [%[w]]!\n"
      LANEWISE_STEP(q2, q3, 1, d8, d10, d12, d14)
      "vld1.8 {d0-d3}, [%[w]]!\n"
      "subs %[segments], %[segments], #1\n"
      LANEWISE_STEP(q0, q1, 0, d9, d11, d13, d15)
      "vld1.8 {d4-d7}, [%[w]]!\n"
      LANEWISE_STEP(q2, q3, 1, d9, d11, d13, d15)
      "bne 1b\n"
      : "=w"(c00), "=w"(c01), "=w"(c10), "=w"(c11), "=w"(c20), "=w"(c21), "=w"(c30), "=w"(c31), [w] "+r"(panel),
        [offsets] "+r"(offsets), [segments] "+r"(segments), [k] "=&r"(k), [a] "=&r"(a)
      : [a0] "r"(rows[0]), [a1] "r"(rows[1]), [a2] "r"(rows[2]), [a3] "r"(rows[3])
      : "q0", "q1", "q2", "q3", "q4", "q5", "q6", "q7", "cc", "memory");
  acc[0][0] = c00, acc[0][1] = c01, acc[1][0] = c10, acc[1][1] = c11;
  acc[2][0] = c20, acc[2][1] = c21, acc[3][0] = c30, acc[3][1] = c31;
}

/** Whole tiles of kept steps in assembly, all others by the intrinsics twin. */
struct DotC4StepsAssembly {
  static constexpr size_t kNr = 8, kWeightBytes = 1;

  template <int R, int V>
  LANEWISE_INLINE void accumulate(int32x4_t (&acc)[R][V], const GemmS8Call& call, const int8_t* const* rows,
                                  const uint8_t* panel) {
    if constexpr (R == 4 && V == 2) {
      accumulate_dot_c4_steps_4x8(acc, call, rows, panel);
    } else {
      DotC4<8>::accumulate<R, V>(acc, call, rows, panel);
    }
  }
};

#undef LANEWISE_STEP

}  // namespace lanewise

#endif  // LANEWISE_GEMM_MICROKERNELS_ACCUMULATE_DOT_C4_4X8_ARM_H_

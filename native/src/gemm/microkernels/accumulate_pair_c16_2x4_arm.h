// SPDX-License-Identifier: Apache-2.0
// Sums of gemm_s8 2x4c16 pair for 32-bit ARM in assembly: GCC 12 puts the three instructions of a product side by side,
// where cores that issue in order wait after each, and moves registers around in the loop.
//
//                       q2               q3           columns 0 and 1, then 2 and 3: 16 bytes of k each
//      q0 (row 0)    q8, then q10     q9, then q11      8 accumulators, each 4 partial sums of one output
//      q1 (row 1)    q12, then q14    q13, then q15     q4 to q7: products
//
// 16 bytes of k: 16 VMULL and VMLAL, 8 VPADAL, 4 loads and the loop's 2 = 30 instructions for 128 MAC, 0.234 per MAC.
#ifndef LANEWISE_GEMM_MICROKERNELS_ACCUMULATE_PAIR_C16_2X4_ARM_H_
#define LANEWISE_GEMM_MICROKERNELS_ACCUMULATE_PAIR_C16_2X4_ARM_H_

#include "gemm/microkernels/accumulate_c16_neon.h"

namespace lanewise {

// The lower 8 bytes of both rows (d0, d2) against two columns (d4, d6).
#define LANEWISE_LOWER                                                     \
  "vmull.s8 q4, d0, d4\n vmull.s8 q5, d2, d4\n"                            \
  "vmull.s8 q6, d0, d6\n vmull.s8 q7, d2, d6\n"

// The upper 8 bytes.
#define LANEWISE_UPPER                                                     \
  "vmlal.s8 q4, d1, d5\n vmlal.s8 q5, d3, d5\n"                            \
  "vmlal.s8 q6, d1, d7\n vmlal.s8 q7, d3, d7\n"

#define LANEWISE_ADD(c0, c1, c2, c3)                                       \
  "vpadal.s16 " #c0 ", q4\n vpadal.s16 " #c1 ", q5\n"                      \
  "vpadal.s16 " #c2 ", q6\n vpadal.s16 " #c3 ", q7\n"

/** acc = the sum over all segments in 4 lanes each, for 2 rows and a panel. */
LANEWISE_INLINE void accumulate_pair_c16_2x4(int32x4_t (&acc)[2][4], const GemmS8Call& call, const int8_t* const* rows,
                                             const uint8_t* panel) {
  register int32x4_t c00 asm("q8"), c01 asm("q9"), c02 asm("q10"), c03 asm("q11");
  register int32x4_t c10 asm("q12"), c11 asm("q13"), c12 asm("q14"), c13 asm("q15");
  const int8_t *a0 = rows[0], *a1 = rows[1];
  const uint8_t* w = panel + 4 * sizeof(int32_t);
  const size_t* offsets = call.segment_offsets;
  size_t segments = call.segments, at = 0, k;  // at: where the rows stand
  asm volatile(
      "vmov.i32 q8, #0\n vmov.i32 q9, #0\n vmov.i32 q10, #0\n vmov.i32 q11, #0\n"
      "vmov.i32 q12, #0\n vmov.i32 q13, #0\n vmov.i32 q14, #0\n vmov.i32 q15, #0\n"
      "1:\n"  // a segment
      "ldr %[k], [%[offsets]], #4\n"
      "sub %[at], %[k], %[at]\n"
      "add %[a0], %[a0], %[at]\n add %[a1], %[a1], %[at]\n"
      "add %[at], %[k], %[bytes]\n"
      "subs %[k], %[bytes], #16\n"
      "blo 3f\n"
      "2:\n"
      "vld1.8 {d0-d1}, [%[a0]]!\n vld1.8 {d4-d7}, [%[w]]!\n vld1.8 {d2-d3}, [%[a1]]!\n"
      LANEWISE_LOWER
      "subs %[k], %[k], #16\n"
      LANEWISE_UPPER
      "vld1.8 {d4-d7}, [%[w]]!\n"
      LANEWISE_ADD(q8, q12, q9, q13)
      LANEWISE_LOWER
      LANEWISE_UPPER
      LANEWISE_ADD(q10, q14, q11, q15)
      "bhs 2b\n"
      "3:\n"
      "tst %[k], #8\n"
      "beq 4f\n"
      "vld1.8 {d0}, [%[a0]]!\n vld1.8 {d4}, [%[w]]!\n vld1.8 {d2}, [%[a1]]!\n vld1.8 {d6}, [%[w]]!\n"
      LANEWISE_LOWER
      "vld1.8 {d4}, [%[w]]!\n vld1.8 {d6}, [%[w]]!\n"
      LANEWISE_ADD(q8, q12, q9, q13)
      LANEWISE_LOWER
      LANEWISE_ADD(q10, q14, q11, q15)
      "4:\n"
      "subs %[segments], %[segments], #1\n"
      "bne 1b\n"
      : "=w"(c00), "=w"(c01), "=w"(c02), "=w"(c03), "=w"(c10), "=w"(c11), "=w"(c12), "=w"(c13), [a0] "+r"(a0),
        [a1] "+r"(a1), [w] "+r"(w), [offsets] "+r"(offsets), [segments] "+r"(segments), [at] "+r"(at), [k] "=&r"(k)
      : [bytes] "r"(call.segment_bytes)
      : "q0", "q1", "q2", "q3", "q4", "q5", "q6", "q7", "cc", "memory");
  acc[0][0] = c00, acc[0][1] = c01, acc[0][2] = c02, acc[0][3] = c03;
  acc[1][0] = c10, acc[1][1] = c11, acc[1][2] = c12, acc[1][3] = c13;
}

/** Whole tiles in assembly, all others by the intrinsics twin. */
struct PairC16Assembly {
  static constexpr size_t kNr = 4, kWeightBytes = 1;

  template <int R, int V>
  LANEWISE_INLINE void accumulate(int32x4_t (&sums)[R][V], const GemmS8Call& call, const int8_t* const* rows,
                                  const uint8_t* panel) {
    if constexpr (R == 2) {
      int32x4_t acc[2][4];
      accumulate_pair_c16_2x4(acc, call, rows, panel);
      const int32x4_t bias = vld1q_s32(reinterpret_cast<const int32_t*>(panel));
      for (int r = 0; r < R; r++) sums[r][0] = vaddq_s32(sum_of_lanes(acc[r]), bias);
    } else {
      DotAlongC16<true>::accumulate<R, V>(sums, call, rows, panel);
    }
  }
};

/** The same for kernels that skip zeros, whose segments are steps of 16 bytes: 33 instructions for each. */
LANEWISE_INLINE void accumulate_pair_c16_steps_2x4(int32x4_t (&acc)[2][4], const GemmS8Call& call,
                                                   const int8_t* const* rows, const uint8_t* panel) {
  register int32x4_t c00 asm("q8"), c01 asm("q9"), c02 asm("q10"), c03 asm("q11");
  register int32x4_t c10 asm("q12"), c11 asm("q13"), c12 asm("q14"), c13 asm("q15");
  const uint8_t* w = panel + 4 * sizeof(int32_t);
  const size_t* offsets = call.segment_offsets;
  size_t segments = call.segments, k, a;
  asm volatile(
      "vmov.i32 q8, #0\n vmov.i32 q9, #0\n vmov.i32 q10, #0\n vmov.i32 q11, #0\n"
      "vmov.i32 q12, #0\n vmov.i32 q13, #0\n vmov.i32 q14, #0\n vmov.i32 q15, #0\n"
      "1:\n"
      "ldr %[k], [%[offsets]], #4\n"
      "vld1.8 {d4-d7}, [%[w]]!\n"
      "add %[a], %[a0], %[k]\n vld1.8 {d0-d1}, [%[a]]\n"
      "add %[a], %[a1], %[k]\n vld1.8 {d2-d3}, [%[a]]\n"
      LANEWISE_LOWER
      "subs %[segments], %[segments], #1\n"
      LANEWISE_UPPER
      "vld1.8 {d4-d7}, [%[w]]!\n"
      LANEWISE_ADD(q8, q12, q9, q13)
      LANEWISE_LOWER
      LANEWISE_UPPER
      LANEWISE_ADD(q10, q14, q11, q15)
      "bne 1b\n"
      : "=w"(c00), "=w"(c01), "=w"(c02), "=w"(c03), "=w"(c10), "=w"(c11), "=w"(c12), "=w"(c13), [w] "+r"(w),
        [offsets] "+r"(offsets), [segments] "+r"(segments), [k] "=&r"(k), [a] "=&r"(a)
      : [a0] "r"(rows[0]), [a1] "r"(rows[1])
      : "q0", "q1", "q2", "q3", "q4", "q5", "q6", "q7", "cc", "memory");
  acc[0][0] = c00, acc[0][1] = c01, acc[0][2] = c02, acc[0][3] = c03;
  acc[1][0] = c10, acc[1][1] = c11, acc[1][2] = c12, acc[1][3] = c13;
}

/** Whole tiles of kept steps in assembly, all others by the intrinsics twin. */
struct PairC16StepsAssembly {
  static constexpr size_t kNr = 4, kWeightBytes = 1;

  template <int R, int V>
  LANEWISE_INLINE void accumulate(int32x4_t (&sums)[R][V], const GemmS8Call& call, const int8_t* const* rows,
                                  const uint8_t* panel) {
    if constexpr (R == 2) {
      int32x4_t acc[2][4];
      accumulate_pair_c16_steps_2x4(acc, call, rows, panel);
      const int32x4_t bias = vld1q_s32(reinterpret_cast<const int32_t*>(panel));
      for (int r = 0; r < R; r++) sums[r][0] = vaddq_s32(sum_of_lanes(acc[r]), bias);
    } else {
      DotAlongC16<true>::accumulate<R, V>(sums, call, rows, panel);
    }
  }
};

#undef LANEWISE_LOWER
#undef LANEWISE_UPPER
#undef LANEWISE_ADD

}  // namespace lanewise

#endif  // LANEWISE_GEMM_MICROKERNELS_ACCUMULATE_PAIR_C16_2X4_ARM_H_

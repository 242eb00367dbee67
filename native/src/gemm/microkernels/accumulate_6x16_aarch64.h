// SPDX-License-Identifier: Apache-2.0
// What the assembly of all 6x16 tiles has in common: 24 accumulators in v8 to v31, the first, second ... row of
// them in v8 to v11, v12 to v15 ..., and the walk over the segments of A. Assembly computes accumulators only; scaling
// and storing stay with the compiler.
//
//   x5 to x10   the rows of A            x13   bytes of the segment that are left
//   x11         next segment's offset    x14   offset from the rows
//   x12         segments left            x15   packed weights
#ifndef LANEWISE_GEMM_MICROKERNELS_ACCUMULATE_6X16_AARCH64_H_
#define LANEWISE_GEMM_MICROKERNELS_ACCUMULATE_6X16_AARCH64_H_

#include "cpu/neon.h"
#include "gemm/gemm_s8.h"

// Variables bound to their registers, which is how GCC takes operands of assembly there.
#define LANEWISE_ACCUMULATORS_6X16                                                            \
  register int32x4_t c00 asm("v8"), c01 asm("v9"), c02 asm("v10"), c03 asm("v11");            \
  register int32x4_t c10 asm("v12"), c11 asm("v13"), c12 asm("v14"), c13 asm("v15");          \
  register int32x4_t c20 asm("v16"), c21 asm("v17"), c22 asm("v18"), c23 asm("v19");          \
  register int32x4_t c30 asm("v20"), c31 asm("v21"), c32 asm("v22"), c33 asm("v23");          \
  register int32x4_t c40 asm("v24"), c41 asm("v25"), c42 asm("v26"), c43 asm("v27");          \
  register int32x4_t c50 asm("v28"), c51 asm("v29"), c52 asm("v30"), c53 asm("v31");

// Loads what the loops need. The bias is the start of the first row's sums; the other rows get copies.
#define LANEWISE_BEGIN_6X16                  \
  LANEWISE_BEGIN_ROWS_6                      \
  "ldp q8, q9, [%[panel]]\n"                 \
  "ldp q10, q11, [%[panel], #32]\n"          \
  LANEWISE_COPY_BIAS(12, 13, 14, 15)         \
  LANEWISE_COPY_BIAS(16, 17, 18, 19)         \
  LANEWISE_COPY_BIAS(20, 21, 22, 23)         \
  LANEWISE_COPY_BIAS(24, 25, 26, 27)         \
  LANEWISE_COPY_BIAS(28, 29, 30, 31)
#define LANEWISE_BEGIN_ROWS_6                \
  "ldp x5, x6, [%[rows]]\n"                  \
  "ldp x7, x8, [%[rows], #16]\n"             \
  "ldp x9, x10, [%[rows], #32]\n"            \
  "mov x11, %[offsets]\n"                    \
  "mov x12, %[segments]\n"                   \
  "add x15, %[panel], #64\n"
#define LANEWISE_COPY_BIAS(a, b, c, d) \
  "mov v" #a ".16b, v8.16b\n"          \
  "mov v" #b ".16b, v9.16b\n"          \
  "mov v" #c ".16b, v10.16b\n"         \
  "mov v" #d ".16b, v11.16b\n"

// Sets the flags of: the segment is at least `step` bytes long.
#define LANEWISE_BEGIN_SEGMENT(step)    \
  "ldr x14, [x11], #8\n"                \
  "subs x13, %[bytes], " step "\n"

#define LANEWISE_END_SEGMENT   \
  "subs x12, x12, #1\n"        \
  "b.ne 1b\n"

// A loop over segments that have the bytes of one step, which is what kernels keep where they skip zeros.
#define LANEWISE_STEPS(label, load, sums)   \
  #label ":\n"                              \
  "ldr x14, [x11], #8\n"                    \
  load                                      \
  "subs x12, x12, #1\n"                     \
  sums                                      \
  "b.ne " #label "b\n"

#define LANEWISE_OPERANDS_6X16                                                                                     \
  : "=w"(c00), "=w"(c01), "=w"(c02), "=w"(c03), "=w"(c10), "=w"(c11), "=w"(c12), "=w"(c13), "=w"(c20), "=w"(c21),  \
    "=w"(c22), "=w"(c23), "=w"(c30), "=w"(c31), "=w"(c32), "=w"(c33), "=w"(c40), "=w"(c41), "=w"(c42), "=w"(c43),  \
    "=w"(c50), "=w"(c51), "=w"(c52), "=w"(c53)                                                                     \
  : [rows] "r"(rows), [panel] "r"(panel), [offsets] "r"(call.segment_offsets), [segments] "r"(call.segments),      \
    [bytes] "r"(call.segment_bytes)                                                                                \
  : "x5", "x6", "x7", "x8", "x9", "x10", "x11", "x12", "x13", "x14", "x15", "v0", "v1", "v2", "v3", "v4", "v5",    \
    "v6", "v7", "cc", "memory"

#define LANEWISE_TILE_6X16(acc)                                              \
  acc[0][0] = c00, acc[0][1] = c01, acc[0][2] = c02, acc[0][3] = c03;        \
  acc[1][0] = c10, acc[1][1] = c11, acc[1][2] = c12, acc[1][3] = c13;        \
  acc[2][0] = c20, acc[2][1] = c21, acc[2][2] = c22, acc[2][3] = c23;        \
  acc[3][0] = c30, acc[3][1] = c31, acc[3][2] = c32, acc[3][3] = c33;        \
  acc[4][0] = c40, acc[4][1] = c41, acc[4][2] = c42, acc[4][3] = c43;        \
  acc[5][0] = c50, acc[5][1] = c51, acc[5][2] = c52, acc[5][3] = c53;

#endif  // LANEWISE_GEMM_MICROKERNELS_ACCUMULATE_6X16_AARCH64_H_

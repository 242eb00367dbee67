// SPDX-License-Identifier: Apache-2.0
// What the assembly of gemm_s8 4x4c16 pair has in common: 16 accumulators in v16 to v31, the first, second ... row of
// them in v16 to v19, v20 to v23 ..., each 4 partial sums of one output, and the three instructions of a product.
//
//   x5 to x8   the rows of A             x12   segments left
//   x11        next segment's offset     x15   packed weights
#ifndef LANEWISE_GEMM_MICROKERNELS_PAIR_C16_4X4_AARCH64_H_
#define LANEWISE_GEMM_MICROKERNELS_PAIR_C16_4X4_AARCH64_H_

#include "cpu/neon.h"
#include "gemm/gemm_s8.h"

// Lower 8 bytes of k; upper 8; the sum of neighbouring products into an accumulator.
#define LANEWISE_S(t, a, b) "smull v" #t ".8h, v" #a ".8b, v" #b ".8b\n"
#define LANEWISE_M(t, a, b) "smlal2 v" #t ".8h, v" #a ".16b, v" #b ".16b\n"
#define LANEWISE_P(c, t) "sadalp v" #c ".4s, v" #t ".8h\n"

// Variables bound to their registers, which is how GCC takes operands of assembly there.
#define LANEWISE_ACCUMULATORS_4X4                                                                  \
  register int32x4_t c00 asm("v16"), c01 asm("v17"), c02 asm("v18"), c03 asm("v19");               \
  register int32x4_t c10 asm("v20"), c11 asm("v21"), c12 asm("v22"), c13 asm("v23");               \
  register int32x4_t c20 asm("v24"), c21 asm("v25"), c22 asm("v26"), c23 asm("v27");               \
  register int32x4_t c30 asm("v28"), c31 asm("v29"), c32 asm("v30"), c33 asm("v31");

// Loads what the loops need. A column's bias is the start of one of its partial sums.
#define LANEWISE_BEGIN_4X4                                                                                       \
  "ldp x5, x6, [%[rows]]\n"                                                                                      \
  "ldp x7, x8, [%[rows], #16]\n"                                                                                 \
  "ldp s16, s17, [%[panel]]\n"                                                                                   \
  "ldp s18, s19, [%[panel], #8]\n"                                                                               \
  "mov x11, %[offsets]\n"                                                                                        \
  "mov x12, %[segments]\n"                                                                                       \
  "add x15, %[panel], #16\n"                                                                                     \
  "mov v20.16b, v16.16b\n mov v21.16b, v17.16b\n mov v22.16b, v18.16b\n mov v23.16b, v19.16b\n"                  \
  "mov v24.16b, v16.16b\n mov v25.16b, v17.16b\n mov v26.16b, v18.16b\n mov v27.16b, v19.16b\n"                  \
  "mov v28.16b, v16.16b\n mov v29.16b, v17.16b\n mov v30.16b, v18.16b\n mov v31.16b, v19.16b\n"

#define LANEWISE_OPERANDS_4X4                                                                                      \
  : "=w"(c00), "=w"(c01), "=w"(c02), "=w"(c03), "=w"(c10), "=w"(c11), "=w"(c12), "=w"(c13), "=w"(c20),             \
    "=w"(c21), "=w"(c22), "=w"(c23), "=w"(c30), "=w"(c31), "=w"(c32), "=w"(c33)                                    \
  : [rows] "r"(rows), [panel] "r"(panel), [offsets] "r"(call.segment_offsets), [segments] "r"(call.segments),      \
    [bytes] "r"(call.segment_bytes)                                                                                \
  : "x5", "x6", "x7", "x8", "x11", "x12", "x13", "x14", "x15", "v0", "v1", "v2", "v3", "v4", "v5", "v6", "v7",     \
    "v8", "v9", "v10", "v11", "v12", "v13", "v14", "v15", "cc", "memory"

#define LANEWISE_TILE_4X4(acc)                                               \
  acc[0][0] = c00, acc[0][1] = c01, acc[0][2] = c02, acc[0][3] = c03;        \
  acc[1][0] = c10, acc[1][1] = c11, acc[1][2] = c12, acc[1][3] = c13;        \
  acc[2][0] = c20, acc[2][1] = c21, acc[2][2] = c22, acc[2][3] = c23;        \
  acc[3][0] = c30, acc[3][1] = c31, acc[3][2] = c32, acc[3][3] = c33;

#endif  // LANEWISE_GEMM_MICROKERNELS_PAIR_C16_4X4_AARCH64_H_

// SPDX-License-Identifier: Apache-2.0
// Sums of gemm_s8 6x16c4 in assembly, with the dot-product instruction. They use all 32 vector registers, which makes
// GCC 12 spill in the same loops written with intrinsics (0.100 instructions per MAC instead of 0.080).
//
//             v6 or v7: 4 bytes of k of each of 4 columns
//      v0 ->   v8   v9   v10  v11        16 bytes of 6 rows of A in v0 to v5,
//      v1 ->   v12  v13  v14  v15        24 accumulators,
//      v2 ->   v16  v17  v18  v19        2 registers for the packed weights
//      v3 ->   v20  v21  v22  v23
//      v4 ->   v24  v25  v26  v27
//      v5 ->   v28  v29  v30  v31
//
// 32 bytes of k: 192 SDOT, 12 loads of A, 16 load pairs of W and the loop's 4 = 224 instructions for 3072 MAC, 0.073
// per MAC. In order (Cortex-A55): single loads of W, each 6 instructions before its use, for a core that waits for a
// load and does a load pair of vectors no faster than two loads: 241, 0.078 per MAC.
#ifndef LANEWISE_GEMM_MICROKERNELS_ACCUMULATE_DOT_C4_6X16_AARCH64_H_
#define LANEWISE_GEMM_MICROKERNELS_ACCUMULATE_DOT_C4_6X16_AARCH64_H_

#include "gemm/microkernels/accumulate_6x16_aarch64.h"
#include "gemm/microkernels/accumulate_dot_c4.h"

namespace lanewise {

// Lane `l` of every row against 4 columns in register `b`, into the accumulators of those columns.
#define LANEWISE_SDOT(b, l, r0, r1, r2, r3, r4, r5)        \
  "sdot v" #r0 ".4s, v" #b ".16b, v0.4b[" #l "]\n"         \
  "sdot v" #r1 ".4s, v" #b ".16b, v1.4b[" #l "]\n"         \
  "sdot v" #r2 ".4s, v" #b ".16b, v2.4b[" #l "]\n"         \
  "sdot v" #r3 ".4s, v" #b ".16b, v3.4b[" #l "]\n"         \
  "sdot v" #r4 ".4s, v" #b ".16b, v4.4b[" #l "]\n"         \
  "sdot v" #r5 ".4s, v" #b ".16b, v5.4b[" #l "]\n"
#define LANEWISE_SDOT_0(b, l) LANEWISE_SDOT(b, l, 8, 12, 16, 20, 24, 28)
#define LANEWISE_SDOT_4(b, l) LANEWISE_SDOT(b, l, 9, 13, 17, 21, 25, 29)
#define LANEWISE_SDOT_8(b, l) LANEWISE_SDOT(b, l, 10, 14, 18, 22, 26, 30)
#define LANEWISE_SDOT_12(b, l) LANEWISE_SDOT(b, l, 11, 15, 19, 23, 27, 31)

// `s`: q, d or s, for 16, 8 or 4 bytes of each row.
#define LANEWISE_LOAD_A(s)         \
  "ldr " #s "0, [x5, x14]\n"       \
  "ldr " #s "1, [x6, x14]\n"       \
  "ldr " #s "2, [x7, x14]\n"       \
  "ldr " #s "3, [x8, x14]\n"       \
  "ldr " #s "4, [x9, x14]\n"       \
  "ldr " #s "5, [x10, x14]\n"
#define LANEWISE_NEXT_A(s, bytes) LANEWISE_LOAD_A(s) "add x14, x14, #" #bytes "\n"

// A step of 4 bytes of k against 64 bytes of weights, 32 at each of two addresses.
#define LANEWISE_PAIRS(l, first, second)                                        \
  "ldp q6, q7, " first "\n" LANEWISE_SDOT_0(6, l) LANEWISE_SDOT_4(7, l)         \
  "ldp q6, q7, " second "\n" LANEWISE_SDOT_8(6, l) LANEWISE_SDOT_12(7, l)

// The same in order: v6 and v7 are loaded when it begins, and for the next step when it ends.
#define LANEWISE_AHEAD(l, o0, o1, o2, o3)                                                              \
  LANEWISE_SDOT_0(6, l) "ldr q6, [x15, #" #o0 "]\n" LANEWISE_SDOT_4(7, l) "ldr q7, [x15, #" #o1 "]\n"  \
  LANEWISE_SDOT_8(6, l) "ldr q6, [x15, #" #o2 "]\n" LANEWISE_SDOT_12(7, l) "ldr q7, [x15, #" #o3 "]\n"

#define LANEWISE_BEGIN_AHEAD LANEWISE_BEGIN_6X16 "ldp q6, q7, [x15]\n"

/** acc = bias + the sum over all segments, for 6 rows and a whole panel. */
template <bool kInOrder>
LANEWISE_INLINE void accumulate_dot_c4_6x16(int32x4_t (&acc)[6][4], const GemmS8Call& call, const int8_t* const* rows,
                                       const uint8_t* panel) {
  LANEWISE_ACCUMULATORS_6X16
  if constexpr (kInOrder) {
    asm(LANEWISE_BEGIN_AHEAD
        "1:\n"
        LANEWISE_BEGIN_SEGMENT("#32")
        "b.lo 3f\n"
        "2:\n"
        LANEWISE_NEXT_A(q, 16)
        LANEWISE_AHEAD(0, 32, 48, 64, 80)
        LANEWISE_AHEAD(1, 96, 112, 128, 144)
        LANEWISE_AHEAD(2, 160, 176, 192, 208)
        LANEWISE_AHEAD(3, 224, 240, 256, 272)
        LANEWISE_NEXT_A(q, 16)
        LANEWISE_AHEAD(0, 288, 304, 320, 336)
        LANEWISE_AHEAD(1, 352, 368, 384, 400)
        "subs x13, x13, #32\n"
        LANEWISE_AHEAD(2, 416, 432, 448, 464)
        LANEWISE_AHEAD(3, 480, 496, 512, 528)
        "add x15, x15, #512\n"
        "b.hs 2b\n"
        "3:\n"
        "tbz x13, #4, 4f\n"
        LANEWISE_NEXT_A(q, 16)
        LANEWISE_AHEAD(0, 32, 48, 64, 80)
        LANEWISE_AHEAD(1, 96, 112, 128, 144)
        LANEWISE_AHEAD(2, 160, 176, 192, 208)
        LANEWISE_AHEAD(3, 224, 240, 256, 272)
        "add x15, x15, #256\n"
        "4:\n"
        "tbz x13, #3, 5f\n"
        LANEWISE_NEXT_A(d, 8)
        LANEWISE_AHEAD(0, 32, 48, 64, 80)
        LANEWISE_AHEAD(1, 96, 112, 128, 144)
        "add x15, x15, #128\n"
        "5:\n"
        "tbz x13, #2, 6f\n"
        LANEWISE_NEXT_A(s, 4)
        LANEWISE_AHEAD(0, 32, 48, 64, 80)
        "add x15, x15, #64\n"
        "6:\n"
        LANEWISE_END_SEGMENT
        LANEWISE_OPERANDS_6X16);
  } else {
    asm(LANEWISE_BEGIN_6X16
        "1:\n"
        LANEWISE_BEGIN_SEGMENT("#32")
        "b.lo 3f\n"
        "2:\n"
        LANEWISE_NEXT_A(q, 16)
        LANEWISE_PAIRS(0, "[x15], #512", "[x15, #-480]")
        LANEWISE_PAIRS(1, "[x15, #-448]", "[x15, #-416]")
        LANEWISE_PAIRS(2, "[x15, #-384]", "[x15, #-352]")
        LANEWISE_PAIRS(3, "[x15, #-320]", "[x15, #-288]")
        LANEWISE_NEXT_A(q, 16)
        LANEWISE_PAIRS(0, "[x15, #-256]", "[x15, #-224]")
        LANEWISE_PAIRS(1, "[x15, #-192]", "[x15, #-160]")
        "subs x13, x13, #32\n"
        LANEWISE_PAIRS(2, "[x15, #-128]", "[x15, #-96]")
        LANEWISE_PAIRS(3, "[x15, #-64]", "[x15, #-32]")
        "b.hs 2b\n"
        "3:\n"
        "tbz x13, #4, 4f\n"
        LANEWISE_NEXT_A(q, 16)
        LANEWISE_PAIRS(0, "[x15], #256", "[x15, #-224]")
        LANEWISE_PAIRS(1, "[x15, #-192]", "[x15, #-160]")
        LANEWISE_PAIRS(2, "[x15, #-128]", "[x15, #-96]")
        LANEWISE_PAIRS(3, "[x15, #-64]", "[x15, #-32]")
        "4:\n"
        "tbz x13, #3, 5f\n"
        LANEWISE_NEXT_A(d, 8)
        LANEWISE_PAIRS(0, "[x15], #128", "[x15, #-96]")
        LANEWISE_PAIRS(1, "[x15, #-64]", "[x15, #-32]")
        "5:\n"
        "tbz x13, #2, 6f\n"
        LANEWISE_NEXT_A(s, 4)
        LANEWISE_PAIRS(0, "[x15], #64", "[x15, #-32]")
        "6:\n"
        LANEWISE_END_SEGMENT
        LANEWISE_OPERANDS_6X16);
  }
  LANEWISE_TILE_6X16(acc)
}

/** The same for segments of 16, 8 or 4 bytes, which the steps are that kernels keep where they skip zeros: 113, 61 or
 *  35 instructions for each (in order 122, 66 or 38), 0.074, 0.079 or 0.091 per MAC. `inline`, as GCC weighs assembly
 *  by its lines, and makes tiles of few columns slower for it. */
template <bool kInOrder>
LANEWISE_INLINE void accumulate_dot_c4_steps_6x16(int32x4_t (&acc)[6][4], const GemmS8Call& call,
                                                  const int8_t* const* rows, const uint8_t* panel) {
  LANEWISE_ACCUMULATORS_6X16
  if constexpr (kInOrder) {
    asm inline(LANEWISE_BEGIN_AHEAD
        "cmp %[bytes], #8\n"
        "b.eq 2f\n"
        "b.lo 3f\n"
        LANEWISE_STEPS(1, LANEWISE_LOAD_A(q),
                       LANEWISE_AHEAD(0, 32, 48, 64, 80)
                       LANEWISE_AHEAD(1, 96, 112, 128, 144)
                       LANEWISE_AHEAD(2, 160, 176, 192, 208)
                       LANEWISE_AHEAD(3, 224, 240, 256, 272)
                       "add x15, x15, #256\n")
        "b 4f\n"
        LANEWISE_STEPS(2, LANEWISE_LOAD_A(d),
                       LANEWISE_AHEAD(0, 32, 48, 64, 80)
                       LANEWISE_AHEAD(1, 96, 112, 128, 144)
                       "add x15, x15, #128\n")
        "b 4f\n"
        LANEWISE_STEPS(3, LANEWISE_LOAD_A(s),
                       LANEWISE_AHEAD(0, 32, 48, 64, 80)
                       "add x15, x15, #64\n")
        "4:\n"
        LANEWISE_OPERANDS_6X16);
  } else {
    asm inline(LANEWISE_BEGIN_6X16
        "cmp %[bytes], #8\n"
        "b.eq 2f\n"
        "b.lo 3f\n"
        LANEWISE_STEPS(1, LANEWISE_LOAD_A(q),
                       LANEWISE_PAIRS(0, "[x15], #256", "[x15, #-224]")
                       LANEWISE_PAIRS(1, "[x15, #-192]", "[x15, #-160]")
                       LANEWISE_PAIRS(2, "[x15, #-128]", "[x15, #-96]")
                       LANEWISE_PAIRS(3, "[x15, #-64]", "[x15, #-32]"))
        "b 4f\n"
        LANEWISE_STEPS(2, LANEWISE_LOAD_A(d),
                       LANEWISE_PAIRS(0, "[x15], #128", "[x15, #-96]")
                       LANEWISE_PAIRS(1, "[x15, #-64]", "[x15, #-32]"))
        "b 4f\n"
        LANEWISE_STEPS(3, LANEWISE_LOAD_A(s), LANEWISE_PAIRS(0, "[x15], #64", "[x15, #-32]"))
        "4:\n"
        LANEWISE_OPERANDS_6X16);
  }
  LANEWISE_TILE_6X16(acc)
}

/** Whole tiles in assembly, all others by the intrinsics twin. */
template <bool kInOrder>
struct DotC4Assembly {
  static constexpr size_t kNr = 16, kWeightBytes = 1;

  template <int R, int V>
  LANEWISE_INLINE void accumulate(int32x4_t (&acc)[R][V], const GemmS8Call& call, const int8_t* const* rows,
                                  const uint8_t* panel) {
    if constexpr (R == 6 && V == 4) {
      if (call.segment_bytes <= 16 && call.segment_bytes != 12) {  // of one step
        accumulate_dot_c4_steps_6x16<kInOrder>(acc, call, rows, panel);
      } else {
        accumulate_dot_c4_6x16<kInOrder>(acc, call, rows, panel);
      }
    } else {
      DotC4<16>::accumulate<R, V>(acc, call, rows, panel);
    }
  }
};

#undef LANEWISE_SDOT
#undef LANEWISE_SDOT_0
#undef LANEWISE_SDOT_4
#undef LANEWISE_SDOT_8
#undef LANEWISE_SDOT_12
#undef LANEWISE_LOAD_A
#undef LANEWISE_NEXT_A
#undef LANEWISE_PAIRS
#undef LANEWISE_AHEAD
#undef LANEWISE_BEGIN_AHEAD

}  // namespace lanewise

#endif  // LANEWISE_GEMM_MICROKERNELS_ACCUMULATE_DOT_C4_6X16_AARCH64_H_

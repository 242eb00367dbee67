// SPDX-License-Identifier: Apache-2.0
// Sums of gemm_s8 6x16c1 in assembly, by lane. All 32 vector registers are in use, which makes GCC 12 spill.
//
//            v6 and v7: one k of 16 columns
//      v0 ->   v8   v9   v10  v11        8 values of 6 rows of A in v0 to v5, as int16
//      ...     ...
//      v5 ->   v28  v29  v30  v31
#ifndef LANEWISE_GEMM_MICROKERNELS_ACCUMULATE_LANE_C1_6X16_AARCH64_H_
#define LANEWISE_GEMM_MICROKERNELS_ACCUMULATE_LANE_C1_6X16_AARCH64_H_

#include "gemm/microkernels/accumulate_6x16_aarch64.h"
#include "gemm/microkernels/accumulate_lane_c1.h"

namespace lanewise {

// Lane `l` of the row in `a` against all columns.
#define LANEWISE_LANE(a, l, c0, c1, c2, c3)                                                                        \
  "smlal v" #c0 ".4s, v6.4h, v" #a ".h[" #l "]\n smlal2 v" #c1 ".4s, v6.8h, v" #a ".h[" #l "]\n"                   \
  "smlal v" #c2 ".4s, v7.4h, v" #a ".h[" #l "]\n smlal2 v" #c3 ".4s, v7.8h, v" #a ".h[" #l "]\n"

// One step: all rows.
#define LANEWISE_STEP(l)                                                                                           \
  "ldp q6, q7, [x15], #32\n"                                                                                       \
  LANEWISE_LANE(0, l, 8, 9, 10, 11) LANEWISE_LANE(1, l, 12, 13, 14, 15) LANEWISE_LANE(2, l, 16, 17, 18, 19)        \
  LANEWISE_LANE(3, l, 20, 21, 22, 23) LANEWISE_LANE(4, l, 24, 25, 26, 27) LANEWISE_LANE(5, l, 28, 29, 30, 31)

// `s`: d, s, h or b, for 8, 4, 2 or 1 bytes of each row.
#define LANEWISE_LOAD_A(s, bytes)                                                                                  \
  "ldr " #s "0, [x5, x14]\n ldr " #s "1, [x6, x14]\n ldr " #s "2, [x7, x14]\n"                                     \
  "ldr " #s "3, [x8, x14]\n ldr " #s "4, [x9, x14]\n ldr " #s "5, [x10, x14]\n"                                    \
  "add x14, x14, #" #bytes "\n"                                                                                    \
  "sxtl v0.8h, v0.8b\n sxtl v1.8h, v1.8b\n sxtl v2.8h, v2.8b\n"                                                    \
  "sxtl v3.8h, v3.8b\n sxtl v4.8h, v4.8b\n sxtl v5.8h, v5.8b\n"

/** acc = bias + the sum over all segments, for 6 rows and a whole panel. */
LANEWISE_INLINE void accumulate_lane_c1_6x16(int32x4_t (&acc)[6][4], const GemmS8Call& call, const int8_t* const* rows,
                                             const uint8_t* panel) {
  LANEWISE_ACCUMULATORS_6X16
  asm(LANEWISE_BEGIN_6X16
      "1:\n"
      LANEWISE_BEGIN_SEGMENT("#8")
      "b.lo 3f\n"
      "2:\n"
      LANEWISE_LOAD_A(d, 8)
      LANEWISE_STEP(0) LANEWISE_STEP(1) LANEWISE_STEP(2) LANEWISE_STEP(3)
      LANEWISE_STEP(4) LANEWISE_STEP(5) LANEWISE_STEP(6)
      "subs x13, x13, #8\n"
      LANEWISE_STEP(7)
      "b.hs 2b\n"
      "3:\n"
      "tbz x13, #2, 4f\n"
      LANEWISE_LOAD_A(s, 4)
      LANEWISE_STEP(0) LANEWISE_STEP(1) LANEWISE_STEP(2) LANEWISE_STEP(3)
      "4:\n"
      "tbz x13, #1, 5f\n"
      LANEWISE_LOAD_A(h, 2)
      LANEWISE_STEP(0) LANEWISE_STEP(1)
      "5:\n"
      "tbz x13, #0, 6f\n"
      LANEWISE_LOAD_A(b, 1)
      LANEWISE_STEP(0)
      "6:\n"
      LANEWISE_END_SEGMENT
      LANEWISE_OPERANDS_6X16);
  LANEWISE_TILE_6X16(acc)
}

// 8 values of each row that are int16 already.
#define LANEWISE_LOAD_WORDS                                                                                        \
  "ldr q0, [x5, x14]\n ldr q1, [x6, x14]\n ldr q2, [x7, x14]\n"                                                    \
  "ldr q3, [x8, x14]\n ldr q4, [x9, x14]\n ldr q5, [x10, x14]\n"                                                   \
  "add x14, x14, #16\n"

/** acc = bias + the sum over `depth` (a multiple of 8) values of 6 rows, which lie one behind the other as int16. */
LANEWISE_INLINE void accumulate_words_6x16(int32x4_t (&acc)[6][4], const int16_t* first, size_t depth,
                                           const uint8_t* panel) {
  const int8_t* rows[6];
  for (size_t r = 0; r < 6; r++) rows[r] = reinterpret_cast<const int8_t*>(first + r * depth);
  const size_t offset = 0;
  const GemmS8Call call = {6, 16, rows, 1, &offset, depth, panel, nullptr, 0, {}};
  LANEWISE_ACCUMULATORS_6X16
  asm(LANEWISE_BEGIN_6X16
      "1:\n"
      LANEWISE_BEGIN_SEGMENT("#8")
      "2:\n"
      LANEWISE_LOAD_WORDS
      LANEWISE_STEP(0) LANEWISE_STEP(1) LANEWISE_STEP(2) LANEWISE_STEP(3)
      LANEWISE_STEP(4) LANEWISE_STEP(5) LANEWISE_STEP(6)
      "subs x13, x13, #8\n"
      LANEWISE_STEP(7)
      "b.hs 2b\n"
      LANEWISE_END_SEGMENT
      LANEWISE_OPERANDS_6X16);
  LANEWISE_TILE_6X16(acc)
}

/** Whole tiles in assembly, all others by the intrinsics twin. */
struct LaneC1Assembly {
  static constexpr size_t kNr = 16, kWeightBytes = 2;

  template <int R, int V>
  LANEWISE_INLINE void accumulate(int32x4_t (&acc)[R][V], const GemmS8Call& call, const int8_t* const* rows,
                                  const uint8_t* panel) {
    if constexpr (R == 6 && V == 4) {
      accumulate_lane_c1_6x16(acc, call, rows, panel);
    } else {
      LaneC1<16>::accumulate<R, V>(acc, call, rows, panel);
    }
  }
};

#undef LANEWISE_LANE
#undef LANEWISE_STEP
#undef LANEWISE_LOAD_A
#undef LANEWISE_LOAD_WORDS

}  // namespace lanewise

#endif  // LANEWISE_GEMM_MICROKERNELS_ACCUMULATE_LANE_C1_6X16_AARCH64_H_

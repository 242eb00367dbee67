// SPDX-License-Identifier: Apache-2.0
// Sums of gemm_s8 Rx16c1 and Rx8c1 in NEON without dot product, "by lane": A is widened to int16, weights are packed as
// int16, and each value of A multiplies all columns. One byte of K per step, so nothing is filled up, and one lane for
// each output, so nothing is summed up at the end: for products of few bytes. Exact for every int8.
//
//                    w0       w1         one k of 16 columns, int16
//      a0[k] ->   c0 c1     c2 c3        4 accumulators of 4 columns for each row
//
// 8 bytes of k, 6 rows by 16: 192 SMLAL, 8 load pairs of W, 6 loads and 6 widenings of A, the loop's 3 = 215 for 768
// MAC, 0.28 per MAC. On 32-bit ARM, 4 rows by 8: 64 VMLAL, 8 loads of W, 4 and 4 of A, some 10 more of the loop = 90
// for 256, 0.35.
#ifndef LANEWISE_GEMM_MICROKERNELS_ACCUMULATE_LANE_C1_H_
#define LANEWISE_GEMM_MICROKERNELS_ACCUMULATE_LANE_C1_H_

#include "cpu/neon.h"
#include "gemm/gemm_s8.h"

namespace lanewise {

/** acc += lane `Lane` of each row against one k of 4 V columns; V is 1 or even. */
template <int Lane, int R, int V>
LANEWISE_INLINE void lane_step(int32x4_t (&acc)[R][V], const int16x8_t (&a)[R], const int16_t* w) {
  if constexpr (V == 1) {
    const int16x4_t b = vld1_s16(w);
    for (int r = 0; r < R; r++) acc[r][0] = multiply_accumulate_lane<Lane>(acc[r][0], b, a[r]);
  } else {
    for (int v = 0; v < V; v += 2) {
      const int16x8_t b = vld1q_s16(w + 4 * v);
      for (int r = 0; r < R; r++) {
        acc[r][v] = multiply_accumulate_lane<Lane>(acc[r][v], vget_low_s16(b), a[r]);
        acc[r][v + 1] = multiply_accumulate_lane_high<Lane>(acc[r][v + 1], b, a[r]);
      }
    }
  }
}

/** acc += lanes `Lane` to 7. */
template <size_t kNr, int Lane, int R, int V>
LANEWISE_INLINE void lane_steps(int32x4_t (&acc)[R][V], const int16x8_t (&a)[R], const int16_t* w) {
  lane_step<Lane>(acc, a, w);
  if constexpr (Lane < 7) lane_steps<kNr, Lane + 1>(acc, a, w + kNr);
}

/** acc += one segment; moves `w` past it. */
template <size_t kNr, int R, int V>
LANEWISE_INLINE void segment_lane(int32x4_t (&acc)[R][V], const int8_t* const* rows, size_t at, size_t k,
                                  const int16_t*& w) {
  int16x8_t a[R];
  for (; k >= 8; k -= 8, at += 8, w += 8 * kNr) {
    for (int r = 0; r < R; r++) a[r] = vmovl_s8(vld1_s8(rows[r] + at));
    lane_steps<kNr, 0>(acc, a, w);
  }
  for (; k > 0; k--, at++, w += kNr) {
    for (int r = 0; r < R; r++) a[r] = vmovl_s8(vld1_dup_s8(rows[r] + at));
    lane_step<0>(acc, a, w);
  }
}

/** The intrinsics twin of the assembly in accumulate_lane_c1_6x16_aarch64.h, and what takes its tails. */
template <size_t kPanelColumns>
struct LaneC1 {
  static constexpr size_t kNr = kPanelColumns, kWeightBytes = 2;

  template <int R, int V>
  LANEWISE_INLINE void accumulate(int32x4_t (&acc)[R][V], const GemmS8Call& call, const int8_t* const* rows,
                                  const uint8_t* panel) {
    for (int v = 0; v < V; v++) {
      const int32x4_t bias = vld1q_s32(reinterpret_cast<const int32_t*>(panel) + 4 * v);
      for (int r = 0; r < R; r++) acc[r][v] = bias;
    }
    const int16_t* w = reinterpret_cast<const int16_t*>(panel + kNr * sizeof(int32_t));
    for (size_t s = 0; s < call.segments; s++) {
      segment_lane<kNr>(acc, rows, call.segment_offsets[s], call.segment_bytes, w);
    }
  }
};

}  // namespace lanewise

#endif  // LANEWISE_GEMM_MICROKERNELS_ACCUMULATE_LANE_C1_H_

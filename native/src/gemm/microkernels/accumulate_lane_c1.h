// SPDX-License-Identifier: Apache-2.0
// Sums of gemm_s8 Rx16c1 in NEON without dot product, "by lane": A is widened to int16, weights are packed as int16, and
// each value of A multiplies all columns. One byte of K per step, so nothing is filled up, and one lane for each output, so
// nothing is summed up at the end: for products of few bytes. Exact for every int8.
//
//                    w0       w1         one k of 16 columns, int16
//      a0[k] ->   c0 c1     c2 c3        4 accumulators of 4 columns for each row
//
// 8 bytes of k, 6 rows: 192 SMLAL, 8 load pairs of W, 6 loads and 6 widenings of A, the loop's 3 = 215 for 768 MAC, 0.28 per
// MAC.
#ifndef LANEWISE_GEMM_MICROKERNELS_ACCUMULATE_LANE_C1_H_
#define LANEWISE_GEMM_MICROKERNELS_ACCUMULATE_LANE_C1_H_

#include "cpu/neon.h"
#include "gemm/gemm_s8.h"

namespace lanewise {

/** acc += lane `Lane` of each row against one k of 4 V columns. */
template <int Lane, int R, int V>
LANEWISE_INLINE void lane_step(int32x4_t (&acc)[R][V], const int16x4_t (&a)[R], const int16_t* w) {
  for (int v = 0; v < V; v++) {
    const int16x4_t b = vld1_s16(w + 4 * v);
    for (int r = 0; r < R; r++) acc[r][v] = vmlal_lane_s16(acc[r][v], b, a[r], Lane);
  }
}

/** acc += 4 k. */
template <size_t kNr, int R, int V>
LANEWISE_INLINE void lane_steps_4(int32x4_t (&acc)[R][V], const int16x4_t (&a)[R], const int16_t*& w) {
  lane_step<0>(acc, a, w);
  lane_step<1>(acc, a, w + kNr);
  lane_step<2>(acc, a, w + 2 * kNr);
  lane_step<3>(acc, a, w + 3 * kNr);
  w += 4 * kNr;
}

/** acc += one segment; moves `w` past it. */
template <size_t kNr, int R, int V>
LANEWISE_INLINE void segment_lane(int32x4_t (&acc)[R][V], const int8_t* const* rows, size_t at, size_t k, const int16_t*& w) {
  int16x4_t low[R], high[R];
  for (; k >= 8; k -= 8, at += 8) {
    for (int r = 0; r < R; r++) {
      const int16x8_t a = vmovl_s8(vld1_s8(rows[r] + at));
      low[r] = vget_low_s16(a);
      high[r] = vget_high_s16(a);
    }
    lane_steps_4<kNr>(acc, low, w);
    lane_steps_4<kNr>(acc, high, w);
  }
  for (; k > 0; k--, at++, w += kNr) {
    for (int r = 0; r < R; r++) low[r] = vdup_n_s16(rows[r][at]);
    lane_step<0>(acc, low, w);
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

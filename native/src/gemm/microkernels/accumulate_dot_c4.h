// SPDX-License-Identifier: Apache-2.0
// Sums of gemm_s8 Rx16c4 and Rx8c4 with the dot-product instruction: 4 bytes of K per step. Exact for every int8.
//
//                v0           v1           v2           v3        packed W: 4 bytes of each of 16 columns, 64 bytes
//      a0 ->   acc00..3     acc04..7     acc08..11    acc012..15
//      a1 ->   acc10..3        ...                                16 accumulators for 4 rows, one int32 lane an output
//      a2 ->   acc20..3        ...
//      a3 ->   acc30..3        ...
//
// 16 bytes of k, 4 rows: 64 SDOT by lane, 4 loads of A, 8 load pairs of W and the loop's 4 = 80 instructions for 1024
// MAC, 0.08 per MAC.
#ifndef LANEWISE_GEMM_MICROKERNELS_ACCUMULATE_DOT_C4_H_
#define LANEWISE_GEMM_MICROKERNELS_ACCUMULATE_DOT_C4_H_

#include <cstring>

#include "cpu/neon.h"
#include "gemm/gemm_s8.h"

namespace lanewise {

template <int Lane>
LANEWISE_INLINE int32x4_t dot_lane(int32x4_t acc, int8x16_t b, int8x16_t a) {
  return vdotq_laneq_s32(acc, b, a, Lane);
}
template <int Lane>
LANEWISE_INLINE int32x4_t dot_lane(int32x4_t acc, int8x16_t b, int8x8_t a) {
  return vdotq_lane_s32(acc, b, a, Lane);
}

/** One step of 4 bytes of K: those of lane `Lane` of each row of A (8 or 16 bytes) against 4 V columns. */
template <size_t kNr, int Lane, int R, int V, typename A>
LANEWISE_INLINE void dot_step(int32x4_t (&acc)[R][V], const A (&a)[R], const int8_t* w) {
  int8x16_t b[V];
  for (int v = 0; v < V; v++) b[v] = vld1q_s8(w + 4 * kNr * Lane + 16 * v);  // side by side, to become load pairs
  for (int v = 0; v < V; v++) {
    for (int r = 0; r < R; r++) acc[r][v] = dot_lane<Lane>(acc[r][v], b[v], a[r]);
  }
}

/** acc += one segment, at `at` from the rows; moves `w` past it. */
template <size_t kNr, int R, int V>
LANEWISE_INLINE void segment_dot(int32x4_t (&acc)[R][V], const int8_t* const* rows, size_t at, size_t k,
                                 const int8_t*& w) {
  for (; k >= 16; k -= 16, at += 16, w += 16 * kNr) {
    int8x16_t a[R];
    for (int r = 0; r < R; r++) a[r] = vld1q_s8(rows[r] + at);
    dot_step<kNr, 0>(acc, a, w);
    dot_step<kNr, 1>(acc, a, w);
    dot_step<kNr, 2>(acc, a, w);
    dot_step<kNr, 3>(acc, a, w);
  }
  if (k >= 8) {
    int8x8_t a[R];
    for (int r = 0; r < R; r++) a[r] = vld1_s8(rows[r] + at);
    dot_step<kNr, 0>(acc, a, w);
    dot_step<kNr, 1>(acc, a, w);
    k -= 8, at += 8, w += 8 * kNr;
  }
  if (k != 0) {
    int8x8_t a[R];
    for (int r = 0; r < R; r++) {
      uint32_t bytes;
      std::memcpy(&bytes, rows[r] + at, 4);
      a[r] = vcreate_s8(bytes);
    }
    dot_step<kNr, 0>(acc, a, w);
    w += 4 * kNr;
  }
}

/** The intrinsics twin of the assembly in accumulate_dot_c4_6x16_aarch64.h, and what takes its tails. */
template <size_t kPanelColumns>
struct DotC4 {
  static constexpr size_t kNr = kPanelColumns, kWeightBytes = 1;

  template <int R, int V>
  LANEWISE_INLINE void accumulate(int32x4_t (&acc)[R][V], const GemmS8Call& call, const int8_t* const* rows,
                                  const uint8_t* panel) {
    for (int v = 0; v < V; v++) {
      int32x4_t bias = vld1q_s32(reinterpret_cast<const int32_t*>(panel) + 4 * v);
      for (int r = 0; r < R; r++) acc[r][v] = bias;
    }
    const int8_t* w = reinterpret_cast<const int8_t*>(panel + kNr * sizeof(int32_t));
#if defined(__aarch64__)  // has registers for the pointers beside few columns, and GCC loads them again for every step
    const int8_t* copies[R];
    if (V <= 2) {
      for (int r = 0; r < R; r++) copies[r] = rows[r];
      rows = copies;
    }
#endif
    for (size_t s = 0; s < call.segments; s++) {
      segment_dot<kNr>(acc, rows, call.segment_offsets[s], call.segment_bytes, w);
    }
  }
};

}  // namespace lanewise

#endif  // LANEWISE_GEMM_MICROKERNELS_ACCUMULATE_DOT_C4_H_

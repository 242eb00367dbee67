// SPDX-License-Identifier: Apache-2.0
// gemm_s8 4x16c4 with the dot-product instruction: 4 rows, 16 columns, 4 bytes of K per step. Exact for every int8.
//
//                v0           v1           v2           v3        packed W: 4 bytes of each of 16 columns, 64 bytes
//      a0 ->   acc00..3     acc04..7     acc08..11    acc012..15
//      a1 ->   acc10..3        ...                                16 accumulators, one int32 lane for each output
//      a2 ->   acc20..3        ...
//      a3 ->   acc30..3        ...
//
// 16 bytes of k: 64 SDOT by lane, 4 loads of A, 8 load pairs of W and the loop's 4 = 80 instructions for 1024 MAC,
// 0.08 per MAC. Columns beyond the last panel's are computed in vectors of 4 and not stored.
#ifndef LANEWISE_GEMM_MICROKERNELS_GEMM_S8_4X16C4_DOT_H_
#define LANEWISE_GEMM_MICROKERNELS_GEMM_S8_4X16C4_DOT_H_

#include "gemm/microkernels/requantize_tile.h"

namespace lanewise {

template <int Lane>
LANEWISE_INLINE int32x4_t dot_lane(int32x4_t acc, int8x16_t b, int8x16_t a) {
  return vdotq_laneq_s32(acc, b, a, Lane);
}
template <int Lane>
LANEWISE_INLINE int32x4_t dot_lane(int32x4_t acc, int8x16_t b, int8x8_t a) {
  return vdotq_lane_s32(acc, b, a, Lane);
}

/** One step of 4 bytes of K: those of lane `Lane` of each row of A (8 or 16 bytes) against 64 bytes of W. */
template <int Lane, int R, int V, typename A>
LANEWISE_INLINE void dot_step(int32x4_t (&acc)[R][V], const A (&a)[R], const int8_t* w) {
  int8x16_t b[V];
  for (int v = 0; v < V; v++) b[v] = vld1q_s8(w + 64 * Lane + 16 * v);  // side by side, to become load pairs
  for (int v = 0; v < V; v++) {
    for (int r = 0; r < R; r++) acc[r][v] = dot_lane<Lane>(acc[r][v], b[v], a[r]);
  }
}

/** acc += one segment; moves `w` past it. */
template <int R, int V>
LANEWISE_INLINE void segment_dot(int32x4_t (&acc)[R][V], const int8_t* (&row)[R], size_t k, const int8_t*& w) {
  for (; k >= 16; k -= 16) {
    int8x16_t a[R];
    for (int r = 0; r < R; r++) {
      a[r] = vld1q_s8(row[r]);
      row[r] += 16;
    }
    dot_step<0>(acc, a, w);
    dot_step<1>(acc, a, w);
    dot_step<2>(acc, a, w);
    dot_step<3>(acc, a, w);
    w += 256;
  }
  for (; k != 0; k -= 4) {
    int8x8_t a[R];
    for (int r = 0; r < R; r++) {
      uint32_t bytes;
      std::memcpy(&bytes, row[r], 4);
      a[r] = vcreate_s8(bytes);
      row[r] += 4;
    }
    dot_step<0>(acc, a, w);
    w += 64;
  }
}

template <int R, int V>
LANEWISE_INLINE void tile_dot(const GemmS8Call& call, const OutputVectors& output, const int8_t* const* rows,
                              const uint8_t* panel, int8_t* c, size_t columns) {
  constexpr size_t kNr = 16;
  int32x4_t acc[R][V];
  for (int v = 0; v < V; v++) {
    int32x4_t bias = vld1q_s32(reinterpret_cast<const int32_t*>(panel) + 4 * v);
    for (int r = 0; r < R; r++) acc[r][v] = bias;
  }
  const int8_t* w = reinterpret_cast<const int8_t*>(panel + kNr * sizeof(int32_t));
  for (size_t s = 0; s < call.segments; s++) {
    const int8_t* row[R];
    for (int r = 0; r < R; r++) row[r] = rows[r] + call.segment_offsets[s];
    segment_dot<R, V>(acc, row, call.segment_bytes, w);
  }
  requantize_tile(call.output.scaling, acc, reinterpret_cast<const int32_t*>(w), kNr, output, c, call.c_stride, columns);
}

/** R rows against all columns. Columns beyond the last whole panel take the fewest vectors that hold them, but not 3. */
template <int R>
LANEWISE_INLINE void rows_dot(const GemmS8Call& call, const OutputVectors& output, const int8_t* const* rows, int8_t* c) {
  const size_t panel_bytes = call.segments * call.segment_bytes * 16 + 64 * sizeof(int32_t);
  const uint8_t* panel = call.panels;
  size_t rest = call.columns;
  for (; rest > 8; rest -= rest < 16 ? rest : 16, c += 16) {
    tile_dot<R, 4>(call, output, rows, panel, c, rest);
    panel += panel_bytes;
  }
  if (rest > 4) {
    tile_dot<R, 2>(call, output, rows, panel, c, rest);
  } else if (rest > 0) {
    tile_dot<R, 1>(call, output, rows, panel, c, rest);
  }
}

/** All rows that make whole groups of R, from row `first` on. Returns the first that is left. */
template <int R>
LANEWISE_OUTLINE size_t groups_dot(const GemmS8Call& shared, size_t first) {
  const GemmS8Call call = shared;  // stores to C cannot change it
  const OutputVectors output = output_vectors(call.output);
  for (; call.rows - first >= R; first += R) rows_dot<R>(call, output, call.a + first, call.c + first * call.c_stride);
  return first;
}

LANEWISE_INLINE void gemm_s8_4x16c4(const GemmS8Call& call) {
  const size_t done = groups_dot<4>(call, 0);
  switch (call.rows - done) {
    case 1: groups_dot<1>(call, done); break;
    case 2: groups_dot<2>(call, done); break;
    case 3: groups_dot<3>(call, done); break;
    default: break;
  }
}

}  // namespace lanewise

#endif  // LANEWISE_GEMM_MICROKERNELS_GEMM_S8_4X16C4_DOT_H_

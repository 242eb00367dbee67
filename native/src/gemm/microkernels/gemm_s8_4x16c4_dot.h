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

/** Bytes 4 * Lane to 4 * Lane + 3 of each row of A against one step of W. */
template <int R, int V, int Lane>
LANEWISE_INLINE void dot_step(int32x4_t (&acc)[R][V], const int8x16_t (&a)[R], const int8_t* w) {
  int8x16_t b[V];
  for (int v = 0; v < V; v++) b[v] = vld1q_s8(w + 64 * Lane + 16 * v);  // side by side, to become load pairs
  for (int v = 0; v < V; v++) {
    for (int r = 0; r < R; r++) acc[r][v] = vdotq_laneq_s32(acc[r][v], b[v], a[r], Lane);
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
    dot_step<R, V, 0>(acc, a, w);
    dot_step<R, V, 1>(acc, a, w);
    dot_step<R, V, 2>(acc, a, w);
    dot_step<R, V, 3>(acc, a, w);
    w += 256;
  }
  for (; k != 0; k -= 4) {
    int8x16_t a[R];
    for (int r = 0; r < R; r++) {
      int32_t bytes;
      std::memcpy(&bytes, row[r], 4);
      a[r] = vreinterpretq_s8_s32(vdupq_n_s32(bytes));
      row[r] += 4;
    }
    dot_step<R, V, 0>(acc, a, w);
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

LANEWISE_INLINE void gemm_s8_4x16c4(const GemmS8Call& shared) {
  const GemmS8Call call = shared;  // stores to C cannot change it
  const OutputVectors output = output_vectors(call.output);
  const int8_t* const* rows = call.a;
  const int8_t* const* end = rows + call.rows;
  int8_t* c = call.c;
  for (; end - rows >= 4; rows += 4, c += 4 * call.c_stride) rows_dot<4>(call, output, rows, c);
  switch (end - rows) {
    case 1: return rows_dot<1>(call, output, rows, c);
    case 2: return rows_dot<2>(call, output, rows, c);
    case 3: return rows_dot<3>(call, output, rows, c);
    default: return;
  }
}

}  // namespace lanewise

#endif  // LANEWISE_GEMM_MICROKERNELS_GEMM_S8_4X16C4_DOT_H_

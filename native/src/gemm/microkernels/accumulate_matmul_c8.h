// SPDX-License-Identifier: Apache-2.0
// Sums of gemm_s8 Rx16c8 with the matrix-multiply instruction (SMMLA): 8 bytes of K per step. Exact for every int8.
//
// SMMLA multiplies two rows of 8 bytes with two columns of 8 bytes: its operands are pairs of rows and pairs of
// columns, its accumulator the four outputs [r0c0, r0c1, r1c0, r1c1], put in row order once at the end.
//
//                        c0 c1   c2 c3   ...   c14 c15       packed W: 8 bytes of each of 16 columns, 128 bytes
//      rows 0 and 1 ->   acc00   acc01   ...   acc07
//      rows 2 and 3 ->   acc10    ...
//      rows 4 and 5 ->   acc20    ...                        24 accumulators for 6 rows
//
// 16 bytes of k, 6 rows: 48 SMMLA, 6 loads and 6 zips of A, 8 load pairs of W and the loop's 4 = 72 instructions for
// 1536 MAC, 0.047 per MAC.
#ifndef LANEWISE_GEMM_MICROKERNELS_ACCUMULATE_MATMUL_C8_H_
#define LANEWISE_GEMM_MICROKERNELS_ACCUMULATE_MATMUL_C8_H_

#include "cpu/neon.h"
#include "gemm/gemm_s8.h"

namespace lanewise {

/** The lower, or the upper, halves of two vectors. */
LANEWISE_INLINE int32x4_t low_halves(int32x4_t a, int32x4_t b) {
  return vreinterpretq_s32_s64(vzip1q_s64(vreinterpretq_s64_s32(a), vreinterpretq_s64_s32(b)));
}
LANEWISE_INLINE int32x4_t high_halves(int32x4_t a, int32x4_t b) {
  return vreinterpretq_s32_s64(vzip2q_s64(vreinterpretq_s64_s32(a), vreinterpretq_s64_s32(b)));
}

/** From pairs of rows and columns to rows of vectors. */
template <int R, int V, int P>
LANEWISE_INLINE void pairs_to_rows(const int32x4_t (&pairs)[P][2 * V], int32x4_t (&acc)[R][V]) {
  for (int r = 0; r < R; r++) {
    for (int v = 0; v < V; v++) {
      const int32x4_t left = pairs[r / 2][2 * v], right = pairs[r / 2][2 * v + 1];
      acc[r][v] = r % 2 == 0 ? low_halves(left, right) : high_halves(left, right);
    }
  }
}

/** The intrinsics twin of the assembly in accumulate_matmul_c8_6x16_aarch64.h, and what takes its tails. Segments are
 *  multiples of 8 bytes. */
struct MatmulC8 {
  static constexpr size_t kNr = 16, kWeightBytes = 1;

  template <int R, int V>
  LANEWISE_INLINE void accumulate(int32x4_t (&acc)[R][V], const GemmS8Call& call, const int8_t* const* rows,
                                  const uint8_t* panel) {
    constexpr int P = (R + 1) / 2;  // the last pair of an odd number of rows has one row twice
    int32x4_t pairs[P][2 * V];
    for (int j = 0; j < V; j++) {
      int32x4_t bias = vld1q_s32(reinterpret_cast<const int32_t*>(panel) + 4 * j);
      for (int p = 0; p < P; p++) {
        pairs[p][2 * j] = low_halves(bias, bias);
        pairs[p][2 * j + 1] = high_halves(bias, bias);
      }
    }
    const int8_t* w = reinterpret_cast<const int8_t*>(panel + 16 * sizeof(int32_t));
    for (size_t s = 0; s < call.segments; s++) {
      for (size_t k = 0; k < call.segment_bytes; k += 8, w += 128) {
        int8x16_t a[P];
        for (int p = 0; p < P; p++) {
          const size_t at = call.segment_offsets[s] + k;
          a[p] = vcombine_s8(vld1_s8(rows[2 * p] + at), vld1_s8(rows[2 * p + 1 < R ? 2 * p + 1 : 2 * p] + at));
        }
        for (int j = 0; j < 2 * V; j++) {
          int8x16_t b = vld1q_s8(w + 16 * j);
          for (int p = 0; p < P; p++) pairs[p][j] = vmmlaq_s32(pairs[p][j], a[p], b);
        }
      }
    }
    pairs_to_rows<R, V, P>(pairs, acc);
  }
};

}  // namespace lanewise

#endif  // LANEWISE_GEMM_MICROKERNELS_ACCUMULATE_MATMUL_C8_H_

// SPDX-License-Identifier: Apache-2.0
// The tail of int8 kernels: R rows by V vectors of 4 accumulators are scaled, narrowed, clamped and stored.
#ifndef LANEWISE_QUANTIZATION_REQUANTIZE_TILE_H_
#define LANEWISE_QUANTIZATION_REQUANTIZE_TILE_H_

#include <cstring>

#include "quantization/output_s8.h"
#include "quantization/requantize_neon.h"
#include "quantization/scale_in_double.h"
#include "quantization/scale_in_float.h"

namespace lanewise {

/** The output side in registers, loaded once for many tiles. */
struct OutputVectors {
  int16x8_t zero_point;
  int8x16_t minimum, maximum;
};

LANEWISE_INLINE OutputVectors output_vectors(const OutputS8& output) {
  return {vdupq_n_s16(output.zero_point), vdupq_n_s8(output.minimum), vdupq_n_s8(output.maximum)};
}

/** The scales of 4 columns in registers. */
struct ScaleVector {
  int32x4_t multiplier, right_shift, left_shift;
};

/** `scales`: those of the first of 4 columns in multiplier[nr], right_shift[nr], left_shift[nr]. */
template <Scaling kScaling>
LANEWISE_INLINE ScaleVector scale_vector(const int32_t* scales, size_t nr) {
  return {vld1q_s32(scales), vld1q_s32(scales + nr),
          kScaling == Scaling::kAny ? vld1q_s32(scales + 2 * nr) : vdupq_n_s32(0)};
}

/** Scales 4 columns in place. */
template <Scaling kScaling, int R, int V>
LANEWISE_INLINE void scale_columns(int32x4_t (&acc)[R][V], int v, const ScaleVector& by) {
  for (int r = 0; r < R; r++) {
    if (kScaling == Scaling::kFloat) {
      acc[r][v] = scale_in_float(acc[r][v], vreinterpretq_f32_s32(by.multiplier));
    } else if (kScaling == Scaling::kRectified) {
      acc[r][v] = multiply_by_quantized_multiplier_rectified(acc[r][v], by.multiplier, by.right_shift);
    } else if (kScaling == Scaling::kRight) {
      acc[r][v] = multiply_by_quantized_multiplier_right(acc[r][v], by.multiplier, by.right_shift);
    } else {
      acc[r][v] = multiply_by_quantized_multiplier(acc[r][v], by.multiplier, by.left_shift, by.right_shift);
    }
  }
}

/** Scales all columns in place. */
template <Scaling kScaling, int R, int V>
LANEWISE_INLINE void scale_tile(int32x4_t (&acc)[R][V], const int32_t* scales, size_t nr) {
  for (int v = 0; v < V; v++) scale_columns<kScaling>(acc, v, scale_vector<kScaling>(scales + 4 * v, nr));
}

/** 8 scaled values become outputs. */
template <Scaling kScaling>
LANEWISE_INLINE int8x8_t narrow_8(int32x4_t low, int32x4_t high, const OutputVectors& output) {
  if (kScaling == Scaling::kRectified) return narrow_rectified(low, high);
  return narrow_to_int8(low, high, output.zero_point, vget_low_s8(output.minimum), vget_low_s8(output.maximum));
}

/** 16 scaled values become outputs. */
template <Scaling kScaling>
LANEWISE_INLINE int8x16_t narrow_16(const int32x4_t (&values)[4], const OutputVectors& output) {
  if (kScaling == Scaling::kRectified) return narrow_rectified(values);
  int16x8_t low = vqaddq_s16(narrow_two(values[0], values[1]), output.zero_point);
  int16x8_t high = vqaddq_s16(narrow_two(values[2], values[3]), output.zero_point);
  int8x16_t narrow = narrow_two(low, high);
  return vminq_s8(vmaxq_s8(narrow, output.minimum), output.maximum);
}

/** The next `kBytes` of each row. */
template <size_t kBytes>
LANEWISE_INLINE void store_part(const int8_t*& from, size_t bytes, size_t rows, int8_t*& c, size_t c_stride) {
  for (size_t r = 0; r < rows; r++) std::memcpy(c + r * c_stride, from + r * bytes, kBytes);
  from += kBytes;
  c += kBytes;
}

/** Writes the first `columns` (less than 16) of `bytes` of each row. Out of line: it would cost the kernels
 *  registers. */
LANEWISE_OUTLINE void store_columns(const int8_t* from, size_t bytes, size_t rows, int8_t* c, size_t c_stride,
                                    size_t columns) {
  if (columns & 8) store_part<8>(from, bytes, rows, c, c_stride);
  if (columns & 4) store_part<4>(from, bytes, rows, c, c_stride);
  if (columns & 2) store_part<2>(from, bytes, rows, c, c_stride);
  if (columns & 1) store_part<1>(from, bytes, rows, c, c_stride);
}

/** Writes R x `columns` (at most 4) outputs from one vector each. Two rows are narrowed together. */
template <Scaling kScaling, int R>
LANEWISE_INLINE void store_tile(int32x4_t (&acc)[R][1], const OutputVectors& output, int8_t* c, size_t c_stride,
                                size_t columns) {
  int32x2_t narrow[(R + 1) / 2];
  for (int r = 0; r < R; r += 2) {
    int next = r + 1 < R ? r + 1 : r;
    narrow[r / 2] = vreinterpret_s32_s8(narrow_8<kScaling>(acc[r][0], acc[next][0], output));
  }
  if (columns >= 4) {
    for (int r = 0; r < R; r++) {
      int32_t four = r % 2 == 0 ? vget_lane_s32(narrow[r / 2], 0) : vget_lane_s32(narrow[r / 2], 1);
      std::memcpy(c + r * c_stride, &four, 4);
    }
  } else {
    int8_t all[R + 1][4];
    for (int r = 0; r < R; r += 2) vst1_s8(all[r], vreinterpret_s8_s32(narrow[r / 2]));
    store_columns(all[0], 4, R, c, c_stride, columns);
  }
}

/** Writes R x `columns` (at most 8) outputs from 2 vectors each. */
template <Scaling kScaling, int R>
LANEWISE_INLINE void store_tile(int32x4_t (&acc)[R][2], const OutputVectors& output, int8_t* c, size_t c_stride,
                                size_t columns) {
  int8x8_t narrow[R];
  for (int r = 0; r < R; r++) narrow[r] = narrow_8<kScaling>(acc[r][0], acc[r][1], output);
  if (columns >= 8) {
    for (int r = 0; r < R; r++) vst1_s8(c + r * c_stride, narrow[r]);
  } else {
    int8_t all[R][8];
    for (int r = 0; r < R; r++) vst1_s8(all[r], narrow[r]);
    store_columns(all[0], 8, R, c, c_stride, columns);
  }
}

/** Writes R x `columns` (at most 16) outputs from 4 vectors each. */
template <Scaling kScaling, int R>
LANEWISE_INLINE void store_tile(int32x4_t (&acc)[R][4], const OutputVectors& output, int8_t* c, size_t c_stride,
                                size_t columns) {
  int8x16_t narrow[R];
  for (int r = 0; r < R; r++) narrow[r] = narrow_16<kScaling>(acc[r], output);
  if (columns >= 16) {
    for (int r = 0; r < R; r++) vst1q_s8(c + r * c_stride, narrow[r]);
  } else {
    int8_t all[R][16];
    for (int r = 0; r < R; r++) vst1q_s8(all[r], narrow[r]);
    store_columns(all[0], 16, R, c, c_stride, columns);
  }
}

template <Scaling kScaling, int R, int V>
LANEWISE_INLINE void requantize_tile(int32x4_t (&acc)[R][V], const int32_t* scales, size_t nr,
                                     const OutputVectors& output, int8_t* c, size_t c_stride, size_t columns) {
  scale_tile<kScaling>(acc, scales, nr);
  store_tile<kScaling>(acc, output, c, c_stride, columns);
}

/** The same where the scaling is not a constant. */
template <int R, int V>
LANEWISE_INLINE void requantize_tile(Scaling scaling, int32x4_t (&acc)[R][V], const int32_t* scales, size_t nr,
                                     const OutputVectors& output, int8_t* c, size_t c_stride, size_t columns) {
  switch (scaling) {
    case Scaling::kRectified:
      return requantize_tile<Scaling::kRectified>(acc, scales, nr, output, c, c_stride, columns);
    case Scaling::kRight: return requantize_tile<Scaling::kRight>(acc, scales, nr, output, c, c_stride, columns);
    case Scaling::kAny: return requantize_tile<Scaling::kAny>(acc, scales, nr, output, c, c_stride, columns);
    case Scaling::kDouble:
    case Scaling::kFloat:
    case Scaling::kAnyLessRow:
    case Scaling::kDoubleLessRow:
    case Scaling::kFloatLessRow: break;  // have loops of their own, see below
  }
}

/** The same for Scaling::kDouble and kFloat. */
template <int R, int V>
LANEWISE_INLINE void requantize_tile_by_factors(Scaling scaling, int32x4_t (&acc)[R][V], const uint8_t* scales,
                                                size_t nr, const OutputVectors& output, int8_t* c, size_t c_stride,
                                                size_t columns) {
  if (scaling == Scaling::kFloat) {
    const int32_t* factors = reinterpret_cast<const int32_t*>(scales);
    return requantize_tile<Scaling::kFloat>(acc, factors, nr, output, c, c_stride, columns);
  }
  int32_t sums[R][4 * V];
  for (int r = 0; r < R; r++) {
    for (int v = 0; v < V; v++) vst1q_s32(sums[r] + 4 * v, acc[r][v]);
    scale_in_double(sums[r], reinterpret_cast<const double*>(scales), 4 * V);
    for (int v = 0; v < V; v++) acc[r][v] = vld1q_s32(sums[r] + 4 * v);
  }
  store_tile<Scaling::kDouble>(acc, output, c, c_stride, columns);
}

/** The same for those less a row's sum times the zero points of the columns' weights, the third int32 of each column in
 *  `scales`. Shifts go left or right in one. */
template <int R, int V>
LANEWISE_INLINE void requantize_tile_less_rows(Scaling scaling, int32x4_t (&acc)[R][V], const int32_t* row_sums,
                                               const uint8_t* scales, size_t nr, const OutputVectors& output,
                                               int8_t* c, size_t c_stride, size_t columns) {
  const int32_t* by = reinterpret_cast<const int32_t*>(scales);
  for (int v = 0; v < V; v++) {
    const int32x4_t zero_points = vld1q_s32(by + 2 * nr + 4 * v);
    for (int r = 0; r < R; r++) acc[r][v] = vmlsq_n_s32(acc[r][v], zero_points, row_sums[r]);
  }
  if (scaling != Scaling::kAnyLessRow) {
    return requantize_tile_by_factors(scaling == Scaling::kFloatLessRow ? Scaling::kFloat : Scaling::kDouble, acc,
                                      scales, nr, output, c, c_stride, columns);
  }
  const int32x4_t none = vdupq_n_s32(0);
  for (int v = 0; v < V; v++) {
    const int32x4_t shift = vld1q_s32(by + nr + 4 * v);
    scale_columns<Scaling::kAny>(acc, v, {vld1q_s32(by + 4 * v), vminq_s32(shift, none), vmaxq_s32(shift, none)});
  }
  store_tile<Scaling::kAny>(acc, output, c, c_stride, columns);
}

}  // namespace lanewise

#endif  // LANEWISE_QUANTIZATION_REQUANTIZE_TILE_H_

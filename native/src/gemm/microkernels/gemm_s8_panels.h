// SPDX-License-Identifier: Apache-2.0
// The way over rows and panels of the gemm_s8 kernels whose sums come in rows of vectors. What differs, how the sums
// are computed, is a Scheme: a type with kNr, the columns of a panel (16, 8 or 4), kWeightBytes of a packed weight, and
// the function
//   accumulate<R, V>(int32x4_t (&acc)[R][V], const GemmS8Call&, const int8_t* const* rows, const uint8_t* panel)
// which computes R rows by the first 4 V columns of a panel. Columns beyond the last are computed but not stored.
#ifndef LANEWISE_GEMM_MICROKERNELS_GEMM_S8_PANELS_H_
#define LANEWISE_GEMM_MICROKERNELS_GEMM_S8_PANELS_H_

#include "gemm/gemm_s8.h"
#include "quantization/requantize_tile.h"

namespace lanewise {

/** How sums are scaled. What few layers need has its own loops, as it would cost the others registers. */
enum class Way { kByShifts, kByFactors, kLessRows };

/** Whether a panel's weights are for the segments of the call, or for steps of its own, which leave zeros out; or as
 *  the call says, for two rows whose code is the same. */
enum class Zeros { kMultiplied, kSkipped, kAsCalled };

/** R rows against the first 4 V columns of a dense kernel's panel. Returns the next panel. */
template <typename Scheme, Way kWay, int R, int V>
LANEWISE_INLINE const uint8_t* dense_tile(const GemmS8Call& call, const OutputVectors& output,
                                          const int8_t* const* rows, const uint8_t* panel, int8_t* c, size_t columns) {
  constexpr size_t kNr = Scheme::kNr;
  int32x4_t acc[R][V];
  Scheme::template accumulate<R, V>(acc, call, rows, panel);
  const uint8_t* scales =
      panel + kNr * sizeof(int32_t) + call.segments * call.segment_bytes * kNr * Scheme::kWeightBytes;
  if (kWay == Way::kLessRows) {
    requantize_tile_less_rows(call.output.scaling, acc, call.row_sums + (rows - call.a), scales, kNr, output, c,
                              call.c_stride, columns);
  } else if (kWay == Way::kByFactors) {
    requantize_tile_by_factors(call.output.scaling, acc, scales, kNr, output, c, call.c_stride, columns);
  } else {
    requantize_tile(call.output.scaling, acc, reinterpret_cast<const int32_t*>(scales), kNr, output, c, call.c_stride,
                    columns);
  }
  return scales + 3 * kNr * sizeof(int32_t);
}

/** The same of a panel with the call's segments, or with steps of its own. */
template <typename Scheme, Zeros kZeros, Way kWay, int R, int V>
LANEWISE_INLINE const uint8_t* panel_tile(const GemmS8Call& call, const OutputVectors& output,
                                          const int8_t* const* rows, const uint8_t* panel, int8_t* c, size_t columns) {
  if constexpr (kZeros == Zeros::kMultiplied) {
    return dense_tile<Scheme, kWay, R, V>(call, output, rows, panel, c, columns);
  }
  GemmS8Call of_panel = call;
  if (kZeros == Zeros::kSkipped || call.steps_of_panels) {
    const SegmentsOfPanel kept = segments_of_panel(panel);
    of_panel.segments = kept.count;
    of_panel.segment_offsets = kept.offsets;
    panel = kept.panel;
  }
  return dense_tile<Scheme, kWay, R, V>(of_panel, output, rows, panel, c, columns);
}

/** R rows against all columns. Columns beyond the last whole panel take the fewest vectors that hold them, but not
 *  3. */
template <typename Scheme, Zeros kZeros, Way kWay, int R>
LANEWISE_INLINE void panel_rows(const GemmS8Call& call, const OutputVectors& output, const int8_t* const* rows,
                                int8_t* c) {
  constexpr size_t kNr = Scheme::kNr;
  const uint8_t* panel = call.panels;
  for (size_t whole = call.columns / kNr; whole > 0; whole--, c += kNr) {
    panel = panel_tile<Scheme, kZeros, kWay, R, kNr / 4>(call, output, rows, panel, c, kNr);
  }
  const size_t rest = call.columns % kNr;
  if (kNr > 8 && rest > 8) {
    panel_tile<Scheme, kZeros, kWay, R, kNr / 4>(call, output, rows, panel, c, rest);
  } else if (kNr > 4 && rest > 4) {
    panel_tile<Scheme, kZeros, kWay, R, kNr / 4 < 2 ? 1 : 2>(call, output, rows, panel, c, rest);
  } else if (rest > 0) {
    panel_tile<Scheme, kZeros, kWay, R, 1>(call, output, rows, panel, c, rest);
  }
}

/** All rows that make whole groups of R, from row `first` on. Returns the first that is left. */
template <typename Scheme, Zeros kZeros, Way kWay, int R>
LANEWISE_OUTLINE size_t panel_groups(const GemmS8Call& shared, size_t first) {
  const GemmS8Call call = shared;  // stores to C cannot change it
  const OutputVectors output = output_vectors(call.output);
  for (; call.rows - first >= R; first += R) {
    panel_rows<Scheme, kZeros, kWay, R>(call, output, call.a + first, call.c + first * call.c_stride);
  }
  return first;
}

/** All rows, MR (2, 4 or 6) at a time; those that are left one by one. */
template <typename Scheme, Zeros kZeros, Way kWay, int MR>
LANEWISE_INLINE void panels_of_few_layers(const GemmS8Call& call) {
  panel_groups<Scheme, kZeros, kWay, 1>(call, panel_groups<Scheme, kZeros, kWay, MR>(call, 0));
}

/** All rows, MR (2, 4 or 6) at a time, and by shifts as many as are left. */
template <typename Scheme, int MR, Zeros kZeros = Zeros::kMultiplied>
LANEWISE_INLINE void gemm_s8_panels(const GemmS8Call& call) {
  switch (call.output.scaling) {
    case Scaling::kDouble:
    case Scaling::kFloat: return panels_of_few_layers<Scheme, kZeros, Way::kByFactors, MR>(call);
    case Scaling::kAnyLessRow:
    case Scaling::kDoubleLessRow:
    case Scaling::kFloatLessRow: return panels_of_few_layers<Scheme, kZeros, Way::kLessRows, MR>(call);
    case Scaling::kAny:
    case Scaling::kRight:
    case Scaling::kRectified: break;
  }
  size_t done = panel_groups<Scheme, kZeros, Way::kByShifts, MR>(call, 0);
  if constexpr (MR > 4) done = panel_groups<Scheme, kZeros, Way::kByShifts, 4>(call, done);
  if constexpr (MR > 2) {
    if (call.rows - done == 3) panel_groups<Scheme, kZeros, Way::kByShifts, 3>(call, done);
    if (call.rows - done == 2) panel_groups<Scheme, kZeros, Way::kByShifts, 2>(call, done);
  }
  if (call.rows - done == 1) panel_groups<Scheme, kZeros, Way::kByShifts, 1>(call, done);
}

}  // namespace lanewise

#endif  // LANEWISE_GEMM_MICROKERNELS_GEMM_S8_PANELS_H_

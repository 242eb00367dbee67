// SPDX-License-Identifier: Apache-2.0
#include "gemm/gemm_s8.h"
#include "operator/operator.h"

namespace lanewise {
namespace {

void pack_scale(Scaling scaling, const ColumnsS8& columns, size_t n, size_t nr, size_t lane, int32_t* tail) {
  switch (scaling) {
    case Scaling::kDouble:
    case Scaling::kDoubleLessRow: reinterpret_cast<double*>(tail)[lane] = columns.factors[n]; return;
    case Scaling::kFloat:
    case Scaling::kFloatLessRow: reinterpret_cast<float*>(tail)[lane] = columns.float_factors[n]; return;
    case Scaling::kAnyLessRow:
      tail[lane] = columns.multipliers[n];
      tail[nr + lane] = columns.shifts[n];
      return;
    case Scaling::kAny:
    case Scaling::kRight:
    case Scaling::kRectified: break;
  }
  const int32_t shift = columns.shifts[n];
  tail[lane] = columns.multipliers[n];
  tail[nr + lane] = shift < 0 ? shift : 0;
  tail[2 * nr + lane] = shift > 0 ? shift : 0;
}

/** Where the weight at byte `k` of segment `segment` goes, of a column that is `lane` of its panel. */
size_t place(const GemmS8& gemm, size_t segment, size_t k, size_t lane) {
  const size_t nr = gemm.kernel->nr, kr = gemm.kernel->kr;
  const size_t step = k / kr * kr, width = std::min(gemm.segment_bytes - step, kr);
  return (segment * gemm.segment_bytes + step) * nr + lane * width + k % kr;
}

/** Weights from `k` on, of a column's segment, to the panel's segment `to`, of which `first` is the byte 0. */
void pack_weights(const GemmS8& gemm, const int8_t* segment, size_t k, size_t end, size_t first, size_t to, size_t lane,
                  uint8_t* packed) {
  for (; k < end; k++) {
    const size_t at = place(gemm, to, k - first, lane);
    if (gemm.kernel->weight_bytes == 1) {
      packed[at] = static_cast<uint8_t>(segment[k]);
    } else {
      reinterpret_cast<int16_t*>(packed)[at] = segment[k];
    }
  }
}

/** The bias of a column, the input zero point folded in. */
int32_t folded_bias(const ColumnsS8& columns, size_t n, size_t depth) {
  uint32_t sum = 0;  // wraps like the accumulator
  for (size_t k = 0; k < depth; k++) sum += static_cast<uint32_t>(columns.weights[n * depth + k]);
  if (columns.zero_points != nullptr) {
    sum -= static_cast<uint32_t>(depth) * static_cast<uint32_t>(columns.zero_points[n]);
  }
  const uint32_t bias = columns.bias == nullptr ? 0 : static_cast<uint32_t>(columns.bias[n]);
  return static_cast<int32_t>(bias - static_cast<uint32_t>(columns.input_zero_point) * sum);
}

/** A dense kernel's panel of `segments`, but for its weights. */
void pack_scales(const GemmS8& gemm, const ColumnsS8& columns, size_t first, size_t count, size_t segments,
                 uint8_t* panel) {
  const size_t nr = gemm.kernel->nr;
  int32_t* scales = reinterpret_cast<int32_t*>(panel + nr * sizeof(int32_t) +
                                               segments * gemm.segment_bytes * nr * gemm.kernel->weight_bytes);
  for (size_t lane = 0; lane < count; lane++) {
    const size_t n = first + lane;
    reinterpret_cast<int32_t*>(panel)[lane] = folded_bias(columns, n, gemm.segments * gemm.segment_length);
    pack_scale(gemm.output.scaling, columns, n, nr, lane, scales);
    if (columns.zero_points != nullptr) scales[2 * nr + lane] = columns.zero_points[n];
  }
}

void pack_dense_panel(const GemmS8& gemm, const ColumnsS8& columns, size_t first, size_t count, uint8_t* panel) {
  uint8_t* packed = panel + gemm.kernel->nr * sizeof(int32_t);
  const int8_t* segment = columns.weights + first * gemm.segments * gemm.segment_length;
  for (size_t lane = 0; lane < count; lane++) {
    for (size_t s = 0; s < gemm.segments; s++, segment += gemm.segment_length) {
      pack_weights(gemm, segment, 0, gemm.segment_length, 0, s, lane, packed);
    }
  }
  pack_scales(gemm, columns, first, count, gemm.segments, panel);
}

/** Returns the end of the panel. */
uint8_t* pack_kept_panel(const GemmS8& gemm, const size_t* segment_offsets, const ColumnsS8& columns, size_t first,
                         size_t count, uint8_t* panel) {
  const WeightsS8 weights = {columns.weights, 1, gemm.columns, gemm.segments, gemm.segment_length};
  size_t* words = reinterpret_cast<size_t*>(panel);
  const size_t steps = words[0] = count_kept_steps(weights, first, count, gemm.segment_bytes);
  uint8_t* dense = panel + segments_of_panel_bytes(steps);
  size_t to = 0;
  for_each_kept_step(weights, first, count, gemm.segment_bytes, [&](const KeptStep& step) {
    words[1 + to] = segment_offsets[step.segment] + step.first;
    const size_t end = std::min(step.first + gemm.segment_bytes, weights.length);
    for (size_t lane = 0; lane < count; lane++) {
      pack_weights(gemm, weights.values + (first + lane) * weights.depth() + step.segment * weights.length, step.begin,
                   end, step.first, to, lane, dense + gemm.kernel->nr * sizeof(int32_t));
    }
    to++;
  });
  pack_scales(gemm, columns, first, count, steps, dense);
  return dense + dense_panel_bytes(*gemm.kernel, steps, gemm.segment_bytes);
}

}  // namespace

void pack_gemm_s8(const GemmS8& gemm, const size_t* segment_offsets, const ColumnsS8& columns, uint8_t* packed) {
  const size_t nr = gemm.kernel->nr;
  uint8_t* panel = packed + round_up(starts_of_panels_bytes(gemm), kAlignment);
  for (size_t n = 0; n < gemm.columns; n += nr) {
    const size_t count = std::min(nr, gemm.columns - n);
    if (gemm.kernel->skips_zeros()) {
      reinterpret_cast<size_t*>(packed)[n / nr] = static_cast<size_t>(panel - packed);
      panel = pack_kept_panel(gemm, segment_offsets, columns, n, count, panel);
    } else {
      pack_dense_panel(gemm, columns, n, count, panel);
      panel += gemm.panel_bytes;
    }
  }
}

}  // namespace lanewise

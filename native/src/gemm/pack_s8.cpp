// SPDX-License-Identifier: Apache-2.0
#include "gemm/gemm_s8.h"
#include "operator/operator.h"

namespace lanewise {
namespace {

// Half of the smallest L1 data cache among the cores aimed at (32 KB): the other half is for rows of A.
constexpr size_t kBlockBytes = 16 * 1024;

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

}  // namespace

GemmS8 plan_gemm_s8(const GemmS8Row* kernel, size_t columns, size_t segments, size_t segment_length,
                    const OutputS8& output) {
  GemmS8 gemm = {};
  gemm.kernel = kernel;
  gemm.columns = columns;
  gemm.segments = segments;
  gemm.segment_bytes = round_up(segment_length, kernel->k_tail);
  size_t weights = checked_product(segments, gemm.segment_bytes, kernel->nr, kernel->weight_bytes);
  gemm.panel_bytes = weights >= kTooLarge / 2 ? kTooLarge : weights + kernel->nr * 4 * sizeof(int32_t);
  size_t panels = kBlockBytes / gemm.panel_bytes;
  gemm.block_columns = (panels == 0 ? 1 : panels) * kernel->nr;
  gemm.output = output;
  return gemm;
}

size_t panels_size(const GemmS8& gemm) {
  return checked_product(round_up(gemm.columns, gemm.kernel->nr) / gemm.kernel->nr, gemm.panel_bytes);
}

ColumnsS8 columns_from(const ColumnsS8& all, size_t first, size_t column_bytes) {
  ColumnsS8 columns = all;
  columns.weights += first * column_bytes;
  if (all.zero_points != nullptr) columns.zero_points += first;
  if (all.bias != nullptr) columns.bias += first;
  if (all.factors != nullptr) {
    columns.factors += first;
  } else if (all.float_factors != nullptr) {
    columns.float_factors += first;
  } else {
    columns.multipliers += first;
    columns.shifts += first;
  }
  return columns;
}

void pack_gemm_s8(const GemmS8& gemm, size_t segment_length, const ColumnsS8& columns, uint8_t* panels) {
  const size_t nr = gemm.kernel->nr, kr = gemm.kernel->kr;
  const size_t column_bytes = gemm.segments * segment_length;
  for (size_t n = 0; n < gemm.columns; n++) {
    uint8_t* panel = panels + n / nr * gemm.panel_bytes;
    size_t lane = n % nr;
    uint8_t* packed = panel + nr * sizeof(int32_t);
    int32_t* tail =
        reinterpret_cast<int32_t*>(packed + gemm.segments * gemm.segment_bytes * nr * gemm.kernel->weight_bytes);
    uint32_t sum = 0;  // wraps like the accumulator
    for (size_t s = 0; s < gemm.segments; s++) {
      for (size_t k = 0; k < segment_length; k++) {
        int8_t weight = columns.weights[n * column_bytes + s * segment_length + k];
        size_t step = k / kr * kr;
        size_t width = gemm.segment_bytes - step < kr ? gemm.segment_bytes - step : kr;
        const size_t at = (s * gemm.segment_bytes + step) * nr + lane * width + k % kr;
        if (gemm.kernel->weight_bytes == 1) {
          packed[at] = static_cast<uint8_t>(weight);
        } else {
          reinterpret_cast<int16_t*>(packed)[at] = weight;
        }
        sum += static_cast<uint32_t>(weight);
      }
    }
    const int32_t zero_point = columns.zero_points == nullptr ? 0 : columns.zero_points[n];
    sum -= static_cast<uint32_t>(column_bytes) * static_cast<uint32_t>(zero_point);
    const uint32_t bias = columns.bias == nullptr ? 0 : static_cast<uint32_t>(columns.bias[n]);
    const uint32_t folded = bias - static_cast<uint32_t>(columns.input_zero_point) * sum;
    reinterpret_cast<int32_t*>(panel)[lane] = static_cast<int32_t>(folded);
    pack_scale(gemm.output.scaling, columns, n, nr, lane, tail);
    if (columns.zero_points != nullptr) tail[2 * nr + lane] = zero_point;
  }
}

}  // namespace lanewise

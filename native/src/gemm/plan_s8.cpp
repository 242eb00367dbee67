// SPDX-License-Identifier: Apache-2.0
#include "gemm/gemm_s8.h"
#include "operator/operator.h"

namespace lanewise {
namespace {

// Half of the smallest L1 data cache among the cores aimed at (32 KB): the other half is for rows of A.
constexpr size_t kBlockBytes = 16 * 1024;

/** Bytes of the panels of one group of a kernel that skips zeros. */
size_t kept_panels_bytes(const GemmS8& gemm, const WeightsS8& weights, size_t group) {
  const size_t nr = gemm.kernel->nr;
  size_t bytes = 0;
  for (size_t n = 0; n < weights.columns; n += nr) {
    const size_t steps = count_kept_steps(weights, group * weights.columns + n, std::min(nr, weights.columns - n),
                                          gemm.segment_bytes);
    bytes += segments_of_panel_bytes(steps) + dense_panel_bytes(*gemm.kernel, steps, gemm.segment_bytes);
  }
  return bytes;
}

}  // namespace

size_t dense_panel_bytes(const GemmS8Row& kernel, size_t segments, size_t segment_bytes) {
  const size_t weights = checked_product(segments, segment_bytes, kernel.nr, kernel.weight_bytes);
  return weights >= kTooLarge / 2 ? kTooLarge : weights + kernel.nr * 4 * sizeof(int32_t);
}

GemmS8 plan_gemm_s8(const GemmS8Row* kernel, const WeightsS8& weights, const OutputS8& output) {
  GemmS8 gemm = {};
  gemm.kernel = kernel;
  gemm.columns = weights.columns;
  gemm.segments = weights.segments;
  gemm.segment_length = weights.length;
  gemm.output = output;
  const size_t panels = round_up(weights.columns, kernel->nr) / kernel->nr;
  if (kernel->skips_zeros()) {
    gemm.segment_bytes = kernel->kept_steps(weights).step_bytes;
    gemm.read_bytes = std::max(weights.length, gemm.segment_bytes);
    for (size_t group = 0; group < weights.groups; group++) {
      gemm.packed_bytes = std::max(gemm.packed_bytes, kept_panels_bytes(gemm, weights, group));
    }
    gemm.panel_bytes = gemm.packed_bytes / panels;
    gemm.packed_bytes = round_up(gemm.packed_bytes + round_up(starts_of_panels_bytes(gemm), kAlignment), kAlignment);
  } else {
    gemm.segment_bytes = gemm.read_bytes = round_up(weights.length, kernel->k_tail);
    gemm.panel_bytes = dense_panel_bytes(*kernel, weights.segments, gemm.segment_bytes);
    gemm.packed_bytes = checked_product(panels, gemm.panel_bytes);
  }
  const size_t together = kBlockBytes / gemm.panel_bytes;
  gemm.block_columns = (together == 0 ? 1 : together) * kernel->nr;
  return gemm;
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

}  // namespace lanewise

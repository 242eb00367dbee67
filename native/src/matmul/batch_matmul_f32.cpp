// SPDX-License-Identifier: Apache-2.0
// BATCH_MATMUL in float. Right matrices, and left ones that lie transposed, are packed into the workspace. There lie
//   float panels of gemm_f32.h, without bias, of each right matrix; rows[rows][depth] of each transposed left one
#include <algorithm>

#include "cpu/neon.h"
#include "gemm/gemm_f32.h"
#include "matmul/matrix_batch.h"

namespace lanewise {
namespace {

constexpr size_t kRowsPerCall = 32;        // rows for which a block of panels stays in the cache
constexpr size_t kBlockBytes = 16 * 1024;  // half of a 32 KB cache

struct BatchMatmulF32 : lanewise_operator {
  MatrixBatch batch;
  bool packs_left;
  size_t panels, panel_elements;  // of one right matrix; of one panel
  size_t block_columns, row_blocks;
  size_t rows_at;  // elements, in the workspace
  const GemmF32Row* kernel;
};

float* workspace(const lanewise_buffer* buffers) {
  return reinterpret_cast<float*>(round_up(reinterpret_cast<uintptr_t>(buffers[3].data), kAlignment));
}

// A unit is a panel of columns of one right matrix. Columns beyond the last are 0.
void run_pack_right(const lanewise_operator& base, const lanewise_buffer* buffers, const Part& part) {
  const BatchMatmulF32& op = static_cast<const BatchMatmulF32&>(base);
  const MatrixBatch& batch = op.batch;
  for (size_t unit = part.begin; unit < part.end; unit++) {
    const size_t first = unit % op.panels * kGemmF32Columns;
    const size_t columns = std::min(kGemmF32Columns, batch.columns - first);
    const float* from = static_cast<const float*>(buffers[1].data) + unit / op.panels * batch.depth * batch.columns +
                        first * batch.right.outer;
    float* to = workspace(buffers) + unit * op.panel_elements;
    std::fill_n(to, kGemmF32Columns, 0.0f);  // no bias
    for (size_t k = 0; k < batch.depth; k++, from += batch.right.depth) {
      to += kGemmF32Columns;
      if (columns == kGemmF32Columns && batch.right.outer == 1) {
        vst1q_f32(to, vld1q_f32(from));
        vst1q_f32(to + 4, vld1q_f32(from + 4));
        continue;
      }
      for (size_t n = 0; n < kGemmF32Columns; n++) to[n] = n < columns ? from[n * batch.right.outer] : 0.0f;
    }
  }
}

// A unit is a row of a left matrix.
void run_pack_left(const lanewise_operator& base, const lanewise_buffer* buffers, const Part& part) {
  const BatchMatmulF32& op = static_cast<const BatchMatmulF32&>(base);
  const MatrixBatch& batch = op.batch;
  for (size_t unit = part.begin; unit < part.end; unit++) {
    const float* from = static_cast<const float*>(buffers[0].data) + unit / batch.rows * batch.rows * batch.depth +
                        unit % batch.rows * batch.left.outer;
    float* to = workspace(buffers) + op.rows_at + unit * batch.depth;
    for (size_t k = 0; k < batch.depth; k++) to[k] = from[k * batch.left.depth];
  }
}

/** Rows `first` to `last`, at most kRowsPerCall, of one product. */
void multiply_rows(const BatchMatmulF32& op, const float* left, const float* panels, size_t first, size_t last,
                   float* out) {
  const float* rows[kRowsPerCall];
  for (size_t row = first; row < last; row++) rows[row - first] = left + row * op.batch.depth;
  const size_t offset = 0;
  GemmF32Call call = {};
  call.rows = last - first;
  call.a = rows;
  call.segments = 1;
  call.segment_offsets = &offset;
  call.segment_length = op.batch.depth;
  call.c_stride = op.batch.columns;
  call.output = {-__builtin_inff(), __builtin_inff()};
  for (size_t n = 0; n < op.batch.columns; n += op.block_columns) {
    call.columns = std::min(op.block_columns, op.batch.columns - n);
    call.panels = reinterpret_cast<const uint8_t*>(panels + n / kGemmF32Columns * op.panel_elements);
    call.c = out + first * op.batch.columns + n;
    op.kernel->run(call);
  }
}

// A unit is a block of rows of a product.
void run_multiply(const lanewise_operator& base, const lanewise_buffer* buffers, const Part& part) {
  const BatchMatmulF32& op = static_cast<const BatchMatmulF32&>(base);
  const MatrixBatch& batch = op.batch;
  const float* lefts = op.packs_left ? workspace(buffers) + op.rows_at : static_cast<const float*>(buffers[0].data);
  for (size_t unit = part.begin; unit < part.end; unit++) {
    const size_t product = unit / op.row_blocks, first = unit % op.row_blocks * kRowsPerCall;
    multiply_rows(op, lefts + batch.left_of(product) * batch.rows * batch.depth,
                  workspace(buffers) + batch.right_of(product) * op.panels * op.panel_elements, first,
                  std::min(first + kRowsPerCall, batch.rows),
                  static_cast<float*>(buffers[2].data) + product * batch.rows * batch.columns);
  }
}

/** Everything that follows from the sizes; false where the workspace would be too large. */
bool plan_workspace(BatchMatmulF32* op) {
  const MatrixBatch& batch = op->batch;
  op->panels = (batch.columns + kGemmF32Columns - 1) / kGemmF32Columns;
  op->panel_elements = gemm_f32_panel_elements(batch.depth);
  op->block_columns = std::max<size_t>(kBlockBytes / (op->panel_elements * sizeof(float)), 1) * kGemmF32Columns;
  op->row_blocks = (batch.rows + kRowsPerCall - 1) / kRowsPerCall;
  const size_t right_bytes = checked_product(batch.rights, op->panels, op->panel_elements, sizeof(float));
  const size_t left_bytes = op->packs_left ? op->two_input_sizes[0] : 0;
  if (right_bytes >= kTooLarge / 4 || left_bytes >= kTooLarge / 4) return false;
  op->rows_at = right_bytes / sizeof(float);
  op->workspace_size = right_bytes + left_bytes + kAlignment;
  add_phase(op, run_pack_right, batch.rights * op->panels, kGemmF32Columns * batch.depth * 4);
  if (op->packs_left) add_phase(op, run_pack_left, batch.lefts * batch.rows, batch.depth * 4);
  add_phase(op, run_multiply, batch.products * op->row_blocks,
            4 * std::min(kRowsPerCall, batch.rows) * batch.depth * batch.columns);
  return true;
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_batch_matmul_f32(const lanewise_broadcast* outer, int32_t rows, int32_t depth,
                                                 int32_t columns, int32_t left_transposed, int32_t right_transposed,
                                                 lanewise_operator** op) {
  using namespace lanewise;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  BatchMatmulF32 checked = {};
  checked.packs_left = left_transposed != 0;
  if (!plan_matrix_batch(outer, rows, depth, columns, checked.packs_left, right_transposed != 0, sizeof(float),
                         &checked.batch, &checked) ||
      !plan_workspace(&checked)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  checked.input_alignment = checked.output_alignment = sizeof(float);
  checked.kernel = select_microkernel(kGemmF32Table, {});
  checked.microkernel = checked.kernel;
  return publish(checked, op);
}

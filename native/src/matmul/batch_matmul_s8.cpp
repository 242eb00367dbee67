// SPDX-License-Identifier: Apache-2.0
// BATCH_MATMUL in int8, both sides known at run time: packed into the workspace as the row kernels of dense layers want
// their weights, then a matrix at a time, row by row. Of the products
//   sum (a - za) (b - zb) = sum a b - za sum b - zb sum a + K za zb
// the terms of a column are its bias, the term of a row is taken off its sums. In the workspace, for each right matrix:
//   int8  w[panels][steps][kDenseNr][kDenseStep], int32 bias[padded columns]
// and for each left one
//   int8  row[rows][padded depth], int32 offset[rows]
#include <algorithm>
#include <cstring>

#include "cpu/neon.h"
#include "matmul/dense_s8.h"
#include "matmul/matrix_batch.h"
#include "operator/operator.h"
#include "quantization/output_s8.h"
#include "quantization/requantize.h"
#include "quantization/tensor_scale_neon.h"

namespace lanewise {
namespace {

constexpr size_t kBlock = 64;  // columns whose panels stay in the cache for all rows

struct BatchMatmulS8 : lanewise_operator {
  MatrixBatch batch;
  size_t padded_depth, padded_columns;
  uint32_t left_zero_point, right_zero_point;  // of sums that wrap
  size_t bias_at, row_at, offset_at;           // in the workspace
  DenseS8Function* multiply;
  int32_t multiplier, shift;
  OutputS8 output;
};

struct Workspace {
  int8_t* panels;
  int32_t* bias;
  int8_t* rows;
  int32_t* offsets;

  Workspace(const BatchMatmulS8& op, const lanewise_buffer* buffers) {
    const uintptr_t base = round_up(reinterpret_cast<uintptr_t>(buffers[3].data), kAlignment);
    panels = reinterpret_cast<int8_t*>(base);
    bias = reinterpret_cast<int32_t*>(base + op.bias_at);
    rows = reinterpret_cast<int8_t*>(base + op.row_at);
    offsets = reinterpret_cast<int32_t*>(base + op.offset_at);
  }
};

/** Copies elements that lie `stride` apart, in steps of kDenseStep that go `gap` apart, the last filled up by zeros. */
void pack_line(const int8_t* from, size_t stride, size_t depth, size_t gap, int8_t* to) {
  for (size_t k = 0; k < depth; k += kDenseStep, to += gap) {
    const size_t count = std::min(kDenseStep, depth - k);
    if (count < kDenseStep) std::memset(to, 0, kDenseStep);
    if (stride == 1) {
      std::memcpy(to, from + k, count);
    } else {
      for (size_t i = 0; i < count; i++) to[i] = from[(k + i) * stride];
    }
  }
}

/** Turns kDenseStep rows of kDenseNr columns, `stride` bytes apart, into the columns, one after the other. */
void transpose_step(const int8_t* from, size_t stride, int8_t* to) {
  int8x16_t x[kDenseNr];  // a row and the one eight below it: two squares, transposed at once
  for (size_t i = 0; i < kDenseNr; i++) {
    x[i] = vcombine_s8(vld1_s8(from + i * stride), vld1_s8(from + (i + kDenseNr) * stride));
  }
  for (size_t i : {0, 2, 4, 6}) {
    const int8x16x2_t pair = vtrnq_s8(x[i], x[i + 1]);
    x[i] = pair.val[0], x[i + 1] = pair.val[1];
  }
  for (size_t i : {0, 1, 4, 5}) {
    const int16x8x2_t pair = vtrnq_s16(vreinterpretq_s16_s8(x[i]), vreinterpretq_s16_s8(x[i + 2]));
    x[i] = vreinterpretq_s8_s16(pair.val[0]), x[i + 2] = vreinterpretq_s8_s16(pair.val[1]);
  }
  for (size_t i : {0, 1, 2, 3}) {
    const int32x4x2_t pair = vtrnq_s32(vreinterpretq_s32_s8(x[i]), vreinterpretq_s32_s8(x[i + 4]));
    x[i] = vreinterpretq_s8_s32(pair.val[0]), x[i + 4] = vreinterpretq_s8_s32(pair.val[1]);
  }
  for (size_t i = 0; i < kDenseNr; i++) vst1q_s8(to + i * kDenseStep, x[i]);
}

/** Sum of a packed line. */
uint32_t sum_of(const int8_t* line, size_t steps, size_t gap) {
  int32x4_t sums = vdupq_n_s32(0);
  for (; steps > 0; steps--, line += gap) sums = vpadalq_s16(sums, vpaddlq_s8(vld1q_s8(line)));
  int32_t parts[4];
  vst1q_s32(parts, sums);
  return static_cast<uint32_t>(parts[0]) + static_cast<uint32_t>(parts[1]) + static_cast<uint32_t>(parts[2]) +
         static_cast<uint32_t>(parts[3]);
}

// A unit is a panel of columns of one right matrix. What is beyond the last column is multiplied, but not stored.
void run_pack_right(const lanewise_operator& base, const lanewise_buffer* buffers, const Part& part) {
  const BatchMatmulS8& op = static_cast<const BatchMatmulS8&>(base);
  const MatrixBatch& batch = op.batch;
  const Workspace workspace(op, buffers);
  constexpr size_t kStepBytes = kDenseNr * kDenseStep;
  const size_t panels = op.padded_columns / kDenseNr, steps = op.padded_depth / kDenseStep;
  for (size_t unit = part.begin; unit < part.end; unit++) {
    const size_t first = unit % panels * kDenseNr, columns = std::min(kDenseNr, batch.columns - first);
    const int8_t* from = static_cast<const int8_t*>(buffers[1].data) + unit / panels * batch.depth * batch.columns +
                         first * batch.right.outer;
    int8_t* panel = workspace.panels + unit * steps * kStepBytes;
    size_t done = 0;
    if (columns == kDenseNr && batch.right.outer == 1) {
      for (; batch.depth - done >= kDenseStep; done += kDenseStep) {
        transpose_step(from + done * batch.right.depth, batch.right.depth, panel + done * kDenseNr);
      }
    }
    for (size_t lane = 0; lane < columns; lane++) {
      int8_t* line = panel + lane * kDenseStep;
      pack_line(from + lane * batch.right.outer + done * batch.right.depth, batch.right.depth, batch.depth - done,
                kStepBytes, line + done * kDenseNr);
      workspace.bias[unit * kDenseNr + lane] = static_cast<int32_t>(
          op.left_zero_point *
          (static_cast<uint32_t>(batch.depth) * op.right_zero_point - sum_of(line, steps, kStepBytes)));
    }
  }
}

// A unit is a row of a left matrix.
void run_pack_left(const lanewise_operator& base, const lanewise_buffer* buffers, const Part& part) {
  const BatchMatmulS8& op = static_cast<const BatchMatmulS8&>(base);
  const MatrixBatch& batch = op.batch;
  const Workspace workspace(op, buffers);
  for (size_t unit = part.begin; unit < part.end; unit++) {
    const int8_t* from = static_cast<const int8_t*>(buffers[0].data) + unit / batch.rows * batch.rows * batch.depth +
                         unit % batch.rows * batch.left.outer;
    int8_t* line = workspace.rows + unit * op.padded_depth;
    pack_line(from, batch.left.depth, batch.depth, kDenseStep, line);
    workspace.offsets[unit] =
        static_cast<int32_t>(op.right_zero_point * sum_of(line, op.padded_depth / kDenseStep, kDenseStep));
  }
}

/** Columns `first` on, at most kBlock, of one row. */
void multiply_block(const BatchMatmulS8& op, const int8_t* row, int32_t offset, const int8_t* panels,
                    const int32_t* bias, size_t columns, int8_t* out) {
  const ScaleAny scale(op.multiplier, op.shift);
  const NarrowS8 narrow(op.output.zero_point, op.output.minimum, op.output.maximum);
  const int32x4_t row_offset = vdupq_n_s32(offset);
  int32_t sums[kBlock] = {};
  int8_t outputs[kBlock];
  op.multiply({row, op.padded_depth, nullptr, panels, bias, round_up(columns, kDenseNr), sums});
  for (size_t c = 0; c < columns; c += 16) {
    int32x4_t scaled[4];
    for (size_t i = 0; i < 4; i++) scaled[i] = scale(vsubq_s32(vld1q_s32(sums + c + 4 * i), row_offset));
    narrow.store(outputs + c, scaled);
  }
  std::memcpy(out, outputs, columns);
}

// A unit is a row of a product.
void run_multiply(const lanewise_operator& base, const lanewise_buffer* buffers, const Part& part) {
  const BatchMatmulS8& op = static_cast<const BatchMatmulS8&>(base);
  const MatrixBatch& batch = op.batch;
  const Workspace workspace(op, buffers);
  for_each_row(part, batch.rows, [&](size_t product, size_t first, size_t last) {
    const size_t left = batch.left_of(product) * batch.rows;
    const size_t right = batch.right_of(product) * op.padded_columns;
    int8_t* out = static_cast<int8_t*>(buffers[2].data) + product * batch.rows * batch.columns;
    for (size_t n = 0; n < batch.columns; n += kBlock) {
      for (size_t row = first; row < last; row++) {
        multiply_block(op, workspace.rows + (left + row) * op.padded_depth, workspace.offsets[left + row],
                       workspace.panels + (right + n) * op.padded_depth, workspace.bias + right + n,
                       std::min(kBlock, batch.columns - n), out + row * batch.columns + n);
      }
    }
  });
}

/** Everything that follows from the sizes; false where the workspace would be too large. */
bool plan_workspace(BatchMatmulS8* op) {
  const MatrixBatch& batch = op->batch;
  op->padded_depth = round_up(batch.depth, kDenseStep);
  op->padded_columns = round_up(batch.columns, kDenseNr);
  const size_t rows = checked_product(batch.lefts, batch.rows);
  const size_t columns = checked_product(batch.rights, op->padded_columns);
  const size_t row_bytes = checked_product(rows, op->padded_depth + sizeof(int32_t));
  const size_t column_bytes = checked_product(columns, op->padded_depth + sizeof(int32_t));
  if (row_bytes >= kTooLarge / 4 || column_bytes >= kTooLarge / 4) return false;
  op->bias_at = columns * op->padded_depth;
  op->row_at = op->bias_at + round_up(columns * sizeof(int32_t), kAlignment);
  op->offset_at = op->row_at + rows * op->padded_depth;
  op->workspace_size = op->offset_at + rows * sizeof(int32_t) + kAlignment;
  add_phase(op, run_pack_right, columns / kDenseNr, kDenseNr * batch.depth * 4);
  add_phase(op, run_pack_left, rows, batch.depth * 2);
  add_phase(op, run_multiply, batch.products * batch.rows, batch.depth * batch.columns);
  return true;
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_batch_matmul_s8(const lanewise_broadcast* outer, int32_t rows, int32_t depth,
                                                int32_t columns, int32_t left_transposed, int32_t right_transposed,
                                                int32_t right_zero_point,
                                                const lanewise_requantization* requantization,
                                                lanewise_operator** op) {
  using namespace lanewise;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  BatchMatmulS8 checked = {};
  if (!is_int8(right_zero_point) || !read_output_s8(requantization, 1, &checked.output) ||
      checked.output.scaling == Scaling::kFloat ||
      !plan_matrix_batch(outer, rows, depth, columns, left_transposed != 0, right_transposed != 0, sizeof(int8_t),
                         &checked.batch, &checked)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  checked.left_zero_point = static_cast<uint32_t>(requantization->input_zero_point);
  checked.right_zero_point = static_cast<uint32_t>(right_zero_point);
  checked.multiplier = requantization->multipliers[0];
  checked.shift = requantization->shifts[0];
  if (!plan_workspace(&checked)) return LANEWISE_INVALID_ARGUMENT;
  const DenseS8Row* kernel = select_microkernel(kDenseS8Table, {false});  // any value may be -128
  checked.microkernel = kernel;
  checked.multiply = kernel->run;
  return publish(checked, op);
}

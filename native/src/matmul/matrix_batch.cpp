// SPDX-License-Identifier: Apache-2.0
#include "matmul/matrix_batch.h"

namespace lanewise {
namespace {

/** Matrices up to the last that is read; kTooLarge for strides that cannot be. */
size_t matrices(const lanewise_broadcast& outer, const int32_t* strides) {
  uint64_t last = 0;
  for (int32_t d = 0; d < outer.rank; d++) {
    if (strides[d] < 0) return kTooLarge;
    last += static_cast<uint64_t>(outer.dims[d] - 1) * static_cast<uint64_t>(strides[d]);
    if (last >= kTooLarge) return kTooLarge;
  }
  return static_cast<size_t>(last) + 1;
}

}  // namespace

bool plan_matrix_batch(const lanewise_broadcast* outer, int32_t rows, int32_t depth, int32_t columns,
                       bool left_transposed, bool right_transposed, size_t element_bytes, MatrixBatch* batch,
                       lanewise_operator* op) {
  if (outer == nullptr || rows < 1 || depth < 1 || columns < 1 || outer->rank < 1 || outer->rank > LANEWISE_MAX_RANK) {
    return false;
  }
  batch->rank = static_cast<size_t>(outer->rank);
  batch->products = 1;
  for (size_t d = 0; d < batch->rank; d++) {
    if (outer->dims[d] < 1) return false;
    batch->products = checked_product(batch->products, outer->dims[d]);
    batch->dims[d] = static_cast<size_t>(outer->dims[d]);
    batch->left_strides[d] = static_cast<size_t>(outer->left_strides[d]);
    batch->right_strides[d] = static_cast<size_t>(outer->right_strides[d]);
  }
  batch->lefts = matrices(*outer, outer->left_strides);
  batch->rights = matrices(*outer, outer->right_strides);
  batch->rows = static_cast<size_t>(rows);
  batch->depth = static_cast<size_t>(depth);
  batch->columns = static_cast<size_t>(columns);
  batch->left = left_transposed ? MatrixStrides{1, batch->rows} : MatrixStrides{batch->depth, 1};
  batch->right = right_transposed ? MatrixStrides{batch->depth, 1} : MatrixStrides{1, batch->columns};
  op->input_count = 2;
  op->two_input_sizes[0] = checked_product(batch->lefts, rows, depth, element_bytes);
  op->two_input_sizes[1] = checked_product(batch->rights, depth, columns, element_bytes);
  op->output_size = checked_product(batch->products, rows, columns, element_bytes);
  return op->two_input_sizes[0] < kTooLarge && op->two_input_sizes[1] < kTooLarge && op->output_size < kTooLarge;
}

}  // namespace lanewise

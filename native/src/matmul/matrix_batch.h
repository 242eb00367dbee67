// SPDX-License-Identifier: Apache-2.0
// Products of matrices of two inputs, one for each element of the broadcast outer dimensions.
#ifndef LANEWISE_MATMUL_MATRIX_BATCH_H_
#define LANEWISE_MATMUL_MATRIX_BATCH_H_

#include "operator/operator.h"

namespace lanewise {

/** Elements between neighbours of a matrix, along its rows or columns and along its depth. */
struct MatrixStrides {
  size_t outer, depth;
};

/** The sizes of all products. */
struct MatrixBatch {
  size_t rank;
  size_t dims[LANEWISE_MAX_RANK], left_strides[LANEWISE_MAX_RANK], right_strides[LANEWISE_MAX_RANK];
  size_t products, lefts, rights;  // of these, matrices up to the last that is read
  size_t rows, depth, columns;
  MatrixStrides left, right;

  size_t left_of(size_t product) const { return matrix_of(left_strides, product); }
  size_t right_of(size_t product) const { return matrix_of(right_strides, product); }

 private:
  size_t matrix_of(const size_t* strides, size_t product) const {
    size_t matrix = 0;
    for (size_t d = rank; d-- > 0; product /= dims[d]) matrix += product % dims[d] * strides[d];
    return matrix;
  }
};

/** Checks the arguments of a create function; false for a bad one, and for what cannot be addressed. */
bool plan_matrix_batch(const lanewise_broadcast* outer, int32_t rows, int32_t depth, int32_t columns,
                       bool left_transposed, bool right_transposed, size_t element_bytes, MatrixBatch* batch,
                       lanewise_operator* op);

}  // namespace lanewise

#endif  // LANEWISE_MATMUL_MATRIX_BATCH_H_

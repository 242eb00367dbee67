// SPDX-License-Identifier: Apache-2.0
// Products of matrices by their definition. Source: TFLite kernels/internal/reference/batch_matmul.h.
#ifndef LANEWISE_TESTS_MATRIX_PRODUCT_H_
#define LANEWISE_TESTS_MATRIX_PRODUCT_H_

#include <vector>

#include "lanewise.h"

namespace lanewise::testing {

struct Product {
  lanewise_broadcast outer;
  int32_t rows, depth, columns;
  bool left_transposed, right_transposed;

  size_t products() const {
    size_t count = 1;
    for (int32_t d = 0; d < outer.rank; d++) count *= static_cast<size_t>(outer.dims[d]);
    return count;
  }

  /** Which matrix a product takes. */
  size_t matrix(size_t product, const int32_t* strides) const {
    size_t matrix = 0;
    for (int32_t d = outer.rank - 1; d >= 0; d--) {
      const auto dim = static_cast<size_t>(outer.dims[d]);
      matrix += product % dim * static_cast<size_t>(strides[d]);
      product /= dim;
    }
    return matrix;
  }

  /** Elements of an input up to the last matrix that is read. */
  size_t input(const int32_t* strides, int32_t matrix_rows, int32_t matrix_columns) const {
    return (matrix(products() - 1, strides) + 1) * static_cast<size_t>(matrix_rows * matrix_columns);
  }

  /** Outputs: finish(sum of multiply(left, right)). */
  template <typename Sum, typename T, typename Multiply, typename Finish>
  std::vector<T> expected(const std::vector<T>& left, const std::vector<T>& right, Multiply multiply,
                          Finish finish) const {
    const auto m = static_cast<size_t>(rows), d = static_cast<size_t>(depth), n = static_cast<size_t>(columns);
    std::vector<T> output;
    for (size_t product = 0; product < products(); product++) {
      const T* a = left.data() + matrix(product, outer.left_strides) * m * d;
      const T* b = right.data() + matrix(product, outer.right_strides) * d * n;
      for (size_t i = 0; i < m; i++) {
        for (size_t j = 0; j < n; j++) {
          Sum sum = 0;
          for (size_t k = 0; k < d; k++) {
            sum += multiply(a[left_transposed ? k * m + i : i * d + k], b[right_transposed ? j * d + k : k * n + j]);
          }
          output.push_back(finish(sum));
        }
      }
    }
    return output;
  }
};

inline constexpr lanewise_broadcast kOneProduct = {1, {1}, {0}, {0}};

/** Matrices that are used once, by all products, or in turns. */
inline constexpr lanewise_broadcast kOuterDimensions[] = {{1, {4}, {1}, {1}},
                                                          {1, {4}, {1}, {0}},
                                                          {1, {4}, {0}, {1}},
                                                          {2, {2, 3}, {3, 1}, {0, 1}},
                                                          {3, {2, 3, 2}, {2, 0, 1}, {0, 1, 0}}};

}  // namespace lanewise::testing

#endif  // LANEWISE_TESTS_MATRIX_PRODUCT_H_

// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "matrix_product.h"
#include "operator_runner.h"
#include "random_values.h"

namespace lanewise::testing {
namespace {

void check(const Product& p, Random& random, Guard guard) {
  SCOPED_TRACE(::testing::Message() << p.rows << " x " << p.depth << " x " << p.columns << " transposed "
                                    << p.left_transposed << p.right_transposed);
  const auto left = random.floats(p.input(p.outer.left_strides, p.rows, p.depth));
  const auto right = random.floats(p.input(p.outer.right_strides, p.depth, p.columns));
  const auto wanted = p.expected<double>(
      left, right, [](double x, double y) { return x * y; }, [](double sum) { return static_cast<float>(sum); });
  const auto op = make(lanewise_create_batch_matmul_f32, &p.outer, p.rows, p.depth, p.columns,
                       int32_t{p.left_transposed}, int32_t{p.right_transposed});
  expect_close(wanted, run<float>(op, guard, wanted.size(), left, right), 4 * static_cast<float>(p.depth));
}

// Calls of 32 rows, tiles of 4 rows and 8 columns; of the last depth a block of panels holds one.
TEST(BatchMatmulF32, ShapesAroundTheTile) {
  Random random(1);
  for (int32_t rows : {1, 3, 4, 5, 31, 32, 33}) {
    for (int32_t depth : {1, 2, 17, 300, 600}) {
      for (int32_t columns : {1, 7, 8, 9, 16, 33}) {
        for (int transposed = 0; transposed < 4; transposed++) {
          check({kOneProduct, rows, depth, columns, transposed % 2 == 1, transposed >= 2}, random,
                columns % 2 == 0 ? Guard::kAfter : Guard::kBefore);
        }
      }
    }
    if (HasFatalFailure()) return;
  }
}

TEST(BatchMatmulF32, OuterDimensionsBroadcast) {
  Random random(2);
  for (const lanewise_broadcast& outer : kOuterDimensions) {
    for (int transposed = 0; transposed < 4; transposed++) {
      for (Guard guard : {Guard::kAfter, Guard::kBefore}) {
        check({outer, 5, 19, 11, transposed % 2 == 1, transposed >= 2}, random, guard);
      }
    }
  }
}

TEST(BatchMatmulF32, RefusesBadArguments) {
  const auto refuse = [](const lanewise_broadcast* outer, int32_t rows, int32_t depth, int32_t columns) {
    expect_refused(lanewise_create_batch_matmul_f32, outer, rows, depth, columns, 0, 0);
    expect_refused(lanewise_create_batch_matmul_f32, outer, rows, depth, columns, 1, 1);
  };
  for (int32_t bad : {0, -1, INT32_MIN}) {
    refuse(&kOneProduct, bad, 2, 2);
    refuse(&kOneProduct, 2, bad, 2);
    refuse(&kOneProduct, 2, 2, bad);
    const lanewise_broadcast no_size = {1, {bad}, {1}, {1}}, no_rank = {bad, {1}, {1}, {1}};
    refuse(&no_size, 2, 2, 2);
    refuse(&no_rank, 2, 2, 2);
  }
  const lanewise_broadcast backwards = {1, {2}, {-1}, {1}}, deep = {LANEWISE_MAX_RANK + 1, {}, {}, {}};
  refuse(&backwards, 2, 2, 2);
  refuse(&deep, 2, 2, 2);
  refuse(nullptr, 2, 2, 2);
  const lanewise_broadcast many = {2, {INT32_MAX, INT32_MAX}, {0, 0}, {0, 0}};
  refuse(&many, INT32_MAX, INT32_MAX, 2);
}

}  // namespace
}  // namespace lanewise::testing

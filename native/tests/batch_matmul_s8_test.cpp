// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "matmul/dense_s8.h"
#include "matrix_product.h"
#include "operator_runner.h"
#include "quantization/requantize.h"
#include "random_values.h"

namespace lanewise::testing {
namespace {

struct Numbers {
  int32_t left_zero_point, right_zero_point, output_zero_point, multiplier, shift, minimum = -128, maximum = 127;
};

std::vector<int8_t> expected(const Product& p, const Numbers& n, const std::vector<int8_t>& left,
                             const std::vector<int8_t>& right) {
  return p.expected<int32_t>(
      left, right, [&](int32_t x, int32_t y) { return (x - n.left_zero_point) * (y - n.right_zero_point); },
      [&](int32_t sum) {
        return requantize(sum, n.multiplier, n.shift, n.output_zero_point, n.minimum, n.maximum);
      });
}

OperatorPointer make_product(const Product& p, const Numbers& n) {
  const lanewise_requantization requantization = {
      n.left_zero_point, n.output_zero_point, n.minimum, n.maximum, &n.multiplier, &n.shift, nullptr};
  return make(lanewise_create_batch_matmul_s8, &p.outer, p.rows, p.depth, p.columns, int32_t{p.left_transposed},
              int32_t{p.right_transposed}, n.right_zero_point, &requantization);
}

void check(const Product& p, const Numbers& n, const std::vector<int8_t>& left, const std::vector<int8_t>& right,
           Guard guard) {
  SCOPED_TRACE(::testing::Message() << p.rows << " x " << p.depth << " x " << p.columns << " transposed "
                                    << p.left_transposed << p.right_transposed);
  const std::vector<int8_t> wanted = expected(p, n, left, right);
  expect_equal(wanted, run<int8_t>(make_product(p, n), guard, wanted.size(), left, right));
}

void check(const Product& p, Random& random, Guard guard) {
  const Numbers n = {random.between(-128, 127), random.between(-128, 127), random.between(-20, 20),
                     random.between(1 << 30, INT32_MAX), random.between(-10, -4), random.between(-128, -100), 120};
  check(p, n, random.int8s(p.input(p.outer.left_strides, p.rows, p.depth)),
        random.int8s(p.input(p.outer.right_strides, p.depth, p.columns)), guard);
}

// At every level of this core: blocks of 64 columns, panels of 8, steps of 16 products.
TEST(BatchMatmulS8, ShapesAroundTheTile) {
  for (int isa = 0; isa <= static_cast<int>(cpu_isa()); isa++) {
    if (*isa_name(static_cast<Isa>(isa)) == 0) continue;
    ASSERT_EQ(LANEWISE_OK, lanewise_limit_isa(isa_name(static_cast<Isa>(isa))));
    Random random(1);
    for (int32_t rows : {1, 3}) {
      for (int32_t depth : {1, 15, 16, 17, 40}) {
        for (int32_t columns : {1, 7, 8, 9, 63, 64, 65, 130}) {
          for (int transposed = 0; transposed < 4; transposed++) {
            const Product p = {kOneProduct, rows, depth, columns, transposed % 2 == 1, transposed >= 2};
            check(p, random, columns % 2 == 0 ? Guard::kAfter : Guard::kBefore);
            EXPECT_STREQ(select_microkernel(kDenseS8Table, {false})->name,
                         lanewise_operator_microkernel(make_product(p, {0, 0, 0, 1 << 30, -4}).get()));
          }
        }
      }
    }
  }
  lanewise_limit_isa(nullptr);
}

TEST(BatchMatmulS8, OuterDimensionsBroadcast) {
  Random random(2);
  for (const lanewise_broadcast& outer : kOuterDimensions) {
    for (Guard guard : {Guard::kAfter, Guard::kBefore}) check({outer, 5, 19, 11, true, false}, random, guard);
  }
}

// -128 * -128 in every lane, and zero points as far away as they can be.
TEST(BatchMatmulS8, WholeInt8Range) {
  const Product p = {kOneProduct, 2, 300, 9, false, false};
  for (int32_t left : {-128, 127}) {
    for (int32_t right : {-128, 127}) {
      for (int32_t zero_point : {-128, 0, 127}) {
        check(p, {zero_point, zero_point, 3, 1 << 30, -16}, std::vector<int8_t>(600, static_cast<int8_t>(left)),
              std::vector<int8_t>(2700, static_cast<int8_t>(right)), Guard::kAfter);
      }
    }
  }
}

TEST(BatchMatmulS8, RefusesBadArguments) {
  const int32_t multiplier = 1 << 30, shift = -4, bad_shift = 31;
  const lanewise_requantization good = {0, 0, -128, 127, &multiplier, &shift, nullptr};
  const auto refuse = [](const lanewise_broadcast* outer, int32_t rows, int32_t depth, int32_t columns, int32_t zero,
                         const lanewise_requantization* requantization) {
    expect_refused(lanewise_create_batch_matmul_s8, outer, rows, depth, columns, 0, 0, zero, requantization);
  };
  for (int32_t bad : {0, -1, INT32_MIN}) {
    refuse(&kOneProduct, bad, 2, 2, 0, &good);
    refuse(&kOneProduct, 2, bad, 2, 0, &good);
    refuse(&kOneProduct, 2, 2, bad, 0, &good);
    const lanewise_broadcast no_size = {1, {bad}, {1}, {1}}, no_rank = {bad, {1}, {1}, {1}};
    refuse(&no_size, 2, 2, 2, 0, &good);
    refuse(&no_rank, 2, 2, 2, 0, &good);
  }
  const lanewise_broadcast backwards = {1, {2}, {-1}, {1}}, deep = {LANEWISE_MAX_RANK + 1, {}, {}, {}};
  refuse(&backwards, 2, 2, 2, 0, &good);
  refuse(&deep, 2, 2, 2, 0, &good);
  refuse(nullptr, 2, 2, 2, 0, &good);
  refuse(&kOneProduct, 2, 2, 2, 128, &good);
  refuse(&kOneProduct, 2, 2, 2, 0, nullptr);
  const lanewise_requantization shifted = {0, 0, -128, 127, &multiplier, &bad_shift, nullptr};
  refuse(&kOneProduct, 2, 2, 2, 0, &shifted);
  const float factor = 1;
  const lanewise_requantization by_float = {0, 0, -128, 127, nullptr, nullptr, &factor};
  refuse(&kOneProduct, 2, 2, 2, 0, &by_float);
  const lanewise_broadcast many = {2, {INT32_MAX, INT32_MAX}, {0, 0}, {0, 0}};
  refuse(&many, INT32_MAX, INT32_MAX, 2, 0, &good);
}

}  // namespace
}  // namespace lanewise::testing

// SPDX-License-Identifier: Apache-2.0
// Every GEMM row of the table that this core can run, against straight loops, over shapes around its tile.
#include <gtest/gtest.h>

#include <cmath>

#include "broken_kernels.h"
#include "guarded_buffer.h"
#include "microkernel_rows.h"
#include "operator/operator.h"
#include "preserved_registers.h"
#include "quantization/requantize.h"
#include "quantized_layer.h"

namespace lanewise::testing {
namespace {

/** What is multiplied: rows of `segments` runs of `length` bytes. */
struct Shape {
  size_t rows, columns, segments, length;

  size_t depth() const { return segments * length; }
};

class GemmS8Test : public ::testing::TestWithParam<const GemmS8Row*> {
 protected:
  static constexpr size_t kGap = 5;  // bytes from segment to segment
  static constexpr size_t kLongestStep = 16;

  const GemmS8Row& kernel() const { return *GetParam(); }
  Weights weights() const { return kernel().needs_proof ? Weights::kProven : Weights::kWithMinus128; }

  /** Bytes that a kernel reads of a segment. */
  size_t segment_bytes(const Shape& s) const {
    return kernel().skips_zeros() ? std::max(s.length, kLongestStep) : round_up(s.length, kernel().k_tail);
  }
  size_t row_bytes(const Shape& s) const { return s.segments * (segment_bytes(s) + kGap) - kGap; }
  /** Where the product `k` of a row is in it. */
  size_t offset(const Shape& s, size_t k) const { return k / s.length * (segment_bytes(s) + kGap) + k % s.length; }

  int32_t sum(const Shape& s, const QuantizedLayer& layer, const int8_t* row, size_t column) const {
    int32_t sum = layer.bias[column];
    for (size_t k = 0; k < s.depth(); k++) {
      sum += (row[offset(s, k)] - layer.requantization.input_zero_point) *
             (layer.weights[column * s.depth() + k] - layer.zero_point(column));
    }
    return sum;
  }

  int32_t sum_of_row(const Shape& s, const int8_t* row) const {
    int32_t sum = 0;
    for (size_t k = 0; k < s.depth(); k++) sum += row[offset(s, k)];
    return sum;
  }

  /** One call, of which every byte is compared. Where there is a `showing`, every sum must be one that shows. */
  void check(const Shape& s, const QuantizedLayer& layer, const std::vector<int8_t>& values, Shifts shifts, Guard guard,
             const Showing* showing = nullptr) {
    SCOPED_TRACE(::testing::Message() << "rows " << s.rows << " columns " << s.columns << " segments " << s.segments
                                      << " of " << s.length << (showing == nullptr ? "" : ", sums"));
    OutputS8 output;
    ASSERT_TRUE(read_output_s8(&layer.requantization, s.columns, &output));
    if (shifts == Shifts::kDouble) output.scaling = Scaling::kDouble;
    if (!layer.zero_points.empty()) output.scaling = less_row(output.scaling);
    const GemmS8 gemm =
        plan_gemm_s8(&kernel(), {layer.weights.data(), 1, s.columns, s.segments, s.length}, output);
    std::vector<size_t> offsets;
    for (size_t i = 0; i < s.segments; i++) offsets.push_back(offset(s, i * s.length));
    GuardedBuffer<uint8_t> packed(gemm.packed_bytes, guard);
    std::fill(packed.begin(), packed.end(), uint8_t{0});
    pack_gemm_s8(gemm, offsets.data(), columns_of(layer, shifts), packed.data());
    packed.make_read_only();
    auto a = GuardedBuffer<int8_t>::of(values, guard);
    a.make_read_only();
    std::vector<const int8_t*> rows;
    for (size_t m = 0; m < s.rows; m++) rows.push_back(a.data() + m * row_bytes(s));
    std::vector<int32_t> row_sums;
    for (const int8_t* row : rows) row_sums.push_back(sum_of_row(s, row));
    const size_t c_stride = s.columns + 3;
    GuardedBuffer<int8_t> c((s.rows - 1) * c_stride + s.columns, guard);

    checked_call(under_test(kernel(), kernel().run, broken_gemm_s8),
                 GemmS8Call{s.rows, s.columns, rows.data(), s.segments, offsets.data(), gemm.segment_bytes,
                            panel_at(gemm, packed.data(), 0), c.data(), c_stride, output, row_sums.data(),
                            kernel().skips_zeros()});

    for (size_t m = 0; m < s.rows; m++) {
      for (size_t n = 0; n < s.columns; n++) {
        const int32_t acc = sum(s, layer, rows[m], n);
        ASSERT_TRUE(showing == nullptr || QuantizedLayer::shows(*showing, acc)) << acc;
        ASSERT_EQ(expected(layer, shifts, n, acc), int{c[m * c_stride + n]}) << "at " << m << ", " << n;
      }
      for (size_t n = s.columns; m + 1 < s.rows && n < c_stride; n++) {
        ASSERT_EQ(kPoison, int{c[m * c_stride + n]}) << "written past row";
      }
    }
  }

  void check(const Shape& s, Weights weights, Shifts shifts, Guard guard, bool asymmetric = false) {
    Random random(static_cast<uint32_t>(s.rows * 7919 + s.columns * 131 + s.segments * 17 + s.length));
    QuantizedLayer layer(random, s.columns, s.depth(), weights, shifts);
    if (asymmetric) layer.make_asymmetric(random);
    const size_t bytes = s.rows * row_bytes(s);
    check(s, layer, weights == Weights::kAllMinus128 ? std::vector<int8_t>(bytes, -128) : random.int8s(bytes), shifts,
          guard);
  }

  void check_sparse(const Shape& s, const Block& block, int percent) {
    SCOPED_TRACE(::testing::Message() << percent << " % of blocks " << block.columns << "x" << block.products);
    Random random(static_cast<uint32_t>(s.columns * 131 + block.columns * 17 + block.products + s.length));
    for (bool asymmetric : {false, true}) {
      QuantizedLayer layer(random, s.columns, s.depth(), weights(), Shifts::kMixed);
      if (asymmetric) layer.make_asymmetric(random);
      layer.put_zeros(random, s.depth(), block, percent);
      check(s, layer, random.int8s(s.rows * row_bytes(s)), Shifts::kMixed, asymmetric ? Guard::kAfter : Guard::kBefore);
    }
    if (kernel().needs_proof) return;
    QuantizedLayer corner(random, s.columns, s.depth(), Weights::kAllMinus128, Shifts::kRight);
    corner.put_zeros(random, s.depth(), block, percent);
    check(s, corner, std::vector<int8_t>(s.rows * row_bytes(s), -128), Shifts::kRight, Guard::kAfter);
  }

  void check_asymmetric(const Shape& s) {
    for (Shifts shifts : {Shifts::kRight, Shifts::kMixed, Shifts::kDouble, Shifts::kFloat}) {
      check(s, weights(), shifts, Guard::kAfter, true);
    }
  }

  /** Every sum shows in its output. Rows are alike but for one value each, which is one larger: so are their sums but
   *  for one weight, and 256 sums are all there can be. */
  void check_sums(const Shape& s, const Showing& showing) {
    Random random(static_cast<uint32_t>(s.rows * 7919 + s.columns * 131 + s.segments * 17 + s.length));
    QuantizedLayer layer(random, s.columns, s.depth(), weights(), showing.shifts);
    const std::vector<int8_t> row = random.int8s(row_bytes(s), -128, 126);
    std::fill(layer.bias.begin(), layer.bias.end(), 0);
    std::vector<int32_t> sums;
    for (size_t n = 0; n < s.columns; n++) sums.push_back(sum(s, layer, row.data(), n));
    layer.show_sums(showing, sums);
    std::vector<int8_t> values;
    for (size_t m = 0; m < s.rows; m++) {
      values.insert(values.end(), row.begin(), row.end());
      values[m * row_bytes(s) + offset(s, m % s.depth())]++;
    }
    check(s, layer, values, showing.shifts, Guard::kBefore, &showing);
  }

  static ColumnsS8 columns_of(const QuantizedLayer& layer, Shifts shifts) {
    const lanewise_requantization& r = layer.requantization;
    ColumnsS8 columns = {layer.weights.data(), layer.bias.data(), r.input_zero_point, r.multipliers, r.shifts,
                         nullptr, r.factors, layer.zero_points_or_null()};
    if (shifts == Shifts::kDouble)
      columns.multipliers = columns.shifts = nullptr, columns.factors = layer.factors.data();
    return columns;
  }

  static int expected(const QuantizedLayer& layer, Shifts shifts, size_t n, int32_t acc) {
    const lanewise_requantization& r = layer.requantization;
    if (shifts == Shifts::kFloat) return layer.by_float(n, acc);
    if (shifts != Shifts::kDouble) {
      return requantize(acc, r.multipliers[n], r.shifts[n], r.output_zero_point, r.output_minimum, r.output_maximum);
    }
    const double value = std::round(acc * layer.factors[n]) + r.output_zero_point;
    return static_cast<int>(std::min<double>(r.output_maximum, std::max<double>(r.output_minimum, value)));
  }

  void check(const Shape& s) {
    if (shows_nothing_new(s.rows, s.columns, kernel().mr, kernel().nr)) return;
    for (const Showing& showing : kShowings) {
      check_sums(s, showing);
      if (HasFatalFailure()) return;
    }
    check(s, weights(), Shifts::kRight, Guard::kAfter);
    check(s, weights(), Shifts::kMixed, Guard::kBefore);
    check(s, weights(), Shifts::kDouble, Guard::kAfter);
    check(s, weights(), Shifts::kFloat, Guard::kBefore);
  }
};

TEST_P(GemmS8Test, RowsAndColumnsAroundTheTile) {
  for (size_t rows = 1; rows <= 2 * kernel().mr + 1; rows++) {
    for (size_t columns = 1; columns <= 2 * kernel().nr + 1; columns++) check({rows, columns, 1, 37});
  }
}

TEST_P(GemmS8Test, LengthsAroundTheStep) {
  for (size_t length = 1; length <= 66; length++) check({kernel().mr, kernel().nr, 1, length});
}

TEST_P(GemmS8Test, Segments) {
  for (size_t segments = 1; segments <= 4; segments++) {
    for (size_t length : {1, 9, 16, 48}) check({kernel().mr, kernel().nr + 1, segments, length});
  }
}

TEST_P(GemmS8Test, WeightsWithZeroPoints) {
  for (size_t rows = 1; rows <= 2 * kernel().mr + 1; rows++) {
    for (size_t columns = 1; columns <= 2 * kernel().nr + 1; columns++) {
      if (!shows_nothing_new(rows, columns, kernel().mr, kernel().nr)) check_asymmetric({rows, columns, 2, 19});
    }
  }
}

// Blocks of zeros of all the sizes that panels and steps have, and of one that fits none.
TEST_P(GemmS8Test, BlocksOfZeros) {
  for (const Shape& s : {Shape{kernel().mr + 1, 2 * kernel().nr + 3, 3, 48}, Shape{kernel().mr, 33, 2, 37},
                         Shape{2 * kernel().mr, kernel().nr, 9, 16}, Shape{1, 20, 9, 8}, Shape{3, 16, 5, 3}}) {
    for (const Block& block : {Block{16, 16}, {16, 8}, {16, 4}, {4, 16}, {1, 16}, {5, 7}}) {
      for (int percent : {10, 50, 90}) check_sparse(s, block, percent);
    }
  }
}

TEST_P(GemmS8Test, NothingButZeros) {
  check_sparse({kernel().mr + 1, kernel().nr + 1, 3, 16}, {1, 1}, 100);
  check_sparse({kernel().mr + 1, 3 * kernel().nr, 2, 20}, {kernel().nr, 40}, 60);  // whole panels
}

// A kernel that skips zeros packs what it keeps: no more than a dense one where zeros are enough for it to be chosen.
TEST_P(GemmS8Test, PackedSizeShrinks) {
  if (!kernel().skips_zeros()) return;
  Random random(3);
  const size_t columns = 64, depth = 9 * 64;
  QuantizedLayer layer(random, columns, depth, weights(), Shifts::kRight);
  OutputS8 output;
  ASSERT_TRUE(read_output_s8(&layer.requantization, columns, &output));
  const auto packed_bytes = [&](int percent) {
    QuantizedLayer sparse = layer;
    sparse.put_zeros(random, depth, {16, 16}, percent);
    return plan_gemm_s8(&kernel(), {sparse.weights.data(), 1, columns, 3, depth / 3}, output).packed_bytes;
  };
  EXPECT_LT(packed_bytes(20), columns * (depth + 16));
  EXPECT_LT(packed_bytes(50), columns * (depth + 16) * 65 / 100);
  EXPECT_LT(packed_bytes(75), columns * (depth + 16) * 40 / 100);
}

// -128 * -128 in every lane: what wraps in int16 where a kernel adds two products.
TEST_P(GemmS8Test, WholeInt8Range) {
  if (kernel().needs_proof) {
    EXPECT_FALSE(proven_without_minus_128(std::vector<int8_t>(64, -128).data(), 64));
    return;
  }
  check({kernel().mr, kernel().nr, 1, 256}, Weights::kAllMinus128, Shifts::kRight, Guard::kAfter);
}

INSTANTIATE_TEST_SUITE_P(Table, GemmS8Test, ::testing::ValuesIn(runnable_rows(kGemmS8Table)), RowName());

}  // namespace

std::vector<Mutants> mutants() {
  std::vector<Mutants> all;
  for (const GemmS8Row* kernel : runnable_rows(kGemmS8Table)) {
    Mutants of_row = {"gemm_s8", kernel->name, std::string("*/") + kernel->name, {}};
    for (Change change : {Change::kPlusOne, Change::kUnwritten}) {
      add_mutants(change, block_sizes(kernel->mr), block_sizes(kernel->nr), &of_row.all);
    }
    all.push_back(of_row);
  }
  return all;
}

}  // namespace lanewise::testing

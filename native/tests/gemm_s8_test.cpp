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

  const GemmS8Row& kernel() const { return *GetParam(); }
  Weights weights() const { return kernel().needs_proof ? Weights::kProven : Weights::kWithMinus128; }

  /** Bytes that a kernel reads of a segment. */
  size_t segment_bytes(const Shape& s) const { return round_up(s.length, kernel().k_tail); }
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
    const GemmS8 gemm = plan_gemm_s8(&kernel(), s.columns, s.segments, s.length, output);
    GuardedBuffer<uint8_t> panels(panels_size(gemm), guard);
    std::fill(panels.begin(), panels.end(), uint8_t{0});
    pack_gemm_s8(gemm, s.length, columns_of(layer, shifts), panels.data());
    panels.make_read_only();
    auto a = GuardedBuffer<int8_t>::of(values, guard);
    a.make_read_only();
    std::vector<const int8_t*> rows;
    for (size_t m = 0; m < s.rows; m++) rows.push_back(a.data() + m * row_bytes(s));
    std::vector<int32_t> row_sums;
    for (const int8_t* row : rows) row_sums.push_back(sum_of_row(s, row));
    std::vector<size_t> offsets;
    for (size_t i = 0; i < s.segments; i++) offsets.push_back(offset(s, i * s.length));
    const size_t c_stride = s.columns + 3;
    GuardedBuffer<int8_t> c((s.rows - 1) * c_stride + s.columns, guard);

    checked_call(under_test(kernel(), kernel().run, broken_gemm_s8),
                 GemmS8Call{s.rows, s.columns, rows.data(), s.segments, offsets.data(), gemm.segment_bytes,
                            panels.data(), c.data(), c_stride, output, row_sums.data()});

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

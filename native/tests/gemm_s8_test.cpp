// SPDX-License-Identifier: Apache-2.0
// Every GEMM row of the table that this core can run, against straight loops, over shapes around its tile.
#include <gtest/gtest.h>

#include <cmath>

#include "guarded_buffer.h"
#include "microkernel_rows.h"
#include "preserved_registers.h"
#include "quantization/requantize.h"
#include "quantized_layer.h"

namespace lanewise::testing {
namespace {

class GemmS8Test : public ::testing::TestWithParam<int> {
 protected:
  const Microkernel& kernel() const { return kMicrokernels[GetParam()]; }

  // Multiplies rows x (segments of `length` bytes, `gap` bytes apart) by `columns` columns and compares every byte.
  void check(size_t rows, size_t columns, size_t segments, size_t length, Weights weights, Shifts shifts, Guard guard) {
    SCOPED_TRACE(::testing::Message() << kernel().name << " rows " << rows << " columns " << columns << " segments "
                                      << segments << " of " << length);
    Random random(static_cast<uint32_t>(rows * 7919 + columns * 131 + segments * 17 + length));
    QuantizedLayer layer(random, columns, segments * length, weights, shifts);
    const lanewise_requantization& r = layer.requantization;
    OutputS8 output;
    ASSERT_TRUE(read_output_s8(&r, columns, &output));
    if (shifts == Shifts::kDouble) output.scaling = Scaling::kDouble;
    GemmS8 gemm = plan_gemm_s8(&kernel(), columns, segments, length, output);
    GuardedBuffer<uint8_t> panels(panels_size(gemm), guard);
    std::fill(panels.begin(), panels.end(), uint8_t{0});
    pack_gemm_s8(gemm, length, columns_of(layer, shifts), panels.data());
    panels.make_read_only();

    const size_t gap = 5, row_bytes = segments * (gemm.segment_bytes + gap) - gap;
    GuardedBuffer<int8_t> a = GuardedBuffer<int8_t>::of(
        weights == Weights::kAllMinus128 ? std::vector<int8_t>(rows * row_bytes, -128) : random.int8s(rows * row_bytes), guard);
    a.make_read_only();
    std::vector<const int8_t*> row_pointers;
    for (size_t m = 0; m < rows; m++) row_pointers.push_back(a.data() + m * row_bytes);
    std::vector<size_t> offsets;
    for (size_t s = 0; s < segments; s++) offsets.push_back(s * (gemm.segment_bytes + gap));
    const size_t c_stride = columns + 3;
    GuardedBuffer<int8_t> c((rows - 1) * c_stride + columns, guard);
    std::fill(c.begin(), c.end(), int8_t{99});

    checked_call(kernel().gemm_s8, GemmS8Call{rows, columns, row_pointers.data(), segments, offsets.data(),
                                              gemm.segment_bytes, panels.data(), c.data(), c_stride, output});

    for (size_t m = 0; m < rows; m++) {
      for (size_t n = 0; n < columns; n++) {
        int32_t acc = layer.bias[n];
        for (size_t s = 0; s < segments; s++) {
          for (size_t k = 0; k < length; k++) {
            acc += (row_pointers[m][offsets[s] + k] - r.input_zero_point) * layer.weights[(n * segments + s) * length + k];
          }
        }
        ASSERT_EQ(expected(layer, shifts, n, acc), int{c[m * c_stride + n]}) << "at " << m << ", " << n;
      }
      for (size_t n = columns; m + 1 < rows && n < c_stride; n++) ASSERT_EQ(99, int{c[m * c_stride + n]}) << "written past row";
    }
  }

  static ColumnsS8 columns_of(const QuantizedLayer& layer, Shifts shifts) {
    const lanewise_requantization& r = layer.requantization;
    ColumnsS8 columns = {layer.weights.data(), layer.bias.data(), r.input_zero_point, r.multipliers, r.shifts, nullptr, r.factors};
    if (shifts == Shifts::kDouble) columns.multipliers = columns.shifts = nullptr, columns.factors = layer.factors.data();
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

  void check(size_t rows, size_t columns, size_t segments, size_t length) {
    Weights exact = kernel().needs_proof ? Weights::kProven : Weights::kWithMinus128;
    check(rows, columns, segments, length, exact, Shifts::kRight, Guard::kAfter);
    check(rows, columns, segments, length, exact, Shifts::kMixed, Guard::kBefore);
    check(rows, columns, segments, length, exact, Shifts::kDouble, Guard::kAfter);
    check(rows, columns, segments, length, exact, Shifts::kFloat, Guard::kBefore);
  }
};

TEST_P(GemmS8Test, RowsAndColumnsAroundTheTile) {
  for (size_t rows = 1; rows <= 2 * kernel().mr + 1; rows++) {
    for (size_t columns = 1; columns <= 2 * kernel().nr + 1; columns++) check(rows, columns, 1, 37);
  }
}

TEST_P(GemmS8Test, LengthsAroundTheStep) {
  for (size_t length = 1; length <= 66; length++) check(kernel().mr, kernel().nr, 1, length);
}

TEST_P(GemmS8Test, Segments) {
  for (size_t segments = 1; segments <= 4; segments++) {
    for (size_t length : {1, 9, 16, 48}) check(kernel().mr, kernel().nr + 1, segments, length);
  }
}

// -128 * -128 in every lane: what wraps in int16 where a kernel adds two products.
TEST_P(GemmS8Test, WholeInt8Range) {
  if (kernel().needs_proof) {
    EXPECT_FALSE(proven_without_minus_128(std::vector<int8_t>(64, -128).data(), 64));
    return;
  }
  check(kernel().mr, kernel().nr, 1, 256, Weights::kAllMinus128, Shifts::kRight, Guard::kAfter);
}

INSTANTIATE_TEST_SUITE_P(Table, GemmS8Test, ::testing::ValuesIn(runnable_rows(&Microkernel::gemm_s8)), row_name);

}  // namespace
}  // namespace lanewise::testing

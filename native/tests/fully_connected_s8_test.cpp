// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>

#include "broken_kernels.h"
#include "matmul/fully_connected_s8.h"
#include "microkernel_rows.h"
#include "operator_runner.h"
#include "preserved_registers.h"
#include "quantization/scale_in_double.h"
#include "random_values.h"

namespace lanewise::testing {
namespace {

struct Layer {
  std::vector<int8_t> weights;
  std::vector<int32_t> bias, weight_zero_points;
  std::vector<double> factors;
  lanewise_dense_scaling scaling;

  Layer(Random& random, int32_t depth, int32_t columns, int lowest_weight = -128)
      : weights(random.int8s(static_cast<size_t>(depth * columns), lowest_weight, 127)),
        bias(random.int32s(static_cast<size_t>(columns), -3000, 3000)) {
    // Every other factor is a power of two, so that ties happen.
    for (int32_t c = 0; c < columns; c++) {
      factors.push_back(c % 2 == 0 ? std::ldexp(1.0, -random.between(4, 8)) : random.between(1, 1000) * 1e-5);
    }
    scaling = {random.between(-128, 127), random.between(-128, 127), -128, 127, factors.data()};
  }

  void make_asymmetric(Random& random) {
    weight_zero_points = random.int32s(bias.size(), -128, 127);
    weight_zero_points.back() = -128;
  }

  const int32_t* zero_points() const { return weight_zero_points.empty() ? nullptr : weight_zero_points.data(); }
};

/** Runs a layer of `rows` rows and compares it with its definition. */
void expect_layer(const Layer& layer, const OperatorPointer& op, const std::vector<int8_t>& input, size_t rows,
                  Guard guard) {
  const size_t columns = layer.bias.size(), depth = input.size() / rows;
  SCOPED_TRACE(::testing::Message() << rows << " x " << depth << " x " << columns);
  const std::vector<int8_t> output = run<int8_t>(op, guard, rows * columns, input);
  ASSERT_EQ(rows * columns, output.size());
  for (size_t r = 0; r < rows; r++) {
    for (size_t c = 0; c < columns; c++) {
      int64_t sum = layer.bias[c];
      for (size_t k = 0; k < depth; k++) {
        sum += (input[r * depth + k] - layer.scaling.input_zero_point) *
               (layer.weights[c * depth + k] - (layer.zero_points() == nullptr ? 0 : layer.weight_zero_points[c]));
      }
      const double value = std::round(static_cast<double>(sum) * layer.factors[c]) + layer.scaling.output_zero_point;
      const int expected = static_cast<int>(std::min(127.0, std::max(-128.0, value)));
      ASSERT_EQ(expected, int{output[r * columns + c]}) << r << ", " << c;
    }
  }
}

/** Every row of the table that this core can run, whether or not one before it is chosen instead. */
class FullyConnectedS8Test : public ::testing::TestWithParam<const DenseS8Row*> {
 protected:
  static const DenseS8Row& kernel() { return *GetParam(); }
  static int lowest_weight() { return kernel().needs_proof ? -127 : -128; }

  /** The kernel alone, for `steps` whole steps and perhaps a tail: every sum. */
  static void check_sums(Random& random, size_t steps, bool has_tail, size_t columns, Guard guard,
                         bool extreme = false);

  /** The operator. */
  static void check(int32_t depth, int32_t columns, Guard guard, bool asymmetric = false) {
    Random random(static_cast<uint32_t>(depth * 1000 + columns));
    Layer layer(random, depth, columns, lowest_weight());
    if (!kernel().needs_proof) layer.weights[0] = -128;
    if (asymmetric) layer.make_asymmetric(random);
    lanewise_operator* op = nullptr;
    ASSERT_EQ(LANEWISE_OK,
              create_fully_connected_row_s8(&kernel(), static_cast<size_t>(depth), static_cast<size_t>(columns),
                                            layer.scaling, layer.weights.data(), layer.zero_points(),
                                            layer.bias.data(), &op));
    EXPECT_STREQ(kernel().name, lanewise_operator_microkernel(op));
    expect_layer(layer, {op, lanewise_destroy}, random.int8s(static_cast<size_t>(depth)), 1, guard);
  }
};

void FullyConnectedS8Test::check_sums(Random& random, size_t steps, bool has_tail, size_t columns, Guard guard,
                                      bool extreme) {
  SCOPED_TRACE(::testing::Message() << steps << " steps" << (has_tail ? " and a tail" : "") << " x " << columns);
  const size_t all_steps = steps + has_tail, whole = steps * kDenseStep;
  auto values = [&](size_t count, int low) {
    return extreme ? std::vector<int8_t>(count, -128) : random.int8s(count, low);
  };
  auto row = GuardedBuffer<int8_t>::of(values(whole, -128), guard);
  auto tail = GuardedBuffer<int8_t>::of(values(kDenseStep, -128), guard);
  auto weights = GuardedBuffer<int8_t>::of(values(all_steps * kDenseStep * columns, lowest_weight()), guard);
  auto bias = GuardedBuffer<int32_t>::of(random.int32s(columns, INT32_MIN, INT32_MAX), guard);
  row.make_read_only(), tail.make_read_only(), weights.make_read_only(), bias.make_read_only();
  GuardedBuffer<int32_t> sums(columns, guard);
  checked_call(under_test(kernel(), kernel().run, broken_dense_s8),
               DenseS8Call{row.data(), whole, has_tail ? tail.data() : nullptr, weights.data(), bias.data(), columns,
                           sums.data()});
  for (size_t n = 0; n < columns; n++) {
    uint32_t sum = static_cast<uint32_t>(bias[n]);  // wraps like the accumulator
    for (size_t k = 0; k < all_steps * kDenseStep; k++) {
      const size_t step = k / kDenseStep, panel = n / kDenseNr * all_steps + step;
      const int8_t a = step < steps ? row[k] : tail[k % kDenseStep];
      sum += static_cast<uint32_t>(a * weights[(panel * kDenseNr + n % kDenseNr) * kDenseStep + k % kDenseStep]);
    }
    ASSERT_EQ(static_cast<int32_t>(sum), sums[n]) << "column " << n;
  }
}

TEST_P(FullyConnectedS8Test, SumsOfTheKernel) {
  Random random(7);
  for (size_t columns : {8, 16, 40}) {
    for (size_t steps : {0, 1, 2, 3, 5, 8}) {
      for (bool has_tail : {false, true}) {
        for (Guard guard : {Guard::kAfter, Guard::kBefore}) check_sums(random, steps, has_tail, columns, guard);
      }
    }
  }
}

TEST_P(FullyConnectedS8Test, ShapesAroundTheStep) {
  for (int32_t depth : {1, 15, 16, 17, 31, 64, 127}) {
    for (int32_t columns : {1, 3, 7, 8, 9, 33, 64, 65, 130}) {
      for (Guard guard : {Guard::kAfter, Guard::kBefore}) check(depth, columns, guard);
    }
  }
}

TEST_P(FullyConnectedS8Test, WeightsWithZeroPoints) {
  for (int32_t depth : {1, 15, 16, 17, 127}) {
    for (int32_t columns : {1, 3, 8, 33, 130}) check(depth, columns, Guard::kAfter, true);
  }
}

// -128 * -128 in every lane: what wraps in int16 where a kernel adds two products.
TEST_P(FullyConnectedS8Test, WholeInt8Range) {
  if (kernel().needs_proof) {
    const std::vector<int8_t> weights(64, -128);
    EXPECT_FALSE(proven_without_minus_128(weights.data(), weights.size()));
    return;
  }
  Random random(5);
  check_sums(random, 16, true, 16, Guard::kAfter, true);
}

INSTANTIATE_TEST_SUITE_P(Table, FullyConnectedS8Test, ::testing::ValuesIn(runnable_rows(kDenseS8Table)), RowName());

// One row by the row of the table that dispatch chooses, several by a matrix kernel, at every level of this core.
TEST(FullyConnectedS8, ByTheInterface) {
  for (int isa = 0; isa <= static_cast<int>(cpu_isa()); isa++) {
    if (*isa_name(static_cast<Isa>(isa)) == 0) continue;
    ASSERT_EQ(LANEWISE_OK, lanewise_limit_isa(isa_name(static_cast<Isa>(isa))));
    for (int32_t rows : {1, 3}) {
      for (int lowest_weight : {-128, -127}) {
        for (int32_t depth : {1, 15, 17, 127}) {
          for (int32_t columns : {1, 7, 9, 130}) {
            Random random(static_cast<uint32_t>(depth * 1000 + columns));
            const Layer layer(random, depth, columns, lowest_weight);
            const OperatorPointer op = make(lanewise_create_fully_connected_s8, rows, depth, columns, &layer.scaling,
                                            layer.weights.data(), layer.bias.data());
            const bool proven = proven_without_minus_128(layer.weights.data(), layer.weights.size());
            const WeightsS8 weights = {layer.weights.data(), 1, static_cast<size_t>(columns), 1,
                                       static_cast<size_t>(depth)};
            const char* const kernel =
                rows == 1 ? select_microkernel(kDenseS8Table, {proven})->name
                          : select_microkernel(kGemmS8Table, {proven, weights})->name;
            EXPECT_STREQ(kernel, lanewise_operator_microkernel(op.get()));
            expect_layer(layer, op, random.int8s(static_cast<size_t>(rows * depth)), static_cast<size_t>(rows),
                         Guard::kAfter);
          }
        }
      }
    }
  }
  lanewise_limit_isa(nullptr);
}

TEST(FullyConnectedS8, WeightsWithZeroPointsByTheInterface) {
  for (int32_t rows : {1, 3, 100}) {
    for (int32_t columns : {1, 9, 70}) {
      Random random(static_cast<uint32_t>(columns));
      Layer layer(random, 37, columns);
      layer.make_asymmetric(random);
      const OperatorPointer op = make(lanewise_create_asymmetric_fully_connected_s8, rows, 37, columns, &layer.scaling,
                                      layer.weights.data(), layer.zero_points(), layer.bias.data());
      expect_layer(layer, op, random.int8s(static_cast<size_t>(rows * 37)), static_cast<size_t>(rows), Guard::kAfter);
      expect_refused(lanewise_create_asymmetric_fully_connected_s8, rows, 37, columns, &layer.scaling,
                     layer.weights.data(), nullptr, layer.bias.data());
      layer.weight_zero_points[0] = 128;
      expect_refused(lanewise_create_asymmetric_fully_connected_s8, rows, 37, columns, &layer.scaling,
                     layer.weights.data(), layer.zero_points(), layer.bias.data());
    }
  }
}

// Ties, the value just below a tie whose sum with 0.5 is not exact, and what int32 cannot hold.
TEST(FullyConnectedS8, ScalingRoundsTiesAwayFromZero) {
  const double factors[] = {0.5, 0.49999999999999994, 0.5000000000000001, 1.5,
                            2.5, 2.4999999999999996,  1073741823.0,       0.0};
  for (int32_t sum : {0, 1, -1, 3, -3, 5, 16777217, -16777217, INT32_MAX, INT32_MIN}) {
    int32_t values[8];
    std::fill_n(values, 8, sum);
    scale_in_double(values, factors, 8);
    for (size_t i = 0; i < 8; i++) {
      const double expected = std::min<double>(INT32_MAX, std::max<double>(INT32_MIN, std::round(sum * factors[i])));
      EXPECT_EQ(expected, values[i]) << sum << " * " << factors[i];
    }
  }
}

TEST(FullyConnectedS8, HugeFactorsClamp) {
  const int8_t weights[] = {127, -128}, input[] = {127};
  const double factors[] = {1073741823.0, 1073741823.0};
  lanewise_dense_scaling scaling = {0, 0, -100, 100, factors};
  lanewise_operator* op = nullptr;
  ASSERT_EQ(LANEWISE_OK, lanewise_create_fully_connected_s8(1, 1, 2, &scaling, weights, nullptr, &op));
  int8_t copy[1] = {input[0]}, output[2];
  lanewise_buffer buffers[] = {{copy, 1}, {output, 2}, {nullptr, 0}};
  ASSERT_EQ(LANEWISE_OK, checked_run(op, buffers, 3));
  EXPECT_EQ(100, int{output[0]});
  EXPECT_EQ(-100, int{output[1]});
  lanewise_destroy(op);
}

TEST(FullyConnectedS8, RefusesBadArguments) {
  Random random(3);
  Layer layer(random, 8, 4);
  auto refuses = [&](int32_t rows, int32_t depth, int32_t columns, const lanewise_dense_scaling* scaling) {
    lanewise_operator* op = reinterpret_cast<lanewise_operator*>(1);
    bool refused = lanewise_create_fully_connected_s8(rows, depth, columns, scaling, layer.weights.data(), nullptr,
                                                      &op) == LANEWISE_INVALID_ARGUMENT &&
                   op == nullptr;
    if (!refused) lanewise_destroy(op);
    return refused;
  };
  EXPECT_FALSE(refuses(1, 8, 4, &layer.scaling));
  for (int32_t bad : {0, -1, INT32_MIN}) {
    EXPECT_TRUE(refuses(bad, 8, 4, &layer.scaling));
    EXPECT_TRUE(refuses(1, bad, 4, &layer.scaling));
    EXPECT_TRUE(refuses(1, 8, bad, &layer.scaling));
  }
  EXPECT_TRUE(refuses(INT32_MAX, 8, 4, &layer.scaling));
  EXPECT_TRUE(refuses(1, 8, 4, nullptr));
  for (double factor : {-1.0, 1073741824.0, std::nan(""), HUGE_VAL}) {
    layer.factors[2] = factor;
    EXPECT_TRUE(refuses(1, 8, 4, &layer.scaling)) << factor;
  }
}

}  // namespace

std::vector<Mutants> mutants() {
  std::vector<Mutants> all;
  for (const DenseS8Row* kernel : runnable_rows(kDenseS8Table)) {
    Mutants of_row = {"dense_s8", kernel->name, std::string("*.SumsOfTheKernel/") + kernel->name, {}};
    for (Change change : {Change::kPlusOne, Change::kUnwritten}) add_mutants(change, {1}, {kDenseNr}, &of_row.all);
    all.push_back(of_row);
  }
  return all;
}

}  // namespace lanewise::testing

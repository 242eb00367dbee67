// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>

#include "guarded_buffer.h"
#include "microkernel_rows.h"
#include "preserved_registers.h"
#include "quantization/scale_in_double.h"
#include "random_values.h"

namespace lanewise::testing {
namespace {

struct Layer {
  std::vector<int8_t> weights;
  std::vector<int32_t> bias;
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
};

/** Every row of the table that this core can run. */
class FullyConnectedS8Test : public ::testing::TestWithParam<int> {
 protected:
  void SetUp() override { ASSERT_EQ(LANEWISE_OK, lanewise_limit_isa(isa_name(kernel().isa))); }
  void TearDown() override { lanewise_limit_isa(nullptr); }

  static const Microkernel& kernel() { return kMicrokernels[GetParam()]; }

  void check(int32_t rows, int32_t depth, int32_t columns, Guard guard) {
    Random random(static_cast<uint32_t>(rows * 1000000 + depth * 1000 + columns));
    Layer layer(random, depth, columns, kernel().needs_proof ? -127 : -128);
    if (!kernel().needs_proof) layer.weights[0] = -128;
    check(layer, random.int8s(static_cast<size_t>(rows * depth)), rows, depth, columns, guard);
  }

  void check(const Layer& layer, const std::vector<int8_t>& values, int32_t rows, int32_t depth, int32_t columns, Guard guard);
};

void FullyConnectedS8Test::check(const Layer& layer, const std::vector<int8_t>& values, int32_t rows, int32_t depth,
                                 int32_t columns, Guard guard) {
  SCOPED_TRACE(::testing::Message() << rows << " x " << depth << " x " << columns);
  auto weights = GuardedBuffer<int8_t>::of(layer.weights, guard);
  auto input = GuardedBuffer<int8_t>::of(values, guard);
  GuardedBuffer<int8_t> output(static_cast<size_t>(rows * columns), guard);
  lanewise_operator* op = nullptr;
  ASSERT_EQ(LANEWISE_OK, lanewise_create_fully_connected_s8(rows, depth, columns, &layer.scaling, weights.data(),
                                                            layer.bias.data(), &op));
  if (rows == 1) {
    EXPECT_STREQ(kernel().name, lanewise_operator_microkernel(op));
  }
  GuardedBuffer<uint8_t> workspace(lanewise_workspace_size(op), guard);
  lanewise_buffer buffers[] = {input.view(), output.view(), workspace.view()};
  ASSERT_EQ(LANEWISE_OK, checked_run(op, buffers, 3));
  lanewise_destroy(op);
  for (int32_t r = 0; r < rows; r++) {
    for (int32_t c = 0; c < columns; c++) {
      int64_t sum = layer.bias[static_cast<size_t>(c)];
      for (int32_t k = 0; k < depth; k++) {
        sum += (input[static_cast<size_t>(r * depth + k)] - layer.scaling.input_zero_point) *
               layer.weights[static_cast<size_t>(c * depth + k)];
      }
      double value = std::round(static_cast<double>(sum) * layer.factors[static_cast<size_t>(c)]) + layer.scaling.output_zero_point;
      int expected = static_cast<int>(std::min(127.0, std::max(-128.0, value)));
      ASSERT_EQ(expected, int{output[static_cast<size_t>(r * columns + c)]}) << r << ", " << c;
    }
  }
}

TEST_P(FullyConnectedS8Test, ShapesAroundTheStep) {
  for (int32_t rows : {1, 3}) {
    for (int32_t depth : {1, 15, 16, 17, 31, 64, 127}) {
      for (int32_t columns : {1, 3, 7, 8, 9, 33, 64, 65, 130}) {
        for (Guard guard : {Guard::kAfter, Guard::kBefore}) check(rows, depth, columns, guard);
      }
    }
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
  Layer layer(random, 256, 9);
  layer.weights.assign(256 * 9, -128);
  for (double& factor : layer.factors) factor = 1.0 / 65536;
  check(layer, std::vector<int8_t>(256, -128), 1, 256, 9, Guard::kAfter);
}

// The kernel by itself: what it overwrites could be what its operator saves.
TEST_P(FullyConnectedS8Test, KernelPreservesRegisters) {
  Random random(7);
  for (size_t columns : {8, 16, 40}) {
    for (size_t steps : {1, 2, 5}) {
      const std::vector<int8_t> row = random.int8s(steps * kDenseStep), tail = random.int8s(kDenseStep);
      const std::vector<int8_t> weights = random.int8s((steps + 1) * kDenseStep * columns, -127);
      const std::vector<int32_t> bias(columns);
      std::vector<int32_t> sums(columns);
      const size_t whole = steps * kDenseStep;
      checked_call(kernel().dense_s8, DenseS8Call{row.data(), whole, tail.data(), weights.data(), bias.data(), columns, sums.data()});
      checked_call(kernel().dense_s8, DenseS8Call{row.data(), whole, nullptr, weights.data(), bias.data(), columns, sums.data()});
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Table, FullyConnectedS8Test, ::testing::ValuesIn(runnable_rows(&Microkernel::dense_s8)), row_name);

// Ties, the value just below a tie whose sum with 0.5 is not exact, and what int32 cannot hold.
TEST(FullyConnectedS8, ScalingRoundsTiesAwayFromZero) {
  const double factors[] = {0.5, 0.49999999999999994, 0.5000000000000001, 1.5, 2.5, 2.4999999999999996, 1073741823.0, 0.0};
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
    bool refused = lanewise_create_fully_connected_s8(rows, depth, columns, scaling, layer.weights.data(), nullptr, &op) ==
                       LANEWISE_INVALID_ARGUMENT && op == nullptr;
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
}  // namespace lanewise::testing

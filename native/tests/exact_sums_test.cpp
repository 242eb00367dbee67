// SPDX-License-Identifier: Apache-2.0
// Every row of the tables of float, int16 and dynamic kernels, on whole numbers so small that every sum is exact, in
// any order and in float too, and comes out as it is: each must be the sum, without tolerance.
#include <gtest/gtest.h>

#include <cmath>

#include "depthwise/depthwise_f32.h"
#include "depthwise/depthwise_s16.h"
#include "depthwise/dynamic_depthwise_f32.h"
#include "gemm/gemm_f32.h"
#include "gemm/gemm_s16.h"
#include "microkernel_rows.h"
#include "mutants.h"
#include "operator_runner.h"
#include "random_values.h"

namespace lanewise::testing {
namespace {

/** outputs[m][n] = bias[n] + sum over k of input(m, k, n) * weight(k, n), rows of a matrix or windows of a line of
 *  pixels. */
struct Layer {
  size_t rows, columns, depth;
  bool depthwise;
  std::vector<int> input, weights, bias;

  Layer(Random& random, size_t row_count, size_t column_count, size_t products, bool by_channel)
      : rows(row_count), columns(column_count), depth(products), depthwise(by_channel) {
    const auto value = [&](int most) { return random.between(1, most) * (random.between(0, 1) == 0 ? -1 : 1); };
    input.resize(depthwise ? (rows + depth - 1) * columns : rows * depth);
    weights.resize(columns * depth);
    for (int& a : input) a = value(40);
    for (int& w : weights) w = value(50);
    input[0] = 127;  // what is quantized by its range has steps of 1
    bias = random.int32s(columns, 1000, 1999);
  }

  size_t input_at(size_t m, size_t k, size_t n) const { return depthwise ? (m + k) * columns + n : m * depth + k; }
  size_t weight_at(size_t k, size_t n) const { return depthwise ? k * columns + n : n * depth + k; }

  lanewise_window window() const {
    const auto m = static_cast<int32_t>(rows), n = static_cast<int32_t>(columns), k = static_cast<int32_t>(depth);
    if (depthwise) return {1, 1, m + k - 1, n, 1, m, n, 1, k, 1, 1, 1, 1, 0, 0, n};
    return {1, m, 1, k, m, 1, n, 1, 1, 1, 1, 1, 1, 0, 0, 1};
  }
};

template <typename T>
std::vector<T> as(const std::vector<int>& values) {
  return {values.begin(), values.end()};
}

constexpr float kFarAway = 1e6f;

/** Outputs by a create function of float, int16 or dynamic kernels; the kernel must be the one named. */
template <typename In, typename Out>
std::vector<double> outputs(const OperatorPointer& op, const char* kernel, const Layer& layer, Guard guard) {
  EXPECT_STREQ(kernel, lanewise_operator_microkernel(op.get()));
  const std::vector<Out> all = run<Out>(op, guard, layer.rows * layer.columns, as<In>(layer.input));
  return {all.begin(), all.end()};
}

using Run = std::vector<double>(const char* kernel, const Layer& layer, Guard guard);

std::vector<double> run_f32(const char* kernel, const Layer& layer, Guard guard) {
  const lanewise_window w = layer.window();
  const auto weights = as<float>(layer.weights), bias = as<float>(layer.bias);
  const auto create = layer.depthwise ? lanewise_create_depthwise_conv2d_f32 : lanewise_create_conv2d_f32;
  return outputs<float, float>(make(create, &w, -kFarAway, kFarAway, weights.data(), bias.data()), kernel, layer,
                               guard);
}

std::vector<double> run_s16(const char* kernel, const Layer& layer, Guard guard) {
  const lanewise_window w = layer.window();
  const auto weights = as<int8_t>(layer.weights);
  const auto bias = as<int64_t>(layer.bias);
  const std::vector<int32_t> multipliers(layer.columns, 1 << 30), shifts(layer.columns, 1);  // together 1
  const lanewise_requantization requantization = {0,      0, INT16_MIN, INT16_MAX, multipliers.data(), shifts.data(),
                                                  nullptr};
  const auto create = layer.depthwise ? lanewise_create_depthwise_conv2d_s16 : lanewise_create_conv2d_s16;
  return outputs<int16_t, int16_t>(make(create, &w, &requantization, weights.data(), bias.data()), kernel, layer,
                                   guard);
}

std::vector<double> run_dynamic(const char* kernel, const Layer& layer, Guard guard) {
  const lanewise_window w = layer.window();
  const auto weights = as<int8_t>(layer.weights);
  const auto bias = as<float>(layer.bias);
  const std::vector<float> scales(layer.columns, 1);
  const lanewise_dynamic_scaling scaling = {0, 0, -kFarAway, kFarAway, scales.data()};
  const auto create =
      layer.depthwise ? lanewise_create_dynamic_depthwise_conv2d_f32 : lanewise_create_dynamic_conv2d_f32;
  return outputs<float, float>(make(create, &w, &scaling, weights.data(), bias.data()), kernel, layer, guard);
}

struct Kernel {
  const char* family;
  const char* name;
  bool depthwise;
  size_t mr, nr;
  Run* run;
};

template <typename Row>
void add_rows(const char* family, const Microkernels<Row>& table, bool depthwise, Run* run,
              std::vector<Kernel>* kernels) {
  for (const Row* row : runnable_rows(table)) kernels->push_back({family, row->name, depthwise, row->mr, row->nr, run});
}

std::vector<Kernel> kernels() {
  std::vector<Kernel> all;
  add_rows("gemm_f32", kGemmF32Table, false, run_f32, &all);
  add_rows("gemm_s16", kGemmS16Table, false, run_s16, &all);
  add_rows("gemm_dynamic", kGemmDynamicF32Table, false, run_dynamic, &all);
  add_rows("depthwise_f32", kDepthwiseF32Table, true, run_f32, &all);
  add_rows("depthwise_s16", kDepthwiseS16Table, true, run_s16, &all);
  add_rows("depthwise_dynamic", kDynamicDepthwiseF32Table, true, run_dynamic, &all);
  return all;
}

void PrintTo(const Kernel& kernel, std::ostream* out) { *out << kernel.name; }

/** Outputs of the kernel, or where a mutant is under test of one that errs so. */
std::vector<double> outputs_under_test(const Kernel& kernel, const Layer& layer, Guard guard) {
  std::vector<double> right = kernel.run(kernel.name, layer, guard);
  if (mutant == nullptr) return right;
  Layer other = layer;
  if (mutant->change == Change::kPlusOne) {
    for (int& bias : other.bias) bias++;
  } else if (mutant->change == Change::kStepLeftOut) {
    for (size_t n = 0; n < layer.columns; n++) other.weights[layer.weight_at(mutant->step, n)] = 0;
  }
  const std::vector<double> wrong = kernel.run(kernel.name, other, guard);
  for_each_wrong_cell(layer.rows, layer.columns, kernel.mr, kernel.nr, [&](size_t m, size_t n) {
    const size_t at = m * layer.columns + n;
    right[at] = mutant->change == Change::kScaled ? static_cast<double>(static_cast<float>(right[at] * (1 + 0x1p-10)))
                                                  : wrong[at];
  });
  return right;
}

class ExactSumsTest : public ::testing::TestWithParam<Kernel> {};

TEST_P(ExactSumsTest, ShapesAroundTheTile) {
  const Kernel& kernel = GetParam();
  for (size_t rows : {1, 2, 3, 4, 5, 8, 9}) {
    for (size_t columns : {1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 17}) {
      for (size_t depth : {1, 3, 4, 5, 8, 9, 13}) {
        if (shows_nothing_new(rows, columns, kernel.mr, kernel.nr)) continue;
        if (mutant != nullptr && mutant->change == Change::kStepLeftOut && mutant->step >= depth) continue;
        SCOPED_TRACE(::testing::Message() << rows << " x " << depth << " x " << columns);
        Random random(static_cast<uint32_t>(rows * 7919 + columns * 131 + depth));
        const Layer layer(random, rows, columns, depth, kernel.depthwise);
        for (Guard guard : {Guard::kAfter, Guard::kBefore}) {
          const std::vector<double> actual = outputs_under_test(kernel, layer, guard);
          for (size_t m = 0; m < rows; m++) {
            for (size_t n = 0; n < columns; n++) {
              int sum = layer.bias[n];
              for (size_t k = 0; k < depth; k++)
                sum += layer.input[layer.input_at(m, k, n)] * layer.weights[layer.weight_at(k, n)];
              ASSERT_EQ(sum, actual[m * columns + n]) << "at " << m << ", " << n;
            }
          }
        }
      }
    }
  }
}

std::string kernel_name(const ::testing::TestParamInfo<Kernel>& info) { return info.param.name; }

INSTANTIATE_TEST_SUITE_P(Kernels, ExactSumsTest, ::testing::ValuesIn(kernels()), kernel_name);

}  // namespace

std::vector<Mutants> mutants() {
  constexpr size_t kSteps = 9;  // the unrolled steps twice, and one
  std::vector<Mutants> all;
  for (const Kernel& kernel : kernels()) {
    Mutants of_kernel = {kernel.family, kernel.name, std::string("*/") + kernel.name, {}};
    const auto rows = block_sizes(kernel.mr), columns = block_sizes(kernel.nr);
    for (Change change : {Change::kPlusOne, Change::kScaled}) add_mutants(change, rows, columns, &of_kernel.all);
    for (size_t step = 0; step < kSteps; step++) add_mutants(Change::kStepLeftOut, rows, columns, &of_kernel.all, step);
    all.push_back(of_kernel);
  }
  return all;
}

}  // namespace lanewise::testing

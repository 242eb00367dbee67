// SPDX-License-Identifier: Apache-2.0
// conv2d and depthwise_conv2d by every row of the table, chosen by dispatch or not, against the reference.
#include <gtest/gtest.h>

#include <cstring>

#include "convolution/conv2d_s8.h"
#include "depthwise/depthwise_conv2d_s8.h"
#include "microkernel_rows.h"
#include "operator_runner.h"
#include "quantized_layer.h"
#include "reference/convolution.h"
#include "window_cases.h"
#include "winograd/winograd_s8.h"

namespace lanewise::testing {
namespace {

bool is_depthwise(const lanewise_window& w) { return w.groups == w.input_channels && w.groups > 1; }

OutputS8 output_of(const lanewise_window& w, const QuantizedLayer& layer) {
  OutputS8 output;
  EXPECT_TRUE(read_output_s8(&layer.requantization, static_cast<size_t>(w.output_channels), &output));
  return output;
}

/** conv2d by a row, whether or not another would be chosen. */
lanewise_status create(const GemmS8Row& row, const lanewise_window& w, const QuantizedLayer& layer,
                       lanewise_operator** op) {
  const lanewise_requantization& r = layer.requantization;
  const ColumnsS8 columns = {layer.weights.data(), layer.bias.data(), r.input_zero_point, r.multipliers, r.shifts,
                             nullptr, r.factors, layer.zero_points_or_null()};
  return create_conv2d_s8(&row, w, output_of(w, layer), columns, op);
}

/** The same of depthwise_conv2d. */
lanewise_status create(const DepthwiseS8Row& row, const lanewise_window& w, const QuantizedLayer& layer,
                       lanewise_operator** op) {
  return create_depthwise_conv2d_s8(&row, w, layer.requantization, output_of(w, layer),
                                    taps_of_cells(w, layer.weights.data()), layer.bias.data(), op);
}

/** Whether a row is right for a layer. */
bool suits(const GemmS8Row&, const lanewise_window&, const QuantizedLayer&) { return true; }
bool suits(const DepthwiseS8Row& row, const lanewise_window& w, const QuantizedLayer& layer) {
  return row.suits(depthwise_work(w, taps_of_cells(w, layer.weights.data())));
}

QuantizedLayer layer_of(Random& random, const lanewise_window& w, Weights weights, Shifts shifts) {
  const int group_inputs = is_depthwise(w) ? 1 : w.input_channels / w.groups;
  return {random, static_cast<size_t>(w.output_channels),
          static_cast<size_t>(w.kernel_height * w.kernel_width * group_inputs), weights, shifts};
}

/** Runs an operator on random input and compares it with the reference. */
void expect_reference(const lanewise_window& w, const QuantizedLayer& layer, const OperatorPointer& op, Random& random,
                      Guard guard) {
  const std::vector<int8_t> input = random.int8s(input_elements(w));
  std::vector<int8_t> expected(output_elements(w));
  const auto reference =
      is_depthwise(w) ? reference::asymmetric_depthwise_conv2d_s8 : reference::asymmetric_conv2d_s8;
  reference(w, layer.requantization, layer.weights.data(), layer.zero_points_or_null(), layer.bias.data(),
            input.data(), expected.data());
  expect_equal(expected, run<int8_t>(op, guard, expected.size(), input));
}

// SAME padding when `padded`, else VALID.
lanewise_window window(int size, int channels, int outputs, int kernel, int stride, int dilation, bool padded,
                       int groups = 1, int batch = 1) {
  lanewise_window w = make_window({size, size + 1}, channels, outputs, {kernel, kernel}, {stride, stride}, padded,
                                  {dilation, dilation});
  w.groups = groups;
  w.batch = batch;
  return w;
}

/** Every row of a table that this core can run. */
template <typename Row>
class ByRow : public ::testing::TestWithParam<const Row*> {
 protected:
  static const Row& kernel() { return *::testing::TestWithParam<const Row*>::GetParam(); }

  static void check(const lanewise_window& w) {
    SCOPED_TRACE(::testing::Message() << w);
    check(w, Shifts::kRight, Guard::kAfter);
    check(w, Shifts::kMixed, Guard::kBefore);
    check(w, Shifts::kFloat, Guard::kAfter);
  }

  /** With biases at both ends of int32, beyond which sums come out at the other. */
  static void check_wrapping(const lanewise_window& w) {
    SCOPED_TRACE(::testing::Message() << w);
    for (Shifts shifts : {Shifts::kRight, Shifts::kMixed, Shifts::kFloat}) {
      check(w, shifts, Guard::kAfter, Of::kWrapping);
    }
  }

  /** What is put into a layer to make its kernel's work harder. */
  enum class Of { kUsual, kWrapping, kAsymmetric, kBlocksOfZeros };

  static void check(const lanewise_window& w, Shifts shifts, Guard guard, Of of = Of::kUsual) {
    Random random(static_cast<uint32_t>(w.input_channels * 1000 + w.kernel_height * 10 + w.stride_height));
    QuantizedLayer layer =
        layer_of(random, w, kernel().needs_proof ? Weights::kProven : Weights::kWithMinus128, shifts);
    for (size_t c = 0; of == Of::kWrapping && c < layer.bias.size(); c++) {
      layer.bias[c] = c % 2 == 0 ? INT32_MIN + random.between(0, 9000) : INT32_MAX - random.between(0, 9000);
    }
    if (of == Of::kAsymmetric) layer.make_asymmetric(random);
    if (of == Of::kBlocksOfZeros) layer.put_zeros(random, layer.weights.size() / layer.bias.size(), {16, 16}, 50);
    if (!suits(kernel(), w, layer)) return;
    lanewise_operator* created = nullptr;
    ASSERT_EQ(LANEWISE_OK, create(kernel(), w, layer, &created));
    const OperatorPointer op(created, lanewise_destroy);
    EXPECT_STREQ(kernel().name, lanewise_operator_microkernel(op.get()));
    expect_reference(w, layer, op, random, guard);
  }
};

class Conv2dS8Test : public ByRow<GemmS8Row> {};
class DepthwiseConv2dS8Test : public ByRow<DepthwiseS8Row> {};

TEST_P(Conv2dS8Test, FirstLayer) {
  for (int channels : {1, 3, 4}) check(window(12, channels, 8, 3, 2, 1, true));
}

TEST_P(Conv2dS8Test, Channels) {
  for (int channels : {1, 2, 5, 8, 15, 16, 17, 33, 64}) {
    check(window(5, channels, 16, 3, 1, 1, true));
    check(window(5, channels, channels, 1, 1, 1, false));
  }
}

TEST_P(Conv2dS8Test, StridesDilationsPadding) {
  for (int kernel : {1, 2, 3, 5}) {
    for (int stride : {1, 2, 3}) {
      for (int dilation : {1, 2}) {
        for (bool padded : {false, true}) check(window(11, 6, 7, kernel, stride, dilation, padded));
      }
    }
  }
}

TEST_P(Conv2dS8Test, GroupsAndBatch) {
  check(window(6, 8, 12, 3, 1, 1, true, 2));
  check(window(6, 12, 8, 3, 2, 1, false, 4));
  check(window(6, 9, 9, 2, 1, 2, true, 3, 3));
  check(window(6, 16, 16, 1, 1, 1, false, 1, 3));
}

TEST_P(Conv2dS8Test, SumsWrap) {
  for (int channels : {1, 3, 16, 40}) check_wrapping(window(5, channels, 17, 3, 1, 1, true));
}

TEST_P(Conv2dS8Test, WeightsWithZeroPoints) {
  const lanewise_window windows[] = {
      window(12, 3, 8, 3, 2, 1, true),    window(5, 17, 16, 3, 1, 1, true),      window(11, 6, 7, 5, 2, 2, false),
      window(6, 12, 8, 3, 2, 1, true, 4), window(6, 9, 9, 2, 1, 2, true, 3, 3), window(12, 33, 5, 1, 1, 1, false),
      window(4, 64, 300, 3, 1, 1, true)};
  for (const lanewise_window& w : windows) {
    SCOPED_TRACE(::testing::Message() << w);
    check(w, Shifts::kMixed, Guard::kAfter, Of::kAsymmetric);
    check(w, Shifts::kFloat, Guard::kBefore, Of::kAsymmetric);
  }
}

TEST_P(Conv2dS8Test, ManyColumnsAreBlocked) { check(window(4, 64, 300, 3, 1, 1, true)); }

TEST_P(Conv2dS8Test, BlocksOfZeros) {
  const lanewise_window windows[] = {window(9, 16, 16, 3, 1, 1, true),    window(9, 48, 40, 3, 2, 1, true),
                                     window(9, 16, 33, 3, 1, 2, true),    window(9, 32, 64, 3, 1, 1, true, 2, 2),
                                     window(12, 3, 20, 3, 2, 1, true),    window(4, 64, 300, 3, 1, 1, false),
                                     window(5, 40, 24, 1, 1, 1, false)};
  for (const lanewise_window& w : windows) {
    SCOPED_TRACE(::testing::Message() << w);
    check(w, Shifts::kMixed, Guard::kAfter, Of::kBlocksOfZeros);
    check(w, Shifts::kFloat, Guard::kBefore, Of::kBlocksOfZeros);
  }
}

TEST_P(DepthwiseConv2dS8Test, Channels) {
  for (int channels : {2, 7, 8, 9, 16, 17, 24, 31, 40}) {
    for (int stride : {1, 2}) {
      check(window(7, channels, channels, 3, stride, 1, true, channels));
      check(window(9, channels, channels, 5, stride, 1, false, channels));
    }
  }
  check(window(9, 12, 12, 3, 1, 2, true, 12, 2));
}

TEST_P(DepthwiseConv2dS8Test, SumsWrap) {
  for (int channels : {7, 17, 40}) check_wrapping(window(7, channels, channels, 3, 1, 1, true, channels));
}

TEST_P(DepthwiseConv2dS8Test, Multiplier) {
  for (int multiplier : {2, 3, 8, 16, 17, 20}) check(window(6, 5, 5 * multiplier, 3, 1, 1, true, 5));
}

INSTANTIATE_TEST_SUITE_P(Table, Conv2dS8Test, ::testing::ValuesIn(runnable_rows(kGemmS8Table)), RowName());
INSTANTIATE_TEST_SUITE_P(Table, DepthwiseConv2dS8Test, ::testing::ValuesIn(runnable_rows(kDepthwiseS8Table)),
                         RowName());

// What the C interface makes at every level of this core is right, and by the row that dispatch names.
TEST(ConvolutionS8, ByTheInterface) {
  for (int isa = 0; isa <= static_cast<int>(cpu_isa()); isa++) {
    if (*isa_name(static_cast<Isa>(isa)) == 0) continue;
    ASSERT_EQ(LANEWISE_OK, lanewise_limit_isa(isa_name(static_cast<Isa>(isa))));
    for (const lanewise_window& w : {window(7, 5, 7, 3, 2, 1, true), window(7, 16, 32, 1, 1, 1, true),
                                     window(7, 24, 24, 3, 1, 1, true, 24), window(7, 24, 24, 5, 2, 1, true, 24)}) {
      for (Weights weights : {Weights::kProven, Weights::kWithMinus128}) {
        SCOPED_TRACE(::testing::Message() << w);
        Random random(9);
        const QuantizedLayer layer = layer_of(random, w, weights, Shifts::kRight);
        const OperatorPointer op =
            make(is_depthwise(w) ? lanewise_create_depthwise_conv2d_s8 : lanewise_create_conv2d_s8, &w,
                 &layer.requantization, layer.weights.data(), layer.bias.data());
        const int8_t* const values = layer.weights.data();
        const char* const kernel =
            is_depthwise(w) ? select_microkernel(kDepthwiseS8Table, depthwise_work(w, taps_of_cells(w, values)))->name
                            : select_conv2d_s8(w, values)->name;
        EXPECT_STREQ(kernel, lanewise_operator_microkernel(op.get()));
        expect_reference(w, layer, op, random, Guard::kAfter);
      }
    }
  }
  lanewise_limit_isa(nullptr);
}

/** The kernel that the interface chooses for a layer of 3x3 with blocks of zeros. */
std::string chosen(int channels, int percent, Weights weights) {
  const lanewise_window w = window(9, channels, channels, 3, 1, 1, true);
  Random random(5);
  QuantizedLayer layer = layer_of(random, w, weights, Shifts::kRight);
  const size_t depth = layer.weights.size() / layer.bias.size();
  for (size_t at = 0; at < layer.weights.size(); at++) {  // the same 16 products of all output channels
    if (static_cast<int>(at % depth / 16 * 37 % 100) < percent) layer.weights[at] = 0;
  }
  const OperatorPointer op = make(lanewise_create_conv2d_s8, &w, &layer.requantization, layer.weights.data(),
                                  layer.bias.data());
  expect_reference(w, layer, op, random, Guard::kAfter);
  return lanewise_operator_microkernel(op.get());
}

// At every level that has kernels of vectors, from 20 % of zeros on; before Winograd's where there is less left to
// multiply than it has.
TEST(ConvolutionS8, SkipsZerosWhereTheyAreEnough) {
  const auto skips = [](const std::string& kernel) { return kernel.find("_sparse") != std::string::npos; };
  for (int isa = 0; isa <= static_cast<int>(cpu_isa()); isa++) {
    const char* const level = isa_name(static_cast<Isa>(isa));
    if (*level == 0) continue;
    SCOPED_TRACE(level);
    ASSERT_EQ(LANEWISE_OK, lanewise_limit_isa(level));
    const bool generic = static_cast<Isa>(isa) == Isa::kGeneric;
    for (Weights weights : {Weights::kProven, Weights::kWithMinus128}) {
      EXPECT_FALSE(skips(chosen(32, 0, weights)));
      EXPECT_FALSE(skips(chosen(32, 5, weights)));
      EXPECT_EQ(!generic, skips(chosen(32, 50, weights)));
      EXPECT_EQ(!generic, skips(chosen(32, 95, weights)));
      const std::string few = chosen(128, 22, weights);
      const bool by_winograd = !generic && select_microkernel(kWinogradS8Table, {}) != nullptr &&
                               std::string(level) == "aarch64-neon";
      EXPECT_EQ(by_winograd, few.find("winograd") == 0) << few;
      EXPECT_EQ(!generic && !by_winograd, skips(few)) << few;
    }
  }
  lanewise_limit_isa(nullptr);
}

/** At every level of this core. */
void expect_asymmetric(const lanewise_window& w, QuantizedLayer& layer, Random& random) {
  const auto create =
      is_depthwise(w) ? lanewise_create_asymmetric_depthwise_conv2d_s8 : lanewise_create_asymmetric_conv2d_s8;
  for (int isa = 0; isa <= static_cast<int>(cpu_isa()); isa++) {
    if (*isa_name(static_cast<Isa>(isa)) == 0) continue;
    ASSERT_EQ(LANEWISE_OK, lanewise_limit_isa(isa_name(static_cast<Isa>(isa))));
    SCOPED_TRACE(::testing::Message() << w << " " << isa_name(static_cast<Isa>(isa)));
    expect_reference(w, layer,
                     make(create, &w, &layer.requantization, layer.weights.data(), layer.zero_points.data(),
                          layer.bias.data()),
                     random, Guard::kAfter);
  }
  lanewise_limit_isa(nullptr);
}

TEST(ConvolutionS8, WeightsWithZeroPoints) {
  for (const lanewise_window& w :
       {window(7, 5, 7, 3, 2, 1, true), window(7, 16, 32, 3, 1, 1, true, 1, 2), window(7, 24, 24, 3, 1, 1, true, 24),
        window(9, 4, 8, 3, 1, 1, true, 4, 2), window(9, 12, 12, 5, 2, 2, true, 12)}) {
    for (Weights weights : {Weights::kProven, Weights::kWithMinus128}) {
      for (Shifts shifts : {Shifts::kMixed, Shifts::kFloat}) {
        Random random(11);
        QuantizedLayer layer = layer_of(random, w, weights, shifts);
        layer.make_asymmetric(random);
        expect_asymmetric(w, layer, random);
      }
    }
  }
}

// A tap of a window is one, two or three, by how far its weights are from their zero point.
TEST(ConvolutionS8, DepthwiseWeightsAnyDistanceFromTheirZeroPoint) {
  const lanewise_window w = window(9, 8, 8, 3, 1, 1, true, 8);
  for (int farthest : {1, 127, 128, 254, 255}) {
    for (int sign : {1, -1}) {
      Random random(static_cast<uint32_t>(farthest));
      QuantizedLayer layer = layer_of(random, w, Weights::kProven, Shifts::kRight);
      const int zero_point = sign > 0 ? 127 - farthest : farthest - 128;
      layer.zero_points.assign(layer.bias.size(), zero_point);
      for (int8_t& weight : layer.weights) {
        weight = static_cast<int8_t>(zero_point + sign * random.between(0, farthest));
      }
      layer.weights[5 * 8 + 3] = static_cast<int8_t>(zero_point + sign * farthest);
      expect_asymmetric(w, layer, random);
    }
  }
}

TEST(ConvolutionS8, RefusesBadZeroPointsOfWeights) {
  Random random(1);
  QuantizedLayer layer(random, 8, 27, Weights::kProven, Shifts::kRight);
  layer.make_asymmetric(random);
  lanewise_window conv = window(8, 3, 8, 3, 1, 1, true), depthwise = window(8, 8, 8, 1, 1, 1, true, 8);
  const auto expect_all_refuse = [&](const int32_t* zero_points) {
    expect_refused(lanewise_create_asymmetric_conv2d_s8, &conv, &layer.requantization, layer.weights.data(),
                   zero_points, nullptr);
    expect_refused(lanewise_create_asymmetric_depthwise_conv2d_s8, &depthwise, &layer.requantization,
                   layer.weights.data(), zero_points, nullptr);
  };
  expect_all_refuse(nullptr);
  for (int32_t bad : {-129, 128, INT32_MIN, INT32_MAX}) {
    layer.zero_points[5] = bad;
    expect_all_refuse(layer.zero_points.data());
  }
}

TEST(ConvolutionS8, RefusesBadArguments) {
  Random random(1);
  QuantizedLayer layer(random, 8, 27, Weights::kProven, Shifts::kRight);
  const lanewise_window good = window(8, 3, 8, 3, 1, 1, true);
  auto refuses = [&](const lanewise_window* w, const lanewise_requantization* r, const int8_t* weights) {
    lanewise_operator* op = reinterpret_cast<lanewise_operator*>(1);
    bool refused = lanewise_create_conv2d_s8(w, r, weights, nullptr, &op) == LANEWISE_INVALID_ARGUMENT && op == nullptr;
    if (!refused) lanewise_destroy(op);
    return refused;
  };
  EXPECT_FALSE(refuses(&good, &layer.requantization, layer.weights.data()));
  EXPECT_TRUE(refuses(nullptr, &layer.requantization, layer.weights.data()));
  EXPECT_TRUE(refuses(&good, nullptr, layer.weights.data()));
  EXPECT_TRUE(refuses(&good, &layer.requantization, nullptr));
  for (size_t field = 0; field < sizeof(lanewise_window) / sizeof(int32_t); field++) {
    for (int32_t bad : {-1, INT32_MIN, INT32_MAX}) {
      lanewise_window window = good;
      std::memcpy(reinterpret_cast<char*>(&window) + field * sizeof(int32_t), &bad, sizeof bad);
      EXPECT_TRUE(refuses(&window, &layer.requantization, layer.weights.data())) << "field " << field << " = " << bad;
    }
  }
  for (int32_t lanewise_requantization::*field :
       {&lanewise_requantization::input_zero_point, &lanewise_requantization::output_zero_point,
        &lanewise_requantization::output_minimum, &lanewise_requantization::output_maximum}) {
    lanewise_requantization bad = layer.requantization;
    bad.*field = 128;
    EXPECT_TRUE(refuses(&good, &bad, layer.weights.data()));
  }
  layer.shifts[5] = 31;
  EXPECT_TRUE(refuses(&good, &layer.requantization, layer.weights.data()));
  layer.shifts[5] = -1;
  layer.multipliers[5] = -5;
  EXPECT_TRUE(refuses(&good, &layer.requantization, layer.weights.data()));

  layer.requantization.factors = layer.float_factors.data();
  EXPECT_FALSE(refuses(&good, &layer.requantization, layer.weights.data()));
  layer.requantization.multipliers = layer.requantization.shifts = nullptr;
  EXPECT_FALSE(refuses(&good, &layer.requantization, layer.weights.data()));
  for (float factor : {-1.0f, 1073741824.0f, std::nanf(""), HUGE_VALF}) {
    layer.float_factors[5] = factor;
    EXPECT_TRUE(refuses(&good, &layer.requantization, layer.weights.data())) << factor;
  }
}

}  // namespace
}  // namespace lanewise::testing

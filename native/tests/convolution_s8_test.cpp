// SPDX-License-Identifier: Apache-2.0
// conv2d and depthwise_conv2d through the C API, at every ISA level of this core, against the reference.
#include <gtest/gtest.h>

#include "guarded_buffer.h"
#include "microkernels/microkernels.h"
#include "preserved_registers.h"
#include "quantized_layer.h"
#include "reference/convolution.h"

namespace lanewise::testing {
namespace {

struct Level {
  const char* isa;
  Weights weights;
};

void PrintTo(const Level& level, std::ostream* out) { *out << level.isa; }

class ConvolutionS8Test : public ::testing::TestWithParam<Level> {
 protected:
  void SetUp() override { ASSERT_EQ(LANEWISE_OK, lanewise_limit_isa(GetParam().isa)); }
  void TearDown() override { lanewise_limit_isa(nullptr); }

  void check(lanewise_window window) {
    const bool depthwise = window.groups == window.input_channels && window.groups > 1;
    SCOPED_TRACE(::testing::Message() << (depthwise ? "depthwise " : "conv2d ") << window.kernel_height << "x"
                                      << window.kernel_width << " stride " << window.stride_height << " dilation "
                                      << window.dilation_height << " channels " << window.input_channels << " -> "
                                      << window.output_channels << " groups " << window.groups << " input "
                                      << window.input_height << "x" << window.input_width);
    run(window, depthwise, Shifts::kRight, Guard::kAfter);
    run(window, depthwise, Shifts::kMixed, Guard::kBefore);
    run(window, depthwise, Shifts::kFloat, Guard::kAfter);
  }

  void run(const lanewise_window& window, bool depthwise, Shifts shifts, Guard guard) {
    Random random(static_cast<uint32_t>(window.input_channels * 1000 + window.kernel_height * 10 + window.stride_height));
    size_t products = static_cast<size_t>(window.kernel_height * window.kernel_width) *
                      static_cast<size_t>(depthwise ? 1 : window.input_channels / window.groups);
    QuantizedLayer layer(random, static_cast<size_t>(window.output_channels), products, GetParam().weights,
                         shifts);
    auto input = GuardedBuffer<int8_t>::of(
        random.int8s(static_cast<size_t>(window.batch * window.input_height * window.input_width * window.input_channels)), guard);
    input.make_read_only();
    size_t outputs = static_cast<size_t>(window.batch * window.output_height * window.output_width * window.output_channels);
    std::vector<int8_t> expected(outputs);
    GuardedBuffer<int8_t> output(outputs, guard);

    auto create = depthwise ? lanewise_create_depthwise_conv2d_s8 : lanewise_create_conv2d_s8;
    auto reference = depthwise ? reference::depthwise_conv2d_s8 : reference::conv2d_s8;
    lanewise_operator* op = nullptr;
    ASSERT_EQ(LANEWISE_OK, create(&window, &layer.requantization, layer.weights.data(), layer.bias.data(), &op));
    GuardedBuffer<uint8_t> workspace(lanewise_workspace_size(op), guard);
    lanewise_buffer buffers[] = {input.view(), output.view(), workspace.view()};
    ASSERT_EQ(LANEWISE_OK, checked_run(op, buffers, 3));
    reference(window, layer.requantization, layer.weights.data(), layer.bias.data(), input.data(), expected.data());
    for (size_t i = 0; i < outputs; i++) {
      ASSERT_EQ(int{expected[i]}, int{output[i]}) << lanewise_operator_microkernel(op) << " output " << i;
    }
    lanewise_destroy(op);
  }

  // SAME padding when `padded`, else VALID.
  static lanewise_window window(int size, int channels, int outputs, int kernel, int stride, int dilation, bool padded,
                                int groups = 1, int batch = 1) {
    int reach = (kernel - 1) * dilation + 1, width = size + 1;
    int height_out = padded ? (size + stride - 1) / stride : (size - reach) / stride + 1;
    int width_out = padded ? (width + stride - 1) / stride : (width - reach) / stride + 1;
    auto before = [&](int in, int out) { return padded ? std::max(0, (out - 1) * stride + reach - in) / 2 : 0; };
    return {batch, size, width, channels, height_out, width_out, outputs, kernel, kernel, stride, stride, dilation,
            dilation, before(size, height_out), before(width, width_out), groups};
  }
};

TEST_P(ConvolutionS8Test, FirstLayer) {
  for (int channels : {1, 3, 4}) check(window(12, channels, 8, 3, 2, 1, true));
}

TEST_P(ConvolutionS8Test, Channels) {
  for (int channels : {1, 2, 5, 8, 15, 16, 17, 33, 64}) {
    check(window(5, channels, 16, 3, 1, 1, true));
    check(window(5, channels, channels, 1, 1, 1, false));
  }
}

TEST_P(ConvolutionS8Test, StridesDilationsPadding) {
  for (int kernel : {1, 2, 3, 5}) {
    for (int stride : {1, 2, 3}) {
      for (int dilation : {1, 2}) {
        for (bool padded : {false, true}) check(window(11, 6, 7, kernel, stride, dilation, padded));
      }
    }
  }
}

TEST_P(ConvolutionS8Test, GroupsAndBatch) {
  check(window(6, 8, 12, 3, 1, 1, true, 2));
  check(window(6, 12, 8, 3, 2, 1, false, 4));
  check(window(6, 9, 9, 2, 1, 2, true, 3, 3));
  check(window(6, 16, 16, 1, 1, 1, false, 1, 3));
}

TEST_P(ConvolutionS8Test, ManyColumnsAreBlocked) { check(window(4, 64, 300, 3, 1, 1, true)); }

TEST_P(ConvolutionS8Test, Depthwise) {
  for (int channels : {2, 7, 8, 9, 16, 17, 24, 31, 40}) {
    for (int stride : {1, 2}) {
      check(window(7, channels, channels, 3, stride, 1, true, channels));
      check(window(9, channels, channels, 5, stride, 1, false, channels));
    }
  }
  check(window(9, 12, 12, 3, 1, 2, true, 12, 2));
}

TEST_P(ConvolutionS8Test, DepthwiseMultiplier) {
  for (int multiplier : {2, 3, 8, 16, 17, 20}) check(window(6, 5, 5 * multiplier, 3, 1, 1, true, 5));
}

TEST_P(ConvolutionS8Test, RefusesBadArguments) {
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

std::vector<Level> levels() {
  std::vector<Level> all;
  for (int isa = 0; isa <= static_cast<int>(cpu_isa()); isa++) {
    const char* name = isa_name(static_cast<Isa>(isa));
    if (*name == 0) continue;
    all.push_back({name, Weights::kProven});
    all.push_back({name, Weights::kWithMinus128});
  }
  return all;
}

INSTANTIATE_TEST_SUITE_P(Levels, ConvolutionS8Test, ::testing::ValuesIn(levels()));

}  // namespace
}  // namespace lanewise::testing

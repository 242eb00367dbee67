// SPDX-License-Identifier: Apache-2.0
// Every Winograd row of the table that this core can run, against the reference convolution: the same bits.
#include <gtest/gtest.h>

#include "guarded_buffer.h"
#include "microkernel_rows.h"
#include "operator_runner.h"
#include "preserved_registers.h"
#include "quantized_layer.h"
#include "reference/convolution.h"
#include "winograd/winograd_conv2d_s8.h"

namespace lanewise::testing {
namespace {

class WinogradS8Test : public ::testing::TestWithParam<const WinogradS8Row*> {
 protected:
  static lanewise_window window(int batch, int height, int width, int channels, int outputs, int padding) {
    return {
        batch, height,  width,   channels, height - 2 + 2 * padding, width - 2 + 2 * padding, outputs, 3, 3, 1, 1, 1,
        1,     padding, padding, 1};
  }

  void check(const lanewise_window& w, Weights weights, Shifts shifts, Guard guard, bool extreme = false) {
    SCOPED_TRACE(::testing::Message() << GetParam()->name << " " << w.input_height << "x" << w.input_width << "x"
                                      << w.input_channels << " -> " << w.output_channels << " padding "
                                      << w.padding_top);
    Random random(static_cast<uint32_t>(w.input_height * 100 + w.input_channels));
    QuantizedLayer layer(random, static_cast<size_t>(w.output_channels), static_cast<size_t>(9 * w.input_channels),
                         weights, shifts);
    OutputS8 output;
    ASSERT_TRUE(read_output_s8(&layer.requantization, static_cast<size_t>(w.output_channels), &output));
    ASSERT_TRUE(winograd_fits(w, layer.requantization, layer.weights.data(), layer.bias.data()));
    lanewise_operator* created = nullptr;
    ASSERT_EQ(LANEWISE_OK, create_winograd_conv2d_s8(GetParam(), w, layer.requantization, output,
                                                     layer.weights.data(), layer.bias.data(), &created));
    const OperatorPointer op(created, lanewise_destroy);
    const size_t inputs = static_cast<size_t>(w.batch * w.input_height * w.input_width * w.input_channels);
    auto input = GuardedBuffer<int8_t>::of(extreme ? std::vector<int8_t>(inputs, -128) : random.int8s(inputs), guard);
    input.make_read_only();
    const size_t outputs = static_cast<size_t>(w.batch * w.output_height * w.output_width * w.output_channels);
    GuardedBuffer<int8_t> out(outputs, guard);
    GuardedBuffer<uint8_t> workspace(lanewise_workspace_size(op.get()), guard);
    lanewise_buffer buffers[] = {input.view(), out.view(), workspace.view()};
    ASSERT_EQ(LANEWISE_OK, checked_run(op.get(), buffers, 3));
    std::vector<int8_t> expected(outputs);
    reference::conv2d_s8(w, layer.requantization, layer.weights.data(), layer.bias.data(), input.data(),
                         expected.data());
    for (size_t i = 0; i < outputs; i++) ASSERT_EQ(int{expected[i]}, int{out[i]}) << "output " << i;
  }
};

TEST_P(WinogradS8Test, SizesAroundTheTile) {
  for (int size = 3; size <= 9; size++) {
    for (int padding : {0, 1}) {
      check(window(1, size, size + 2, 8, 16, padding), Weights::kWithMinus128, Shifts::kRight, Guard::kAfter);
      check(window(1, size + 1, size, 16, 32, padding), Weights::kWithMinus128, Shifts::kMixed, Guard::kBefore);
    }
  }
}

TEST_P(WinogradS8Test, SeveralBandsRoundsAndImages) {
  check(window(2, 61, 70, 24, 48, 1), Weights::kWithMinus128, Shifts::kRight, Guard::kAfter);
}

// The largest values that any step can meet.
TEST_P(WinogradS8Test, WholeInt8Range) {
  check(window(1, 8, 8, 64, 16, 1), Weights::kAllMinus128, Shifts::kRight, Guard::kAfter, true);
}

// Not every platform has such rows.
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(WinogradS8Test);
INSTANTIATE_TEST_SUITE_P(Table, WinogradS8Test, ::testing::ValuesIn(runnable_rows(kWinogradS8Table)), RowName());

TEST(WinogradFits, OnlyWhereFourTimesTheSumsFit) {
  const lanewise_window w = {1, 8, 8, 8, 8, 8, 16, 3, 3, 1, 1, 1, 1, 1, 1, 1};
  Random random(1);
  QuantizedLayer layer(random, 16, 72, Weights::kProven, Shifts::kRight);
  EXPECT_TRUE(winograd_fits(w, layer.requantization, layer.weights.data(), layer.bias.data()));
  layer.bias[15] = 1 << 29;
  EXPECT_FALSE(winograd_fits(w, layer.requantization, layer.weights.data(), layer.bias.data()));
  for (int32_t lanewise_window::*field :
       {&lanewise_window::stride_width, &lanewise_window::dilation_height, &lanewise_window::groups,
        &lanewise_window::kernel_width, &lanewise_window::input_channels}) {
    lanewise_window other = w;
    other.*field += 1;
    EXPECT_FALSE(winograd_fits(other, layer.requantization, layer.weights.data(), nullptr));
  }
}

}  // namespace
}  // namespace lanewise::testing

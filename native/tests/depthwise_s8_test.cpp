// SPDX-License-Identifier: Apache-2.0
// Every depthwise row of the table that this core can run, against straight loops, over shapes around its panel.
#include <gtest/gtest.h>

#include "guarded_buffer.h"
#include "microkernel_rows.h"
#include "preserved_registers.h"
#include "quantization/requantize.h"
#include "quantized_layer.h"
#include "runtime/operator.h"

namespace lanewise::testing {
namespace {

/** One row of `pixels` windows of width x width taps. */
struct Shape {
  size_t pixels, stride, width, channels;
};

class DepthwiseS8Test : public ::testing::TestWithParam<int> {
 protected:
  const Microkernel& kernel() const { return kMicrokernels[GetParam()]; }
  bool does(size_t width) const { return kernel().taps == 0 || kernel().taps == width * width; }

  // As depthwise_s8.h says they lie.
  GuardedBuffer<uint8_t> panels(const QuantizedLayer& layer, const Shape& s, Guard guard) const {
    const size_t nr = kernel().nr, taps = s.width * s.width, bytes = depthwise_panel_bytes(taps, nr);
    GuardedBuffer<uint8_t> all(round_up(s.channels, nr) / nr * bytes, guard);
    std::fill(all.begin(), all.end(), uint8_t{0});
    for (size_t c = 0; c < s.channels; c++) {
      uint8_t* panel = all.data() + c / nr * bytes;
      const auto put = [&](size_t at, int32_t value) { std::memcpy(panel + at + c % nr * sizeof value, &value, sizeof value); };
      int32_t sum = 0;
      for (size_t t = 0; t < taps; t++) {
        panel[nr * sizeof(int32_t) + t * nr + c % nr] = static_cast<uint8_t>(layer.weights[t * s.channels + c]);
        sum += layer.weights[t * s.channels + c];
      }
      const size_t scales = nr * (sizeof(int32_t) + taps);
      put(0, layer.bias[c] - layer.requantization.input_zero_point * sum);
      put(scales, layer.multipliers[c]);
      put(scales + nr * sizeof(int32_t), std::min(layer.shifts[c], 0));
      put(scales + 2 * nr * sizeof(int32_t), std::max(layer.shifts[c], 0));
    }
    all.make_read_only();
    return all;
  }

  void check(const Shape& s, Weights weights, Shifts shifts, Guard guard) {
    SCOPED_TRACE(::testing::Message() << s.pixels << " pixels, stride " << s.stride << ", " << s.width << "x" << s.width
                                      << " of " << s.channels);
    const size_t taps = s.width * s.width, line = ((s.pixels - 1) * s.stride + s.width) * s.channels;
    Random random(static_cast<uint32_t>(s.pixels * 7919 + s.channels * 131 + taps));
    const QuantizedLayer layer(random, s.channels, taps, weights, shifts);
    const lanewise_requantization& r = layer.requantization;
    OutputS8 output;
    ASSERT_TRUE(read_output_s8(&r, s.channels, &output));
    auto packed = panels(layer, s, guard);
    // Kernels read channels 8 at a time.
    const size_t image = s.width * line + round_up(s.channels, 8) - s.channels;
    auto input = GuardedBuffer<int8_t>::of(
        weights == Weights::kAllMinus128 ? std::vector<int8_t>(image, -128) : random.int8s(image), guard);
    input.make_read_only();
    std::vector<size_t> offsets;
    for (size_t t = 0; t < taps; t++) offsets.push_back(t / s.width * line + t % s.width * s.channels);
    GuardedBuffer<int8_t> out(s.pixels * s.channels, guard);

    checked_call(kernel().depthwise_s8,
                 DepthwiseS8Call{s.pixels, input.data(), s.stride * s.channels, taps, offsets.data(), s.channels,
                                 packed.data(), out.data(), output});

    for (size_t p = 0; p < s.pixels; p++) {
      for (size_t c = 0; c < s.channels; c++) {
        int32_t acc = layer.bias[c];
        for (size_t t = 0; t < taps; t++) {
          acc += (input[p * s.stride * s.channels + offsets[t] + c] - r.input_zero_point) * layer.weights[t * s.channels + c];
        }
        const int8_t expected =
            requantize(acc, r.multipliers[c], r.shifts[c], r.output_zero_point, r.output_minimum, r.output_maximum);
        ASSERT_EQ(int{expected}, int{out[p * s.channels + c]}) << "pixel " << p << " channel " << c;
      }
    }
  }

  void check(const Shape& shape) {
    const Weights weights = kernel().needs_proof ? Weights::kProven : Weights::kWithMinus128;
    check(shape, weights, Shifts::kRight, Guard::kAfter);
    check(shape, weights, Shifts::kMixed, Guard::kBefore);
  }
};

TEST_P(DepthwiseS8Test, PixelsAndChannelsAroundThePanel) {
  for (size_t pixels = 1; pixels <= 2 * kernel().mr + 3; pixels++) {
    for (size_t channels = 1; channels <= 2 * kernel().nr + 9; channels++) check({pixels, 1, 3, channels});
  }
}

TEST_P(DepthwiseS8Test, Windows) {
  for (size_t width : {1, 2, 3, 4, 5, 7}) {
    for (size_t stride : {1, 2, 3}) {
      for (size_t channels : {3, 8, 16, 40}) {
        if (does(width)) check({5, stride, width, channels});
      }
    }
  }
}

// -128 * -128 in every lane: what wraps in int16 where a kernel adds two products.
TEST_P(DepthwiseS8Test, WholeInt8Range) {
  if (kernel().needs_proof) return;  // never chosen for such weights: dispatch_test
  for (size_t width : {3, 5}) {
    for (size_t channels : {8, 33}) check({4, 1, width, channels}, Weights::kAllMinus128, Shifts::kRight, Guard::kAfter);
  }
}

INSTANTIATE_TEST_SUITE_P(Table, DepthwiseS8Test, ::testing::ValuesIn(runnable_rows(&Microkernel::depthwise_s8)), row_name);

}  // namespace
}  // namespace lanewise::testing

// SPDX-License-Identifier: Apache-2.0
// Every depthwise row of the table that this core can run, against straight loops, over shapes around its panel.
#include <gtest/gtest.h>

#include "broken_kernels.h"
#include "guarded_buffer.h"
#include "microkernel_rows.h"
#include "operator/operator.h"
#include "preserved_registers.h"
#include "quantization/requantize.h"
#include "quantized_layer.h"

namespace lanewise::testing {
namespace {

/** Pixels of the longest row tried: of every kernel the whole loop twice, and what is left. */
size_t most_pixels(const DepthwiseS8Row& kernel) { return 2 * kernel.mr + 3; }

/** Rows of `pixels` windows of width x width taps. */
struct Shape {
  size_t pixels, stride, width, channels, rows = 1;

  size_t line() const { return ((pixels - 1) * stride + width) * channels; }
};

class DepthwiseS8Test : public ::testing::TestWithParam<const DepthwiseS8Row*> {
 protected:
  const DepthwiseS8Row& kernel() const { return *GetParam(); }
  bool does(size_t width, size_t stride) const {
    return (kernel().taps == 0 || kernel().taps == width * width) && (kernel().kr == 1 || stride == 1);
  }

  GuardedBuffer<uint8_t> panels(const QuantizedLayer& layer, const Shape& s, Guard guard) const {
    const size_t nr = kernel().nr, taps = s.width * s.width;
    GuardedBuffer<uint8_t> all(round_up(s.channels, nr) / nr * depthwise_panel_bytes(kernel(), taps), guard);
    std::fill(all.begin(), all.end(), uint8_t{0});
    pack_depthwise_s8(kernel(), taps, s.channels, s.channels, layer.requantization, layer.weights.data(),
                      layer.bias.data(), all.data());
    all.make_read_only();
    return all;
  }

  Weights weights() const { return kernel().needs_proof ? Weights::kProven : Weights::kWithMinus128; }

  /** Bytes of the image. Kernels read channels 8 at a time. */
  static size_t image_bytes(const Shape& s) {
    return ((s.rows - 1) * s.stride + s.width) * s.line() + round_up(s.channels, 8) - s.channels;
  }

  /** One call, of which every byte is compared. Where there is a `showing`, every sum must be one that shows. */
  void check(const Shape& s, const QuantizedLayer& layer, const std::vector<int8_t>& image, Shifts shifts, Guard guard,
             const Showing* showing = nullptr) {
    SCOPED_TRACE(::testing::Message() << s.pixels << " pixels, stride " << s.stride << ", " << s.width << "x" << s.width
                                      << " of " << s.channels << (showing == nullptr ? "" : ", sums"));
    const size_t taps = s.width * s.width, row_stride = s.stride * s.line(), out_row_stride = s.pixels * s.channels + 5;
    const lanewise_requantization& r = layer.requantization;
    OutputS8 output;
    ASSERT_TRUE(read_output_s8(&r, s.channels, &output));
    auto packed = panels(layer, s, guard);
    auto input = GuardedBuffer<int8_t>::of(image, guard);
    input.make_read_only();
    std::vector<size_t> offsets;
    for (size_t t = 0; t < taps; t++) offsets.push_back(t / s.width * s.line() + t % s.width * s.channels);
    GuardedBuffer<int8_t> out(s.rows * out_row_stride - 5, guard);

    checked_call(under_test(kernel(), kernel().run, broken_depthwise_s8),
                 DepthwiseS8Call{s.rows, s.pixels, input.data(), row_stride, s.stride * s.channels, taps,
                                 offsets.data(), s.channels, packed.data(), out.data(), out_row_stride, output});

    for (size_t y = 1; y < s.rows; y++) {
      for (size_t i = 1; i <= 5; i++) ASSERT_EQ(kPoison, int{out[y * out_row_stride - i]}) << "behind row " << y - 1;
    }
    for (size_t i = 0; i < s.rows * s.pixels; i++) {
      const size_t y = i / s.pixels, p = i % s.pixels;
      for (size_t c = 0; c < s.channels; c++) {
        int32_t acc = layer.bias[c];
        for (size_t t = 0; t < taps; t++) {
          const size_t at = y * row_stride + p * s.stride * s.channels + offsets[t] + c;
          acc += (input[at] - r.input_zero_point) * layer.weights[t * s.channels + c];
        }
        ASSERT_TRUE(showing == nullptr || QuantizedLayer::shows(*showing, acc)) << acc;
        const int expected = shifts == Shifts::kFloat
                                 ? layer.by_float(c, acc)
                                 : requantize(acc, r.multipliers[c], r.shifts[c], r.output_zero_point, r.output_minimum,
                                              r.output_maximum);
        ASSERT_EQ(expected, int{out[y * out_row_stride + p * s.channels + c]})
            << "row " << y << " pixel " << p << " channel " << c;
      }
    }
  }

  void check(const Shape& s, Weights weights, Shifts shifts, Guard guard) {
    Random random(static_cast<uint32_t>(s.pixels * 7919 + s.channels * 131 + s.width * s.width));
    const QuantizedLayer layer(random, s.channels, s.width * s.width, weights, shifts);
    const size_t bytes = image_bytes(s);
    check(s, layer, weights == Weights::kAllMinus128 ? std::vector<int8_t>(bytes, -128) : random.int8s(bytes), shifts,
          guard);
  }

  /** Every sum shows in its output. A channel has one value everywhere but for a grid as wide as windows are, where it
   *  is one larger: so each window's sum differs by one weight, and 256 sums are all there can be. */
  void check_sums(const Shape& s, const Showing& showing) {
    Random random(static_cast<uint32_t>(s.pixels * 7919 + s.channels * 131 + s.width * s.width));
    QuantizedLayer layer(random, s.channels, s.width * s.width, weights(), showing.shifts);
    const std::vector<int8_t> values = random.int8s(s.channels, -128, 126);
    std::vector<int32_t> sums(s.channels);
    for (size_t i = 0; i < layer.weights.size(); i++) {
      sums[i % s.channels] += (values[i % s.channels] - layer.requantization.input_zero_point) * layer.weights[i];
    }
    layer.show_sums(showing, sums);
    std::vector<int8_t> image(image_bytes(s));
    for (size_t i = 0; i < image.size(); i++) {
      const size_t y = i / s.line(), x = i % s.line() / s.channels, c = i % s.channels;
      image[i] = static_cast<int8_t>(values[c] + (y % s.width == 0 && (x + c) % s.width == 0));
    }
    check(s, layer, image, showing.shifts, Guard::kBefore, &showing);
  }

  void check(const Shape& s) {
    if (shows_nothing_new(s.pixels, s.channels, s.pixels, kernel().nr)) return;
    for (const Showing& showing : kShowings) {
      if (showing.shifts == Shifts::kDouble) continue;  // of fully_connected alone
      check_sums(s, showing);
      if (HasFatalFailure()) return;
    }
    check(s, weights(), Shifts::kRight, Guard::kAfter);
    check(s, weights(), Shifts::kMixed, Guard::kBefore);
    check(s, weights(), Shifts::kFloat, Guard::kAfter);
  }
};

TEST_P(DepthwiseS8Test, PixelsAndChannelsAroundThePanel) {
  for (size_t pixels = 1; pixels <= most_pixels(kernel()); pixels++) {
    for (size_t channels = 1; channels <= 2 * kernel().nr + 9; channels++) check({pixels, 1, 3, channels});
  }
}

TEST_P(DepthwiseS8Test, Rows) {
  for (size_t rows : {2, 5}) {
    for (size_t pixels : {1, 4, 7}) {
      for (size_t channels : {5, 8, 16, 19, 48}) check({pixels, 1, 3, channels, rows});
    }
  }
}

TEST_P(DepthwiseS8Test, Windows) {
  for (size_t width : {1, 2, 3, 4, 5, 7}) {
    for (size_t stride : {1, 2, 3}) {
      for (size_t channels : {3, 8, 16, 40}) {
        if (does(width, stride)) check({5, stride, width, channels});
      }
    }
  }
}

// -128 * -128 in every lane: what wraps in int16 where a kernel adds two products.
TEST_P(DepthwiseS8Test, WholeInt8Range) {
  if (kernel().needs_proof) return;  // never chosen for such weights: dispatch_test
  for (size_t width : {3, 5}) {
    if (!does(width, 1)) continue;
    for (size_t channels : {8, 33})
      check({4, 1, width, channels}, Weights::kAllMinus128, Shifts::kRight, Guard::kAfter);
  }
}

INSTANTIATE_TEST_SUITE_P(Table, DepthwiseS8Test, ::testing::ValuesIn(runnable_rows(kDepthwiseS8Table)), RowName());

}  // namespace

std::vector<Mutants> mutants() {
  std::vector<Mutants> all;
  for (const DepthwiseS8Row* kernel : runnable_rows(kDepthwiseS8Table)) {
    Mutants of_row = {"depthwise_s8", kernel->name, std::string("*/") + kernel->name, {}};
    for (Change change : {Change::kPlusOne, Change::kUnwritten}) {
      add_mutants(change, block_sizes(most_pixels(*kernel)), block_sizes(kernel->nr), &of_row.all);
    }
    all.push_back(of_row);
  }
  return all;
}

}  // namespace lanewise::testing

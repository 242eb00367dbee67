// SPDX-License-Identifier: Apache-2.0
// Pooling: the reference against hand-made answers and a double, the operators against the reference.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "operator_runner.h"
#include "pooling/rounding_divide_neon.h"
#include "random_values.h"
#include "reference/pooling.h"
#include "wide_arithmetic.h"
#include "window_cases.h"

namespace lanewise::testing {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();

// Sums of up to the most terms that lie next to rounding boundaries, every `step`th of them.
void expect_rounding(int farthest, int step) {
  for (int n = 1; n <= static_cast<int>(RoundingDivide::most_terms(static_cast<uint64_t>(farthest))); n++) {
    const RoundingDivide divide(static_cast<size_t>(n));
    for (int quotient = -farthest; quotient <= farthest; quotient += step) {
      int32_t sums[4], actual[4];
      for (int i = 0; i < 4; i++) sums[i] = std::clamp(quotient * n + (n + 1) / 2 + i - 2, -farthest * n, farthest * n);
      vst1q_s32(actual, divide(vld1q_s32(sums)));
      for (int i = 0; i < 4; i++) {
        ASSERT_EQ(round_divide(sums[i], n), actual[i]) << sums[i] << " / " << n;
        ASSERT_EQ(round_divide(sums[i], n), rounding_divide(sums[i], n)) << sums[i] << " / " << n;
      }
    }
  }
}

TEST(RoundingDivide, RoundsLikeTheDefinitionUpToTheLastNumberOfTerms) {
  for (int farthest : {128, 255, 32768}) expect_rounding(farthest, farthest == 32768 ? 101 : 1);
}

// The formula's, by hand.
TEST(RoundingDivide, KnowsItsLimit) {
  EXPECT_EQ(2890u, RoundingDivide::most_terms(128));
  EXPECT_EQ(2050u, RoundingDivide::most_terms(255));
  EXPECT_EQ(181u, RoundingDivide::most_terms(32768));
}
TEST(AveragePoolS8, TiesGoAwayFromZeroAndPaddingIsNotCounted) {
  // 3x1 image, 2x2 window, SAME: the windows hold cells {0,1} and {2}.
  lanewise_window w = make_window({3, 1}, 1, 1, {2, 2}, {2, 2}, true);
  expect_equal({-2, 7}, run<int8_t>(make(lanewise_create_average_pool2d_s8, &w, -128, 127), Guard::kAfter, 2,
                                    std::vector<int8_t>{-1, -2, 7}));
  expect_equal({2, -7}, run<int8_t>(make(lanewise_create_average_pool2d_s8, &w, -128, 127), Guard::kAfter, 2,
                                    std::vector<int8_t>{1, 2, -7}));
}

TEST(AveragePoolU8, TiesGoUp) {
  const lanewise_window w = make_window({3, 1}, 1, 1, {2, 2}, {2, 2}, true);
  for (const auto& [input, expected] : {std::pair<std::vector<int8_t>, std::vector<int8_t>>{{-1, -2, 7}, {-1, 7}},
                                        {{1, 2, -7}, {2, -7}},
                                        {{-128, -127, 127}, {-127, 127}}}) {
    const OperatorPointer op = make(lanewise_create_average_pool2d_u8, &w, -128, 127);
    expect_equal(expected, run<int8_t>(op, Guard::kAfter, 2, input));
  }
}

// 10000 cells: a reciprocal would round 126.4999 up.
TEST(AveragePoolS8, LargeWindowsAreExact) {
  const lanewise_window w = make_window({100, 100}, 16, 16, {100, 100}, {1, 1}, false);
  std::vector<int8_t> input(input_elements(w), 127);
  for (size_t i = 0; i < 5001 * 16; i++) input[i] = 126;
  expect_equal(std::vector<int8_t>(16, 126), run<int8_t>(make(lanewise_create_average_pool2d_s8, &w, -128, 127),
                                                         Guard::kAfter, 16, input));
}

std::vector<lanewise_window> windows() {
  std::vector<lanewise_window> all;
  for (int channels : {1, 3, 4, 5, 15, 16, 17, 31, 32, 33, 48, 50}) {
    all.push_back(make_window({5, 6}, channels, channels, {3, 3}, {2, 2}, true));
    all.push_back(make_window({4, 4}, channels, channels, {4, 4}, {1, 1}, false));
  }
  for (bool same : {false, true}) {
    for (int kernel : {1, 2, 3, 5}) {
      for (int stride : {1, 2, 3}) {
        all.push_back(make_window({7, 9}, 17, 17, {kernel, 7 - kernel}, {stride, 4 - stride}, same));
      }
    }
  }
  all.push_back(make_window({9, 8}, 16, 16, {3, 2}, {1, 2}, false, {2, 3}));
  all.push_back(make_window({9, 8}, 16, 16, {3, 2}, {2, 1}, true, {3, 4}));
  all.push_back(make_window({40, 33}, 18, 18, {40, 33}, {1, 1}, false));  // more cells than 16-bit sums hold
  all.push_back(make_window({60, 50}, 16, 16, {60, 50}, {1, 1}, false));  // more than the reciprocal is right for
  lanewise_window padded = make_window({3, 3}, 16, 16, {3, 3}, {1, 1}, false);
  padded.padding_top = padded.padding_left = 2;
  padded.output_height = padded.output_width = 5;
  padded.batch = 3;
  all.push_back(padded);
  return all;
}

template <typename T, typename Create, typename Reference, typename Compare>
void check(Create create, Reference reference, T minimum, T maximum, const std::vector<T>& values, Compare compare) {
  for (const lanewise_window& w : windows()) {
    SCOPED_TRACE(::testing::Message() << w);
    ASSERT_LE(input_elements(w), values.size());
    const std::vector<T> input(values.end() - static_cast<std::ptrdiff_t>(input_elements(w)), values.end());
    std::vector<T> expected(output_elements(w));
    reference(w, minimum, maximum, input.data(), expected.data());
    for (Guard guard : {Guard::kAfter, Guard::kBefore}) {
      compare(expected, run<T>(make(create, &w, minimum, maximum), guard, expected.size(), input));
    }
    if (::testing::Test::HasFatalFailure()) return;
  }
}

constexpr size_t kMostElements = 60 * 50 * 17;

TEST(PoolingS8, EqualsTheReference) {
  Random random(1);
  const std::vector<std::vector<int8_t>> inputs = {
      random.int8s(kMostElements), std::vector<int8_t>(kMostElements, -128), std::vector<int8_t>(kMostElements, 127)};
  for (const std::vector<int8_t>& input : inputs) {
    for (auto [minimum, maximum] : {std::pair{-128, 127}, {-10, 20}, {127, 127}, {-128, -128}}) {
      auto low = static_cast<int8_t>(minimum), high = static_cast<int8_t>(maximum);
      check(lanewise_create_average_pool2d_s8, reference::average_pool2d_s8, low, high, input, expect_equal<int8_t>);
      check(lanewise_create_max_pool2d_s8, reference::max_pool2d_s8, low, high, input, expect_equal<int8_t>);
    }
  }
}

TEST(PoolingU8, EqualsTheReference) {
  Random random(5);
  const std::vector<std::vector<int8_t>> inputs = {
      random.int8s(kMostElements), std::vector<int8_t>(kMostElements, -128), std::vector<int8_t>(kMostElements, 127)};
  for (const std::vector<int8_t>& input : inputs) {
    for (auto [minimum, maximum] : {std::pair{-128, 127}, {-10, 20}}) {
      check(lanewise_create_average_pool2d_u8, reference::average_pool2d_u8, static_cast<int8_t>(minimum),
            static_cast<int8_t>(maximum), input, expect_equal<int8_t>);
    }
  }
}

TEST(PoolingS16, EqualsTheReference) {
  Random random(6);
  const std::vector<std::vector<int16_t>> inputs = {random.int16s(kMostElements),
                                                    std::vector<int16_t>(kMostElements, INT16_MIN),
                                                    std::vector<int16_t>(kMostElements, INT16_MAX)};
  for (const std::vector<int16_t>& input : inputs) {
    for (auto [minimum, maximum] : {std::pair{INT16_MIN, INT16_MAX}, {-1000, 2000}, {INT16_MAX, INT16_MAX}}) {
      const auto low = static_cast<int16_t>(minimum), high = static_cast<int16_t>(maximum);
      check(lanewise_create_average_pool2d_s16, reference::average_pool2d_s16, low, high, input,
            expect_equal<int16_t>);
      check(lanewise_create_max_pool2d_s16, reference::max_pool2d_s16, low, high, input, expect_equal<int16_t>);
    }
  }
}

// As many as a sum in 32 bits can hold, halves included; one more is refused.
TEST(AveragePoolS16, LargestWindowIsExact) {
  lanewise_window w = make_window({255, 257}, 1, 1, {255, 257}, {1, 1}, false);
  for (int16_t value : {INT16_MIN, INT16_MAX}) {
    const std::vector<int16_t> input(input_elements(w), value);
    expect_equal({value}, run<int16_t>(make(lanewise_create_average_pool2d_s16, &w, INT16_MIN, INT16_MAX),
                                       Guard::kAfter, 1, input));
  }
  w = make_window({256, 256}, 1, 1, {256, 256}, {1, 1}, false);
  expect_refused(lanewise_create_average_pool2d_s16, &w, INT16_MIN, INT16_MAX);
}

TEST(PoolingF32, IsCloseToTheReference) {
  Random random(2);
  const std::vector<float> input = random.floats(kMostElements);
  auto close = [](auto& expected, const auto& actual) { expect_close(expected, actual); };
  for (auto [minimum, maximum] : {std::pair{-kInfinity, kInfinity}, {0.0f, 0.5f}}) {
    check(lanewise_create_average_pool2d_f32, reference::average_pool2d_f32, minimum, maximum, input, close);
    check(lanewise_create_max_pool2d_f32, reference::max_pool2d_f32, minimum, maximum, input, expect_equal<float>);
  }
}

// As std::max compares: the reference's `larger` does not take a NaN for larger.
TEST(MaxPoolF32, PassesOverNan) {
  Random random(4);
  std::vector<float> input = random.floats(kMostElements);
  for (size_t i = 0; i < input.size(); i += 2 + i % 3) input[i] = NAN;
  check(lanewise_create_max_pool2d_f32, reference::max_pool2d_f32, -3.0f, 0.5f, input, expect_equal<float>);
  check(lanewise_create_max_pool2d_f32, reference::max_pool2d_f32, -3.0f, 3.0f,
        std::vector<float>(kMostElements, NAN), expect_equal<float>);
}

// Cell by cell from coordinates in the padded image, in double.
TEST(PoolingReference, FollowsTheDefinition) {
  Random random(3);
  lanewise_window w = make_window({6, 7}, 2, 2, {3, 2}, {2, 1}, true);
  w.batch = 2;
  const std::vector<int8_t> input = random.int8s(input_elements(w));
  std::vector<int8_t> average(output_elements(w)), maximum(output_elements(w));
  reference::average_pool2d_s8(w, -128, 127, input.data(), average.data());
  reference::max_pool2d_s8(w, -128, 127, input.data(), maximum.data());
  size_t output = 0;
  for (int b = 0; b < w.batch; b++) {
    for (int y = 0; y < w.output_height; y++) {
      for (int x = 0; x < w.output_width; x++) {
        for (int c = 0; c < 2; c++, output++) {
          std::vector<double> cells;
          for (int iy = 0; iy < 6; iy++) {
            for (int ix = 0; ix < 7; ix++) {
              const int ky = iy + w.padding_top - y * 2, kx = ix + w.padding_left - x;
              if (ky >= 0 && ky < 3 && kx >= 0 && kx < 2)
                cells.push_back(input[static_cast<size_t>(((b * 6 + iy) * 7 + ix) * 2 + c)]);
            }
          }
          double sum = 0, most = -1000;
          for (double cell : cells) sum += cell, most = std::max(most, cell);
          EXPECT_EQ(std::round(sum / static_cast<double>(cells.size())), average[output]);
          EXPECT_EQ(most, maximum[output]);
        }
      }
    }
  }
}

TEST(Pooling, RefusesEveryBadField) {
  const lanewise_window good = make_window({5, 5}, 4, 4, {3, 3}, {2, 2}, true);
  auto refused = [](const lanewise_window& w) {
    SCOPED_TRACE(::testing::Message() << w);
    for (auto create : {lanewise_create_average_pool2d_s8, lanewise_create_max_pool2d_s8,
                        lanewise_create_average_pool2d_u8, lanewise_create_average_pool2d_s16,
                        lanewise_create_max_pool2d_s16})
      expect_refused(create, &w, -128, 127);
    for (auto create : {lanewise_create_average_pool2d_f32, lanewise_create_max_pool2d_f32})
      expect_refused(create, &w, 0.0f, 1.0f);
  };
  using W = lanewise_window;
  for (auto field : {&W::batch, &W::input_height, &W::input_width, &W::input_channels, &W::output_height,
                     &W::output_width, &W::output_channels, &W::kernel_height, &W::kernel_width, &W::stride_height,
                     &W::stride_width, &W::dilation_height, &W::dilation_width, &W::groups}) {
    for (int32_t bad : {0, -1, INT32_MIN}) {
      W w = good;
      w.*field = bad;
      refused(w);
    }
  }
  for (auto field : {&W::padding_top, &W::padding_left}) {
    for (int32_t bad : {-1, INT32_MIN, INT32_MAX}) {
      W w = good;
      w.*field = bad;
      refused(w);
    }
  }
  // Sizes whose products, or windows whose ends, leave 32 bits.
  for (auto field : {&W::batch, &W::input_height, &W::input_width, &W::input_channels, &W::output_height,
                     &W::output_width, &W::output_channels, &W::stride_height, &W::stride_width, &W::groups}) {
    W w = good;
    w.*field = INT32_MAX;
    refused(w);
  }
  W w = good;
  w.groups = 4;
  refused(w);
  w = good;
  w.output_channels = 5;
  refused(w);
  w = good;  // the last row of windows starts below the image
  w.output_height = 5;
  refused(w);
  w = good;  // the first column of windows ends left of it
  w.padding_left = 3;
  refused(w);
  w = good;  // both taps of the first window miss the image
  w.kernel_height = 2;
  w.dilation_height = 9;
  w.padding_top = 2;
  w.output_height = 1;
  refused(w);
}

TEST(Pooling, RefusesBadClampsAndNull) {
  const lanewise_window w = make_window({5, 5}, 4, 4, {3, 3}, {2, 2}, true);
  for (auto create : {lanewise_create_average_pool2d_s16, lanewise_create_max_pool2d_s16}) {
    for (auto [minimum, maximum] : {std::pair{-32769, 127}, {-128, 32768}, {5, 4}, {INT32_MIN, INT32_MAX}}) {
      expect_refused(create, &w, minimum, maximum);
    }
    expect_refused(create, nullptr, -128, 127);
  }
  for (auto create :
       {lanewise_create_average_pool2d_s8, lanewise_create_max_pool2d_s8, lanewise_create_average_pool2d_u8}) {
    for (auto [minimum, maximum] : {std::pair{-129, 127}, {-128, 128}, {5, 4}, {INT32_MIN, INT32_MAX}}) {
      expect_refused(create, &w, minimum, maximum);
    }
    expect_refused(create, nullptr, -128, 127);
  }
  for (auto create : {lanewise_create_average_pool2d_f32, lanewise_create_max_pool2d_f32}) {
    expect_refused(create, &w, 1.0f, 0.0f);
    expect_refused(create, &w, NAN, 0.0f);
    expect_refused(create, &w, 0.0f, NAN);
    expect_refused(create, nullptr, 0.0f, 1.0f);
  }
}

}  // namespace
}  // namespace lanewise::testing

// SPDX-License-Identifier: Apache-2.0
// The arithmetic everything else rests on. The scalar formula is compared with one written from its definition in wide
// integers, and the NEON sequences with the scalar formula.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "quantization/requantize.h"
#include "quantization/scale_in_float.h"
#include "requantize_sequences.h"
#include "wide_arithmetic.h"

namespace lanewise {
namespace {

using testing::double_rounding;
using testing::Factor;
using testing::first_difference;
using testing::kAccumulators;
using testing::text;

// Accumulators where something happens: the ends, zero, powers of two, and the neighbours of all of them.
std::vector<int32_t> corners() {
  std::vector<int32_t> values;
  for (int64_t near = -3; near <= 3; near++) {
    values.push_back(static_cast<int32_t>(near));
    for (int bit = 0; bit <= 31; bit++) {
      for (int64_t sign : {-1, 1}) {
        int64_t value = sign * (int64_t{1} << bit) + near;
        if (value >= INT32_MIN && value <= INT32_MAX) values.push_back(static_cast<int32_t>(value));
      }
    }
  }
  return values;
}

std::vector<Factor> factors() {
  std::vector<Factor> all;
  for (int32_t multiplier : {0, 1 << 30, (1 << 30) + 1, 1518500250, 1999999973, INT32_MAX - 1, INT32_MAX}) {
    for (int shift = -31; shift <= 30; shift++) all.push_back({multiplier, shift});
  }
  return all;
}

TEST(Requantize, ScalarFormulaFollowsTheDefinition) {
  std::mt19937 random(1);
  std::vector<int32_t> values = corners();
  for (int i = 0; i < 2000; i++) values.push_back(static_cast<int32_t>(random()));
  for (Factor f : factors()) {
    for (int32_t x : values) {
      ASSERT_EQ(multiply_by_quantized_multiplier(x, f.multiplier, f.shift), double_rounding(x, f.multiplier, f.shift))
          << x << ", " << text(f);
    }
  }
}

TEST(Requantize, ExamplesFromThePaperAndPencil) {
  // 0.5 * 3 = 1.5 and 0.5 * -3 = -1.5: the first rounding has the tie and takes it up.
  EXPECT_EQ(multiply_by_quantized_multiplier(3, 1 << 30, 0), 2);
  EXPECT_EQ(multiply_by_quantized_multiplier(-3, 1 << 30, 0), -1);
  // 0.25 * 6 = 1.5 and -1.5: the second rounding has the tie and takes it away from zero.
  EXPECT_EQ(multiply_by_quantized_multiplier(6, 1 << 30, -1), 2);
  EXPECT_EQ(multiply_by_quantized_multiplier(-6, 1 << 30, -1), -2);
  // 0.25 * 5 = 1.25, yet the first rounding makes 3 of 2.5 and the second 2 of 1.5: double rounding shows.
  EXPECT_EQ(multiply_by_quantized_multiplier(5, 1 << 30, -1), 2);
  EXPECT_EQ(requantize(1000, 1 << 30, 0, 5, -128, 127), 127);
  EXPECT_EQ(requantize(-1000, 1 << 30, 0, 5, -100, 127), -100);
  EXPECT_EQ(requantize(INT32_MAX, INT32_MAX, 0, 127, -128, 127), 127);
}

TEST(Requantize, NeonEqualsScalarAtTheCorners) {
  std::mt19937 random(2);
  std::vector<int32_t> values = corners();
  ASSERT_LT(values.size(), kAccumulators);
  while (values.size() < kAccumulators) values.push_back(static_cast<int32_t>(random()));
  for (Factor f : factors()) EXPECT_EQ(first_difference(values.data(), f), "");
}

// Kernels with one shift for a whole tensor have an instruction of their own for it on x86.
TEST(Requantize, OneShiftForAllLanesEqualsOneForEach) {
  std::mt19937 random(3);
  std::vector<int32_t> values = corners();
  while (values.size() % 4 != 0 || values.size() < 2000) values.push_back(static_cast<int32_t>(random()));
  for (int shift = -31; shift <= -1; shift++) {
    for (size_t i = 0; i < values.size(); i += 4) {
      const int32x4_t shifts = vdupq_n_s32(shift);
      int32_t actual[4];
      vst1q_s32(actual, shift_all_right_rounding(vld1q_s32(&values[i]), shifts));
      for (size_t lane = 0; lane < 4; lane++) {
        const int64_t half = int64_t{1} << (-shift - 1);
        ASSERT_EQ(testing::floor_divide(values[i + lane] + half, 2 * half), actual[lane])
            << values[i + lane] << " by " << shift;
      }
    }
  }
}

// Every 2039th block; requantize_exhaustive does them all.
TEST(Requantize, NeonEqualsScalarAllOverTheRange) {
  std::vector<int32_t> values(kAccumulators);
  for (Factor f : {Factor{1518500250, -9}, {2147483647, 0}, {1073741824, -1}, {1999999973, -31}, {1231231231, 3}}) {
    for (int64_t first = INT32_MIN; first <= INT32_MAX; first += 2039 * static_cast<int64_t>(kAccumulators)) {
      std::iota(values.begin(), values.end(), static_cast<int32_t>(first));
      ASSERT_EQ(first_difference(values.data(), f), "");
    }
  }
}

// Every value that narrowing can tell apart, and some beyond: 16 bits saturate first.
TEST(Requantize, NarrowingSaturatesAndClamps) {
  std::vector<int32_t> values = {INT32_MIN, INT32_MIN + 1, -100000, INT32_MAX - 1, INT32_MAX, 100000, 65536, -65536};
  for (int32_t value = -33000; value < 33000; value++) values.push_back(value);
  for (int zero_point : {-128, -1, 0, 127}) {
    for (auto [minimum, maximum] : {std::pair{-128, 127}, {-5, 100}, {127, 127}, {-128, -128}}) {
      const OutputVectors output = output_vectors({static_cast<int16_t>(zero_point), static_cast<int8_t>(minimum),
                                                   static_cast<int8_t>(maximum), Scaling::kAny});
      const bool rectified = is_rectified(zero_point, minimum, maximum);
      for (size_t i = 0; i < values.size(); i += 8) {
        const int32x4_t low = vld1q_s32(&values[i]), high = vld1q_s32(&values[i + 4]);
        int8_t actual[8], shortcut[8];
        vst1_s8(actual, narrow_8<Scaling::kAny>(low, high, output));
        vst1_s8(shortcut, rectified ? narrow_8<Scaling::kRectified>(low, high, output) : vld1_s8(actual));
        for (size_t lane = 0; lane < 8; lane++) {
          const int expected = testing::clamp_to_int8(int64_t{values[i + lane]} + zero_point, minimum, maximum);
          ASSERT_EQ(expected, actual[lane]) << values[i + lane];
          ASSERT_EQ(expected, shortcut[lane]) << values[i + lane];
        }
      }
    }
  }
}

// Both forms against float arithmetic and nearbyint, at ties and around them, and at what no int8 holds.
TEST(ScaleInFloat, RoundsTiesToEven) {
  std::vector<float> factors = {0.0f, 1.0f, 0.3f, 1e-20f, 1073741823.0f};
  for (int power = 1; power <= 24; power++) factors.push_back(std::ldexp(1.0f, -power));
  for (float factor : factors) {
    for (int32_t sum : corners()) {
      const double nearest = std::nearbyint(static_cast<double>(static_cast<float>(sum) * factor));
      const auto expected = static_cast<int32_t>(std::min(512.0, std::max(-512.0, nearest)));
      ASSERT_EQ(expected, scale_in_float(sum, factor)) << sum << " * " << factor;
      int32_t lanes[4];
      vst1q_s32(lanes, scale_in_float(vdupq_n_s32(sum), vdupq_n_f32(factor)));
      for (int32_t lane : lanes) ASSERT_EQ(expected, std::min(512, std::max(-512, lane))) << sum << " * " << factor;
    }
  }
}

}  // namespace
}  // namespace lanewise

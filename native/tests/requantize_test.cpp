// SPDX-License-Identifier: Apache-2.0
// The arithmetic everything else rests on. The scalar formula is compared with one written from its definition in wide
// integers, and the NEON sequences with the scalar formula, for every accumulator there is.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <numeric>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "cpu/neon.h"
#include "quantization/requantize.h"
#include "quantization/requantize_neon.h"
#include "wide_arithmetic.h"

namespace lanewise {
namespace {

using testing::double_rounding;

struct Scaling {
  int32_t multiplier;
  int shift;
};

std::string text(Scaling s) { return "multiplier " + std::to_string(s.multiplier) + " shift " + std::to_string(s.shift); }

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

std::vector<Scaling> scalings() {
  std::vector<Scaling> all;
  for (int32_t multiplier : {0, 1 << 30, (1 << 30) + 1, 1518500250, 1999999973, INT32_MAX - 1, INT32_MAX}) {
    for (int shift = -31; shift <= 30; shift++) all.push_back({multiplier, shift});
  }
  return all;
}

TEST(Requantize, ScalarFormulaFollowsTheDefinition) {
  std::mt19937 random(1);
  std::vector<int32_t> values = corners();
  for (int i = 0; i < 2000; i++) values.push_back(static_cast<int32_t>(random()));
  for (Scaling s : scalings()) {
    for (int32_t x : values) {
      ASSERT_EQ(multiply_by_quantized_multiplier(x, s.multiplier, s.shift), double_rounding(x, s.multiplier, s.shift)) << x << ", " << text(s);
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

constexpr size_t kBlock = 4096;

// Where the shortcut for rectified outputs gives another int8; `s` shifts right.
size_t first_rectified_difference(const int32_t* x, Scaling s) {
  const int32x4_t multiplier = vdupq_n_s32(s.multiplier), right = vdupq_n_s32(s.shift);
  int8_t actual[kBlock], expected[kBlock];
  for (size_t i = 0; i < kBlock; i++) expected[i] = requantize(x[i], s.multiplier, s.shift, -128, -128, 127);
  for (size_t i = 0; i < kBlock; i += 16) {
    int32x4_t scaled[4];
    for (size_t v = 0; v < 4; v++) {
      scaled[v] = multiply_by_quantized_multiplier_rectified(vld1q_s32(x + i + 4 * v), multiplier, right);
    }
    vst1q_s8(actual + i, narrow_rectified(scaled));
    vst1_s8(actual + i + 8, narrow_rectified(scaled[2], scaled[3]));
  }
  return static_cast<size_t>(std::mismatch(actual, actual + kBlock, expected).first - actual);
}

// The sequence a kernel would use, on a block. Returns the first accumulator where it differs from the scalar formula,
// or kBlock. No assertion inside: this loop runs billions of times.
size_t first_difference(const int32_t* x, Scaling s) {
  const int32x4_t multiplier = vdupq_n_s32(s.multiplier);
  const int32x4_t left = vdupq_n_s32(s.shift > 0 ? s.shift : 0), right = vdupq_n_s32(s.shift < 0 ? s.shift : 0);
  int32_t actual[kBlock], expected[kBlock];
  for (size_t i = 0; i < kBlock; i++) expected[i] = multiply_by_quantized_multiplier(x[i], s.multiplier, s.shift);
  for (size_t i = 0; i < kBlock; i += 4) {
    vst1q_s32(actual + i, multiply_by_quantized_multiplier(vld1q_s32(x + i), multiplier, left, right));
  }
  size_t any = static_cast<size_t>(std::mismatch(actual, actual + kBlock, expected).first - actual);
  if (any < kBlock || s.shift >= 0) return any;
  for (size_t i = 0; i < kBlock; i += 4) {
    vst1q_s32(actual + i, multiply_by_quantized_multiplier_right(vld1q_s32(x + i), multiplier, right));
  }
  const size_t right_only = static_cast<size_t>(std::mismatch(actual, actual + kBlock, expected).first - actual);
  return right_only < kBlock ? right_only : first_rectified_difference(x, s);
}

TEST(Requantize, NeonEqualsScalarAtTheCorners) {
  std::mt19937 random(2);
  std::vector<int32_t> values = corners();
  ASSERT_LT(values.size(), kBlock);
  while (values.size() < kBlock) values.push_back(static_cast<int32_t>(random()));
  for (Scaling s : scalings()) {
    size_t i = first_difference(values.data(), s);
    ASSERT_EQ(i, kBlock) << values[i] << ", " << text(s);
  }
}

// All 2^32 accumulators for one multiplier after another, as many as LANEWISE_TEST_EXHAUSTIVE says; otherwise every
// 2039th block of 4096.
TEST(Requantize, NeonEqualsScalarForEveryAccumulator) {
  std::vector<Scaling> list = {{1518500250, -9}, {2147483647, 0}, {1073741824, -1},  {1999999973, -31},
                               {1231231231, 3},  {1073741825, -5}, {1700000001, -17}, {2147483647, -24}};
  const char* exhaustive = std::getenv("LANEWISE_TEST_EXHAUSTIVE");
  if (exhaustive != nullptr) list.resize(std::min(list.size(), static_cast<size_t>(std::atoi(exhaustive))));
  const int64_t step = static_cast<int64_t>(kBlock) * (exhaustive == nullptr ? 2039 : 1);
  std::vector<int32_t> values(kBlock);
  for (Scaling s : list) {
    for (int64_t first = INT32_MIN; first <= INT32_MAX; first += step) {
      std::iota(values.begin(), values.end(), static_cast<int32_t>(first));
      size_t i = first_difference(values.data(), s);
      ASSERT_EQ(i, kBlock) << values[i] << ", " << text(s);
    }
  }
}

TEST(Requantize, NarrowingSaturatesAndClamps) {
  const int32_t values[] = {INT32_MIN, -100000, -32769, -32768, -129, -128, -1, 0, 1, 127, 128, 32767, 32768, 100000,
                            INT32_MAX, 5};
  for (int zero_point : {-128, -1, 0, 127}) {
    for (auto [minimum, maximum] : {std::pair{-128, 127}, {-5, 100}, {127, 127}, {-128, -128}}) {
      for (size_t i = 0; i < 16; i += 8) {
        int8_t actual[8];
        vst1_s8(actual, narrow_to_int8(vld1q_s32(values + i), vld1q_s32(values + i + 4),
                                       vdupq_n_s16(static_cast<int16_t>(zero_point)),
                                       vdup_n_s8(static_cast<int8_t>(minimum)), vdup_n_s8(static_cast<int8_t>(maximum))));
        for (size_t lane = 0; lane < 8; lane++) {
          int64_t moved = int64_t{values[i + lane]} + zero_point;
          EXPECT_EQ(actual[lane], moved < minimum ? minimum : moved > maximum ? maximum : moved);
        }
      }
    }
  }
}

}  // namespace
}  // namespace lanewise

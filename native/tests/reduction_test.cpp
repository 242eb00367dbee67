// SPDX-License-Identifier: Apache-2.0
// Reductions: the reference against the definition in wide integers, the operators against the reference.
#include <gtest/gtest.h>

#include "operator_runner.h"
#include "random_values.h"
#include "reference/reduction.h"
#include "wide_arithmetic.h"

namespace lanewise::testing {
namespace {

struct MeanShape {
  int32_t outer, reduced, inner;
};

std::vector<MeanShape> shapes() {
  std::vector<MeanShape> all;
  for (int32_t inner : {1, 2, 3, 4, 5, 15, 16, 17, 31, 32, 33, 47, 49}) {
    for (int32_t reduced : {1, 2, 7, 15, 16, 17, 49, 255, 256, 257, 513}) all.push_back({2, reduced, inner});
  }
  all.push_back({1, 70000, 16});
  all.push_back({1, 70001, 1});
  return all;
}

// As TFLite prepares it: reduce.cc of its kernels divides the multiplier by the number of elements.
QuantizedMultiplier mean_multiplier(double scale_ratio, int32_t reduced) {
  QuantizedMultiplier m(scale_ratio);
  int bits = 63 - __builtin_clzll(static_cast<unsigned long long>(reduced));
  bits = std::min({bits, 32, 31 + m.shift});
  m.multiplier = static_cast<int32_t>((static_cast<int64_t>(m.multiplier) << bits) / reduced);
  m.shift -= bits;
  return m;
}

struct MeanCase {
  double scale_ratio;
  int32_t input_zero_point, output_zero_point;
};

constexpr MeanCase kCases[] = {{1.0, 0, 0}, {0.37, -128, 127}, {2.9, 127, -128}, {1e-4, 5, -7}, {700.0, -3, 4}};

void check(const MeanShape& s, const MeanCase& k, const std::vector<int8_t>& values) {
  SCOPED_TRACE(::testing::Message() << s.outer << "x" << s.reduced << "x" << s.inner << ", ratio " << k.scale_ratio);
  const QuantizedMultiplier m = mean_multiplier(k.scale_ratio, s.reduced);
  const size_t inputs = static_cast<size_t>(s.outer * s.reduced * s.inner),
               outputs = static_cast<size_t>(s.outer * s.inner);
  ASSERT_LE(inputs, values.size());
  const std::vector<int8_t> input(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(inputs));
  std::vector<int8_t> expected(outputs);
  reference::mean_s8(s.outer, s.reduced, s.inner, k.input_zero_point, k.output_zero_point, m.multiplier, m.shift,
                     input.data(), expected.data());
  for (size_t o = 0; o < outputs; o++) {
    int64_t sum = 0;
    const size_t inner = static_cast<size_t>(s.inner), reduced = static_cast<size_t>(s.reduced);
    for (size_t r = 0; r < reduced; r++)
      sum += input[(o / inner * reduced + r) * inner + o % inner] - k.input_zero_point;
    int64_t scaled = double_rounding(static_cast<int32_t>(sum), m.multiplier, m.shift);
    ASSERT_EQ(clamp_to_int8(scaled + k.output_zero_point, -128, 127), expected[o]);
  }
  for (Guard guard : {Guard::kAfter, Guard::kBefore}) {
    expect_equal(expected, run<int8_t>(make(lanewise_create_mean_s8, s.outer, s.reduced, s.inner, k.input_zero_point,
                                            k.output_zero_point, m.multiplier, m.shift),
                                       guard, outputs, input));
  }
}

constexpr size_t kMostElements = 70000 * 16;

TEST(MeanS8, EqualsTheReferenceAndTheDefinition) {
  Random random(1);
  const std::vector<std::vector<int8_t>> inputs = {
      random.int8s(kMostElements), std::vector<int8_t>(kMostElements, -128), std::vector<int8_t>(kMostElements, 127)};
  for (const MeanShape& shape : shapes()) {
    for (const MeanCase& k : kCases) {
      for (const std::vector<int8_t>& input : inputs) check(shape, k, input);
    }
    if (HasFatalFailure()) return;
  }
}

TEST(MeanS8, IsAMean) {
  // 0.1 * (q + 28): real values 0.1, 0.2 and 0.6 have the mean 0.3, which is 10 + 0.3 / 0.05.
  const QuantizedMultiplier m = mean_multiplier(0.1 / 0.05, 3);
  expect_equal({16}, run<int8_t>(make(lanewise_create_mean_s8, 1, 3, 1, -28, 10, m.multiplier, m.shift), Guard::kAfter,
                                 1, std::vector<int8_t>{-27, -26, -22}));
}

TEST(MeanF32, IsCloseToTheReference) {
  Random random(2);
  const std::vector<float> values = random.floats(kMostElements, -1, 3);
  for (const MeanShape& s : shapes()) {
    const std::vector<float> input(values.begin(), values.begin() + s.outer * s.reduced * s.inner);
    std::vector<float> expected(static_cast<size_t>(s.outer * s.inner));
    reference::mean_f32(s.outer, s.reduced, s.inner, input.data(), expected.data());
    for (Guard guard : {Guard::kAfter, Guard::kBefore}) {
      expect_close(expected, run<float>(make(lanewise_create_mean_f32, s.outer, s.reduced, s.inner), guard,
                                        expected.size(), input));
    }
    if (HasFatalFailure()) return;
  }
}

constexpr int32_t kExtrema[] = {LANEWISE_REDUCE_MAX, LANEWISE_REDUCE_MIN};

template <typename T, typename Create>
void check_extrema(Create create, const std::vector<T>& values) {
  for (const MeanShape& s : shapes()) {
    const std::vector<T> input(values.begin(), values.begin() + s.outer * s.reduced * s.inner);
    std::vector<T> expected(static_cast<size_t>(s.outer * s.inner));
    for (int32_t function : kExtrema) {
      reference::reduce(s.outer, s.reduced, s.inner, function, input.data(), expected.data());
      for (Guard guard : {Guard::kAfter, Guard::kBefore}) {
        const OperatorPointer op = make(create, s.outer, s.reduced, s.inner, function);
        expect_equal(expected, run<T>(op, guard, expected.size(), input));
      }
    }
    if (::testing::Test::HasFatalFailure()) return;
  }
}

TEST(ReduceS8, EqualsTheReference) {
  check_extrema(lanewise_create_reduce_s8, Random(3).int8s(kMostElements, -100, 100));
}

TEST(ReduceS16, EqualsTheReference) {
  check_extrema(lanewise_create_reduce_s16, Random(3).int16s(kMostElements));
}

// The extremum is found wherever it stands, and is the next to the end of the range.
template <typename T, typename Create>
void find_anywhere(Create create) {
  constexpr T kLeast = std::numeric_limits<T>::min(), kMost = std::numeric_limits<T>::max();
  for (int32_t reduced : {1, 15, 31, 32, 33, 63, 64, 65, 130}) {
    for (int32_t at = 0; at < reduced; at++) {
      for (int32_t function : kExtrema) {
        const bool largest = function == LANEWISE_REDUCE_MAX;
        std::vector<T> input(static_cast<size_t>(reduced), largest ? kLeast : kMost);
        input[static_cast<size_t>(at)] = largest ? kLeast + 1 : kMost - 1;
        const OperatorPointer op = make(create, 1, reduced, 1, function);
        expect_equal({input[static_cast<size_t>(at)]}, run<T>(op, Guard::kAfter, 1, input));
      }
    }
  }
}

TEST(ReduceS8, FindsTheExtremumAnywhere) { find_anywhere<int8_t>(lanewise_create_reduce_s8); }
TEST(ReduceS16, FindsTheExtremumAnywhere) { find_anywhere<int16_t>(lanewise_create_reduce_s16); }

TEST(ReduceF32, IsCloseToTheReference) {
  Random random(4);
  for (const MeanShape& s : shapes()) {
    for (int32_t function = LANEWISE_REDUCE_MAX; function <= LANEWISE_REDUCE_SUM; function++) {
      const bool product = function == LANEWISE_REDUCE_PROD;  // of values near 1, which stay floats
      const std::vector<float> input = random.floats(static_cast<size_t>(s.outer * s.reduced * s.inner),
                                                     product ? 0.9999f : -1.0f, product ? 1.0001f : 3.0f);
      std::vector<float> expected(static_cast<size_t>(s.outer * s.inner));
      reference::reduce(s.outer, s.reduced, s.inner, function, input.data(), expected.data());
      for (Guard guard : {Guard::kAfter, Guard::kBefore}) {
        const OperatorPointer op = make(lanewise_create_reduce_f32, s.outer, s.reduced, s.inner, function);
        const std::vector<float> actual = run<float>(op, guard, expected.size(), input);
        if (function <= LANEWISE_REDUCE_MIN) {
          expect_equal(expected, actual);
        } else {
          expect_close(expected, actual, static_cast<float>(s.reduced));
        }
      }
    }
    if (HasFatalFailure()) return;
  }
}

TEST(ReduceF32, SpecialValuesAreJavas) {
  const float infinity = std::numeric_limits<float>::infinity(), nan = std::numeric_limits<float>::quiet_NaN();
  auto reduced = [](int32_t function, const std::vector<float>& values) {
    const OperatorPointer op = make(lanewise_create_reduce_f32, 1, static_cast<int32_t>(values.size()), 1, function);
    return run<float>(op, Guard::kAfter, 1, values)[0];
  };
  for (int32_t function : kExtrema) {
    EXPECT_TRUE(std::isnan(reduced(function, {1, nan, 2})));
    EXPECT_EQ(infinity, reduced(function, {infinity}));
    EXPECT_EQ(-infinity, reduced(function, {-infinity}));
    for (const std::vector<float>& zeros : {std::vector<float>{0.0f, -0.0f}, {-0.0f, 0.0f}}) {
      EXPECT_EQ(function == LANEWISE_REDUCE_MIN, std::signbit(reduced(function, zeros)));
    }
  }
}

TEST(Reduce, RefusesEveryBadArgument) {
  const int32_t max = LANEWISE_REDUCE_MAX;
  for (auto create : {lanewise_create_reduce_s8, lanewise_create_reduce_s16, lanewise_create_reduce_f32}) {
    for (int32_t bad : {0, -1, INT32_MIN}) {
      expect_refused(create, bad, 1, 1, max);
      expect_refused(create, 1, bad, 1, max);
      expect_refused(create, 1, 1, bad, max);
    }
    for (int32_t bad : {-1, LANEWISE_REDUCE_SUM + 1, INT32_MIN, INT32_MAX}) expect_refused(create, 1, 1, 1, bad);
    expect_refused(create, INT32_MAX, INT32_MAX, INT32_MAX, max);
  }
  for (int32_t of_floats : {LANEWISE_REDUCE_PROD, LANEWISE_REDUCE_SUM}) {
    expect_refused(lanewise_create_reduce_s8, 1, 1, 1, of_floats);
    expect_refused(lanewise_create_reduce_s16, 1, 1, 1, of_floats);
  }
}

TEST(Mean, RefusesEveryBadArgument) {
  const int32_t m = 1 << 30;
  auto s8 = [](auto... arguments) { expect_refused(lanewise_create_mean_s8, arguments...); };
  for (int32_t bad : {0, -1, INT32_MIN}) {
    s8(bad, 1, 1, 0, 0, m, 0);
    s8(1, bad, 1, 0, 0, m, 0);
    s8(1, 1, bad, 0, 0, m, 0);
    expect_refused(lanewise_create_mean_f32, bad, 1, 1);
    expect_refused(lanewise_create_mean_f32, 1, bad, 1);
    expect_refused(lanewise_create_mean_f32, 1, 1, bad);
  }
  for (int32_t bad : {-129, 128, INT32_MIN, INT32_MAX}) {
    s8(1, 1, 1, bad, 0, m, 0);
    s8(1, 1, 1, 0, bad, m, 0);
  }
  for (int32_t bad : {-1, INT32_MIN}) s8(1, 1, 1, 0, 0, bad, 0);
  for (int32_t bad : {-32, 31, INT32_MIN, INT32_MAX}) s8(1, 1, 1, 0, 0, m, bad);
  s8(1, INT32_MAX / 255 + 1, 1, 0, 0, m, 0);
  s8(INT32_MAX, INT32_MAX / 255, INT32_MAX, 0, 0, m, 0);
  expect_refused(lanewise_create_mean_f32, INT32_MAX, INT32_MAX, INT32_MAX);
}

}  // namespace
}  // namespace lanewise::testing

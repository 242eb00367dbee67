// SPDX-License-Identifier: Apache-2.0
// MEAN of int16: the reference against the definition in wide integers, the operator against the reference.
#include <gtest/gtest.h>

#include "operator_runner.h"
#include "random_values.h"
#include "reference/reduction.h"
#include "wide_arithmetic.h"

namespace lanewise::testing {
namespace {

void check(int32_t outer, int32_t reduced, int32_t inner, double ratio, const std::vector<int16_t>& values) {
  SCOPED_TRACE(::testing::Message() << outer << "x" << reduced << "x" << inner << ", ratio " << ratio);
  const QuantizedMultiplier m(ratio / reduced);
  const size_t outputs = static_cast<size_t>(outer * inner), columns = static_cast<size_t>(inner);
  const std::vector<int16_t> input(values.begin(), values.begin() + outer * reduced * inner);
  std::vector<int16_t> expected(outputs);
  reference::mean_s16(outer, reduced, inner, m.multiplier, m.shift, input.data(), expected.data());
  for (size_t o = 0; o < outputs; o++) {
    int64_t sum = 0;
    const size_t first = o / columns * static_cast<size_t>(reduced) * columns + o % columns;
    for (size_t r = 0; r < static_cast<size_t>(reduced); r++) sum += input[first + r * columns];
    const int64_t scaled = double_rounding(static_cast<int32_t>(sum), m.multiplier, m.shift);
    ASSERT_EQ(std::clamp<int64_t>(scaled, INT16_MIN, INT16_MAX), expected[o]);
  }
  for (Guard guard : {Guard::kAfter, Guard::kBefore}) {
    expect_equal(expected, run<int16_t>(make(lanewise_create_mean_s16, outer, reduced, inner, m.multiplier, m.shift),
                                        guard, outputs, input));
  }
}

TEST(MeanS16, EqualsTheReferenceAndTheDefinition) {
  constexpr size_t kMost = 65535 * 9;
  Random random(1);
  for (const std::vector<int16_t>& values :
       {random.int16s(kMost), std::vector<int16_t>(kMost, INT16_MIN), std::vector<int16_t>(kMost, INT16_MAX)}) {
    for (double ratio : {1.0, 0.37, 2.9, 700.0}) {
      for (int32_t inner : {1, 2, 7, 8, 9, 15, 16, 17, 71, 130}) {
        for (int32_t reduced : {1, 2, 7, 15, 16, 17, 49, 257}) check(2, reduced, inner, ratio, values);
      }
      check(1, 65535, 1, ratio, values);
      check(1, 65535, 9, ratio, values);
      if (HasFatalFailure()) return;
    }
  }
}

TEST(MeanS16, RefusesEveryBadArgument) {
  const int32_t m = 1 << 30;
  for (int32_t bad : {0, -1, INT32_MIN}) {
    expect_refused(lanewise_create_mean_s16, bad, 1, 1, m, 0);
    expect_refused(lanewise_create_mean_s16, 1, bad, 1, m, 0);
    expect_refused(lanewise_create_mean_s16, 1, 1, bad, m, 0);
  }
  expect_refused(lanewise_create_mean_s16, 1, 1, 1, -1, 0);
  for (int32_t bad : {-32, 31}) expect_refused(lanewise_create_mean_s16, 1, 1, 1, m, bad);
  expect_refused(lanewise_create_mean_s16, 1, 65536, 1, m, 0);
}

}  // namespace
}  // namespace lanewise::testing

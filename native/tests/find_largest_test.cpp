// SPDX-License-Identifier: Apache-2.0
// TOPK_V2.
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "operator_runner.h"
#include "random_values.h"
#include "reference/reduction.h"

namespace lanewise::testing {
namespace {

struct Shape {
  int32_t rows, depth, count;
};

const Shape kShapes[] = {{1, 1, 1}, {3, 21, 1}, {2, 1000, 5}, {4, 7, 7}, {1, 300, 299}, {2, 5, 2}, {9, 64, 63}};

template <typename T, typename Index>
void check(int32_t type, int32_t index_type, const std::vector<T>& among) {
  Random random(1);
  for (const Shape& s : kShapes) {
    SCOPED_TRACE(std::to_string(s.count) + " of " + std::to_string(s.rows) + "x" + std::to_string(s.depth));
    std::vector<T> input(static_cast<size_t>(s.rows * s.depth));
    for (T& x : input) x = among[static_cast<size_t>(random.between(0, static_cast<int32_t>(among.size()) - 1))];
    std::vector<Index> expected(static_cast<size_t>(s.rows * s.count));
    reference::find_largest(s.rows, s.depth, s.count, input.data(), expected.data());
    const OperatorPointer op = make(lanewise_create_find_largest, s.rows, s.depth, s.count, type, index_type);
    for (Guard guard : {Guard::kAfter, Guard::kBefore}) {
      expect_equal(expected, run<Index>(op, guard, expected.size(), input));
    }
  }
}

// Few different values, so that the first of equal ones is asked for.
template <typename T>
std::vector<T> ends() {
  using Limits = std::numeric_limits<T>;
  return {Limits::lowest(), static_cast<T>(Limits::lowest() + 1), 0, 1, 5, static_cast<T>(Limits::max() - 1),
          Limits::max()};
}

TEST(FindLargest, EqualsTheReferenceInEveryType) {
  const float infinity = std::numeric_limits<float>::infinity();
  check<int8_t, int32_t>(LANEWISE_S8, LANEWISE_S32, ends<int8_t>());
  check<int8_t, int16_t>(LANEWISE_S8, LANEWISE_S16, ends<int8_t>());
  check<uint8_t, int32_t>(LANEWISE_U8, LANEWISE_S32, ends<uint8_t>());
  check<int16_t, int32_t>(LANEWISE_S16, LANEWISE_S32, ends<int16_t>());
  check<int32_t, int16_t>(LANEWISE_S32, LANEWISE_S16, ends<int32_t>());
  check<int64_t, int32_t>(LANEWISE_S64, LANEWISE_S32, ends<int64_t>());
  check<float, int32_t>(LANEWISE_F32, LANEWISE_S32, {-infinity, -1.5f, -0.0f, 0, 2, 1e30f, infinity});
  Random random(2);
  check<float, int16_t>(LANEWISE_F32, LANEWISE_S16, random.floats(999));
}

TEST(FindLargest, FindsTheFirstOfEqualValuesFirst) {
  const int32_t type = LANEWISE_S8, index = LANEWISE_S32;
  const OperatorPointer op = make(lanewise_create_find_largest, 2, 5, 3, type, index);
  expect_equal({1, 3, 0, 0, 1, 2},
               run<int32_t>(op, Guard::kAfter, 6, std::vector<int8_t>{5, 7, 3, 7, 5, -9, -9, -9, -9, -9}));
}

TEST(FindLargest, PutsNothingBeforeNan) {
  const int32_t type = LANEWISE_F32, index = LANEWISE_S32;
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const OperatorPointer op = make(lanewise_create_find_largest, 3, 4, 2, type, index);
  expect_equal({0, 3, 0, 1, 1, 0},
               run<int32_t>(op, Guard::kAfter, 6, std::vector<float>{nan, 1, 2, 3, 1, nan, 2, 0, 1, 2, nan, nan}));
}

TEST(FindLargest, FindsTheLastThatInt16CanSay) {
  std::vector<int8_t> input(INT16_MAX + 1);
  input.back() = 1;
  const int32_t depth = INT16_MAX + 1, type = LANEWISE_S8, index = LANEWISE_S16;
  const OperatorPointer op = make(lanewise_create_find_largest, 1, depth, 2, type, index);
  expect_equal({INT16_MAX, 0}, run<int16_t>(op, Guard::kAfter, 2, input));
  expect_refused(lanewise_create_find_largest, 1, depth + 1, 2, type, index);
}

TEST(FindLargest, RefusesEveryBadArgument) {
  const int32_t type = LANEWISE_S8, index = LANEWISE_S32, most = INT32_MAX;
  for (int32_t bad : {0, -1, INT32_MIN}) {
    expect_refused(lanewise_create_find_largest, bad, 1, 1, type, index);
    expect_refused(lanewise_create_find_largest, 1, bad, 1, type, index);
    expect_refused(lanewise_create_find_largest, 1, 1, bad, type, index);
  }
  expect_refused(lanewise_create_find_largest, 1, 3, 4, type, index);
  for (int32_t bad : {-1, int32_t{LANEWISE_BOOL}, LANEWISE_U8 + 1, INT32_MIN, INT32_MAX}) {
    expect_refused(lanewise_create_find_largest, 1, 1, 1, bad, index);
  }
  for (int32_t bad : {-1, int32_t{LANEWISE_S8}, int32_t{LANEWISE_S64}, INT32_MIN, INT32_MAX}) {
    expect_refused(lanewise_create_find_largest, 1, 1, 1, type, bad);
  }
  expect_refused(lanewise_create_find_largest, most, most, most, int32_t{LANEWISE_S64}, index);
}

}  // namespace
}  // namespace lanewise::testing

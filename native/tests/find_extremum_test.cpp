// SPDX-License-Identifier: Apache-2.0
// ARG_MAX and ARG_MIN.
#include <gtest/gtest.h>

#include <limits>

#include "operator_runner.h"
#include "random_values.h"
#include "reference/reduction.h"

namespace lanewise::testing {
namespace {

struct Shape {
  int32_t outer, reduced, inner;
};

const Shape kShapes[] = {{1, 1, 1},  {3, 21, 1}, {2, 1000, 1}, {2, 7, 3},   {1, 5, 16},
                         {2, 3, 63}, {1, 9, 64}, {2, 300, 70}, {1, 4, 127}, {3, 2, 131}};

int32_t function(bool largest) { return largest ? LANEWISE_REDUCE_MAX : LANEWISE_REDUCE_MIN; }

template <typename T, typename Index, typename Values>
void check(int32_t type, int32_t index_type, Values values) {
  for (const Shape& s : kShapes) {
    SCOPED_TRACE(std::to_string(s.outer) + "x" + std::to_string(s.reduced) + "x" + std::to_string(s.inner));
    const std::vector<T> input = values(static_cast<size_t>(s.outer * s.reduced * s.inner));
    std::vector<Index> expected(static_cast<size_t>(s.outer * s.inner));
    for (bool largest : {false, true}) {
      reference::find_extremum(s.outer, s.reduced, s.inner, largest, input.data(), expected.data());
      const OperatorPointer op = make(lanewise_create_find_extremum, s.outer, s.reduced, s.inner, function(largest),
                                      type, index_type);
      for (Guard guard : {Guard::kAfter, Guard::kBefore}) {
        expect_equal(expected, run<Index>(op, guard, expected.size(), input));
      }
    }
  }
}

// Few different values, so that the first of equal ones is asked for.
template <typename T>
auto values(Random& random, std::vector<T> among) {
  return [&random, among](size_t count) {
    std::vector<T> all(count);
    for (T& value : all) value = among[static_cast<size_t>(random.between(0, static_cast<int32_t>(among.size()) - 1))];
    return all;
  };
}

template <typename T>
std::vector<T> ends() {
  using Limits = std::numeric_limits<T>;
  return {Limits::lowest(), static_cast<T>(Limits::lowest() + 1), 0, 1, 5, static_cast<T>(Limits::max() - 1),
          Limits::max()};
}

TEST(FindExtremum, EqualsTheReferenceInEveryType) {
  Random random(1);
  check<int8_t, int32_t>(LANEWISE_S8, LANEWISE_S32, values(random, ends<int8_t>()));
  check<int8_t, int64_t>(LANEWISE_S8, LANEWISE_S64, [&](size_t count) { return random.int8s(count); });
  check<uint8_t, int32_t>(LANEWISE_U8, LANEWISE_S32, values(random, ends<uint8_t>()));
  check<uint8_t, int64_t>(LANEWISE_BOOL, LANEWISE_S64, values(random, std::vector<uint8_t>{0, 1}));
  check<int16_t, int32_t>(LANEWISE_S16, LANEWISE_S32, values(random, ends<int16_t>()));
  check<int32_t, int64_t>(LANEWISE_S32, LANEWISE_S64, values(random, ends<int32_t>()));
  check<int64_t, int32_t>(LANEWISE_S64, LANEWISE_S32, values(random, ends<int64_t>()));
  check<float, int32_t>(LANEWISE_F32, LANEWISE_S32, [&](size_t count) { return random.floats(count); });
  const float nan = std::numeric_limits<float>::quiet_NaN();
  check<float, int64_t>(LANEWISE_F32, LANEWISE_S64, values(random, std::vector<float>{-1, -0.0f, 0, 2, nan}));
}

TEST(FindExtremum, FindsNanOnlyWhereItComesFirst) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const OperatorPointer op = make(lanewise_create_find_extremum, 3, 3, 1, function(true), int32_t{LANEWISE_F32},
                                  int32_t{LANEWISE_S32});
  expect_equal({0, 2, 1}, run<int32_t>(op, Guard::kAfter, 3, std::vector<float>{nan, 1, 2, 1, nan, 2, 1, 2, nan}));
}

TEST(FindExtremum, RefusesEveryBadArgument) {
  const int32_t type = LANEWISE_S8, index = LANEWISE_S32;
  for (int32_t bad : {0, -1, INT32_MIN}) {
    expect_refused(lanewise_create_find_extremum, bad, 1, 1, function(true), type, index);
    expect_refused(lanewise_create_find_extremum, 1, bad, 1, function(true), type, index);
    expect_refused(lanewise_create_find_extremum, 1, 1, bad, function(true), type, index);
  }
  for (int32_t bad : {-1, int32_t{LANEWISE_REDUCE_PROD}, INT32_MIN, INT32_MAX}) {
    expect_refused(lanewise_create_find_extremum, 1, 1, 1, bad, type, index);
  }
  for (int32_t bad : {-1, LANEWISE_U8 + 1, INT32_MIN, INT32_MAX}) {
    expect_refused(lanewise_create_find_extremum, 1, 1, 1, function(true), bad, index);
  }
  for (int32_t bad : {-1, int32_t{LANEWISE_S16}, int32_t{LANEWISE_U8}, INT32_MIN, INT32_MAX}) {
    expect_refused(lanewise_create_find_extremum, 1, 1, 1, function(true), type, bad);
  }
  const int32_t most = INT32_MAX;
  expect_refused(lanewise_create_find_extremum, most, most, most, function(true), int32_t{LANEWISE_S64}, index);
}

}  // namespace
}  // namespace lanewise::testing

// SPDX-License-Identifier: Apache-2.0
// Functions of one integer, reductions of integers, and running sums.
#include <gtest/gtest.h>

#include <limits>

#include "operator_runner.h"
#include "random_values.h"
#include "reference/reduction.h"

namespace lanewise::testing {
namespace {

constexpr Guard kGuards[] = {Guard::kAfter, Guard::kBefore};

template <typename T>
constexpr int32_t kType = sizeof(T) == 8   ? LANEWISE_S64
                          : sizeof(T) == 4 ? LANEWISE_S32
                          : sizeof(T) == 2 ? LANEWISE_S16
                                           : LANEWISE_BOOL;

// Any bits, both ends, and small ones.
template <typename T>
std::vector<T> values(Random& random, size_t count) {
  std::vector<T> all(count);
  for (T& value : all) {
    const int64_t bits = int64_t{random.between(INT32_MIN, INT32_MAX)} * random.between(INT32_MIN, INT32_MAX);
    const int die = random.between(0, 9);
    value = die == 0   ? std::numeric_limits<T>::min()
            : die == 1 ? std::numeric_limits<T>::max()
                       : static_cast<T>(die < 5 ? random.between(-3, 3) : bits);
  }
  return all;
}

template <typename T>
void check_unary() {
  using Unsigned = std::make_unsigned_t<T>;
  Random random(1);
  for (int32_t n : {1, 3, 16, 17, 1023, 1024, 1025, 3000}) {
    const std::vector<T> input = values<T>(random, static_cast<size_t>(n));
    for (int32_t function : {LANEWISE_ABS, LANEWISE_NEG, LANEWISE_SIGN}) {
      std::vector<T> expected;
      for (T x : input) {
        const T negated = static_cast<T>(~static_cast<Unsigned>(x) + 1);
        expected.push_back(function == LANEWISE_NEG   ? negated
                           : function == LANEWISE_ABS ? (x < 0 ? negated : x)
                                                      : static_cast<T>(x == 0 ? 0 : x < 0 ? -1 : 1));
      }
      const OperatorPointer op = make(lanewise_create_unary_integers, n, function, kType<T>);
      for (Guard guard : kGuards) {
        expect_equal(expected, run<T>(op, guard, input.size(), input));
        expect_equal(expected, run_in_place<T>(op, guard, input));
      }
    }
  }
}

TEST(UnaryIntegers, FollowTheirDefinitions) {
  check_unary<int16_t>();
  check_unary<int32_t>();
  check_unary<int64_t>();
}

struct Shape {
  int32_t outer, reduced, inner;
  size_t inputs() const { return static_cast<size_t>(outer * reduced * inner); }
  size_t outputs() const { return static_cast<size_t>(outer * inner); }
};

const Shape kShapes[] = {{1, 1, 1},  {3, 21, 1}, {2, 1000, 1}, {2, 7, 3},   {1, 5, 16},
                         {2, 3, 63}, {1, 9, 64}, {2, 300, 70}, {1, 4, 127}, {3, 2, 131}};

template <typename T>
void check_reductions(std::initializer_list<int32_t> functions) {
  Random random(2);
  for (const Shape& s : kShapes) {
    const std::vector<T> input = values<T>(random, s.inputs());
    std::vector<T> expected(s.outputs());
    for (int32_t function : functions) {
      SCOPED_TRACE(std::to_string(function) + " of " + std::to_string(s.reduced) + "x" + std::to_string(s.inner));
      reference::reduce_integers(s.outer, s.reduced, s.inner, function, input.data(), expected.data());
      const OperatorPointer op =
          make(lanewise_create_reduce_integers, s.outer, s.reduced, s.inner, function, kType<T>);
      for (Guard guard : kGuards) expect_equal(expected, run<T>(op, guard, expected.size(), input));
    }
  }
}

TEST(ReduceIntegers, EqualsTheReferenceInEveryType) {
  check_reductions<int32_t>({LANEWISE_REDUCE_MAX, LANEWISE_REDUCE_MIN, LANEWISE_REDUCE_PROD, LANEWISE_REDUCE_SUM});
  check_reductions<int64_t>({LANEWISE_REDUCE_MAX, LANEWISE_REDUCE_MIN, LANEWISE_REDUCE_PROD, LANEWISE_REDUCE_SUM});
  check_reductions<uint8_t>({LANEWISE_REDUCE_MAX, LANEWISE_REDUCE_MIN});
}

template <typename T, typename Sum, typename Values>
void check_sums(int32_t type, Values make_values) {
  for (const Shape& s : kShapes) {
    const std::vector<T> input = make_values(s.inputs());
    std::vector<T> expected(s.inputs());
    for (int32_t exclusive : {0, 1}) {
      for (int32_t reverse : {0, 1}) {
        reference::cumulate<Sum>(s.outer, s.reduced, s.inner, exclusive != 0, reverse != 0, input.data(),
                                 expected.data());
        const OperatorPointer op =
            make(lanewise_create_cumulate, s.outer, s.reduced, s.inner, exclusive, reverse, type);
        for (Guard guard : kGuards) expect_equal(expected, run<T>(op, guard, expected.size(), input));
      }
    }
  }
}

TEST(Cumulate, EqualsTheReferenceInEveryType) {
  Random random(3);
  check_sums<float, float>(LANEWISE_F32, [&](size_t count) { return random.floats(count); });
  check_sums<int32_t, uint64_t>(LANEWISE_S32, [&](size_t count) { return values<int32_t>(random, count); });
  check_sums<int64_t, uint64_t>(LANEWISE_S64, [&](size_t count) { return values<int64_t>(random, count); });
}

TEST(Cumulate, LeavesTheElementOutWhereItIsExclusive) {
  const std::vector<int32_t> input = {1, 2, 3};
  const auto sums = [&](int32_t exclusive, int32_t reverse) {
    return run<int32_t>(make(lanewise_create_cumulate, 1, 3, 1, exclusive, reverse, int32_t{LANEWISE_S32}),
                        Guard::kAfter, 3, input);
  };
  expect_equal({1, 3, 6}, sums(0, 0));
  expect_equal({0, 1, 3}, sums(1, 0));
  expect_equal({6, 5, 3}, sums(0, 1));
  expect_equal({5, 3, 0}, sums(1, 1));
}

TEST(Integers, RefuseEveryBadArgument) {
  const int32_t s32 = LANEWISE_S32, sum = LANEWISE_REDUCE_SUM, neg = LANEWISE_NEG, boolean = LANEWISE_BOOL;
  for (int32_t bad : {0, -1, INT32_MIN}) {
    expect_refused(lanewise_create_unary_integers, bad, neg, s32);
    expect_refused(lanewise_create_reduce_integers, bad, 1, 1, sum, s32);
    expect_refused(lanewise_create_reduce_integers, 1, bad, 1, sum, s32);
    expect_refused(lanewise_create_reduce_integers, 1, 1, bad, sum, s32);
    expect_refused(lanewise_create_cumulate, bad, 1, 1, 0, 0, s32);
    expect_refused(lanewise_create_cumulate, 1, bad, 1, 0, 0, s32);
    expect_refused(lanewise_create_cumulate, 1, 1, bad, 0, 0, s32);
  }
  for (int32_t bad : {-1, int32_t{LANEWISE_S8}, LANEWISE_U8 + 1, INT32_MIN, INT32_MAX}) {
    expect_refused(lanewise_create_unary_integers, 1, neg, bad);
    expect_refused(lanewise_create_reduce_integers, 1, 1, 1, sum, bad);
    expect_refused(lanewise_create_cumulate, 1, 1, 1, 0, 0, bad);
  }
  for (int32_t bad : {-1, int32_t{LANEWISE_EXP}, int32_t{LANEWISE_SIN}, INT32_MIN, INT32_MAX}) {
    expect_refused(lanewise_create_unary_integers, 1, bad, s32);
  }
  for (int32_t bad : {-1, LANEWISE_REDUCE_SUM + 1, INT32_MIN, INT32_MAX}) {
    expect_refused(lanewise_create_reduce_integers, 1, 1, 1, bad, s32);
  }
  for (int32_t bad : {int32_t{LANEWISE_REDUCE_PROD}, sum}) {
    expect_refused(lanewise_create_reduce_integers, 1, 1, 1, bad, boolean);
  }
  for (int32_t bad : {-1, 2, INT32_MIN, INT32_MAX}) {
    expect_refused(lanewise_create_cumulate, 1, 1, 1, bad, 0, s32);
    expect_refused(lanewise_create_cumulate, 1, 1, 1, 0, bad, s32);
  }
  const int32_t most = INT32_MAX;
  expect_refused(lanewise_create_reduce_integers, most, most, most, sum, s32);
  expect_refused(lanewise_create_cumulate, most, most, most, 0, 0, s32);
}

}  // namespace
}  // namespace lanewise::testing

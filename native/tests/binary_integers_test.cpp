// SPDX-License-Identifier: Apache-2.0
// Functions of two integers: the reference against results by hand, the operators against the reference.
#include <gtest/gtest.h>

#include <limits>

#include "broadcast_cases.h"
#include "random_values.h"
#include "reference/elementwise.h"

namespace lanewise::testing {
namespace {

template <typename T>
constexpr int32_t kType = sizeof(T) == 8 ? LANEWISE_S64 : sizeof(T) == 4 ? LANEWISE_S32 : LANEWISE_BOOL;
template <typename T>
constexpr int64_t kLeast = std::numeric_limits<T>::min();
template <typename T>
constexpr int64_t kMost = std::numeric_limits<T>::max();

template <typename T>
OperatorPointer make_function(const lanewise_broadcast* b, int32_t function, int64_t minimum = kLeast<T>,
                              int64_t maximum = kMost<T>) {
  return make(lanewise_create_binary_integers, b, function, kType<T>, minimum, maximum);
}

bool divides(int32_t function) {
  return function == LANEWISE_INTEGER_DIV || function == LANEWISE_INTEGER_FLOOR_DIV ||
         function == LANEWISE_INTEGER_FLOOR_MOD;
}

// Small ones, which give ties and signs; any bits; both ends. None that the function refuses on the right.
template <typename T>
std::vector<T> values(size_t count, int32_t function, Random& random) {
  std::vector<T> all(count);
  for (T& value : all) {
    const int64_t bits = int64_t{random.between(INT32_MIN, INT32_MAX)} * random.between(INT32_MIN, INT32_MAX);
    const int die = random.between(0, 9);
    value = static_cast<T>(die == 0 ? kLeast<T> : die == 1 ? kMost<T> : die < 6 ? bits : random.between(-9, 9));
    if (function == LANEWISE_INTEGER_POW) value = static_cast<T>(random.between(0, 70));
    if (divides(function) && value == 0) value = -1;
  }
  return all;
}

template <typename T>
void check_all(int32_t function) {
  SCOPED_TRACE(function);
  Random random(static_cast<uint32_t>(function));
  for (auto [low, high] : {std::pair{kLeast<T>, kMost<T>}, {int64_t{0}, int64_t{6}}}) {
    check_shapes<T>([&, l = low, h = high](auto* b) { return make_function<T>(b, function, l, h); },
                    [&, l = low, h = high](auto& b, auto* left, auto* right, auto* out) {
                      reference::binary_integers(b, function, l, h, left, right, out);
                    },
                    [&](size_t n) { return values<T>(n, function, random); });
  }
}

TEST(BinaryIntegers, EqualTheReferenceInEveryShape) {
  for (int32_t function = LANEWISE_INTEGER_ADD; function <= LANEWISE_INTEGER_SUB; function++) {
    check_all<int32_t>(function);
    check_all<int64_t>(function);
  }
  for (int32_t function : {LANEWISE_INTEGER_AND, LANEWISE_INTEGER_OR}) check_all<uint8_t>(function);
}

TEST(BinaryIntegers, BasesOfPowersHaveAnySign) {
  const lanewise_broadcast b = flat(6);
  expect_equal({9, -27, 1, 1, INT32_MIN, 0},
               run<int32_t>(make_function<int32_t>(&b, LANEWISE_INTEGER_POW), Guard::kAfter, 6,
                            std::vector<int32_t>{-3, -3, 0, -7, -2, 2}, std::vector<int32_t>{2, 3, 0, 0, 31, 32}));
}

struct Example {
  int32_t function, left, right, result;
};

TEST(BinaryIntegers, RoundAndWrapAsTheHeaderSays) {
  const Example examples[] = {
      {LANEWISE_INTEGER_DIV, -7, 2, -3},
      {LANEWISE_INTEGER_DIV, INT32_MIN, -1, INT32_MIN},
      {LANEWISE_INTEGER_FLOOR_DIV, -7, 2, -4},
      {LANEWISE_INTEGER_FLOOR_DIV, 7, -2, -4},
      {LANEWISE_INTEGER_FLOOR_DIV, -8, 2, -4},
      {LANEWISE_INTEGER_FLOOR_DIV, INT32_MIN, -1, INT32_MIN},
      {LANEWISE_INTEGER_FLOOR_MOD, -7, 2, 1},
      {LANEWISE_INTEGER_FLOOR_MOD, 7, -2, -1},
      {LANEWISE_INTEGER_FLOOR_MOD, INT32_MIN, -1, 0},
      {LANEWISE_INTEGER_ADD, INT32_MAX, 1, INT32_MIN},
      {LANEWISE_INTEGER_SUB, INT32_MIN, 1, INT32_MAX},
      {LANEWISE_INTEGER_MUL, 1 << 16, 1 << 16, 0},
      {LANEWISE_INTEGER_SQUARED_DIFFERENCE, 3, 7, 16},
  };
  const lanewise_broadcast b = flat(1);
  for (const Example& e : examples) {
    SCOPED_TRACE(e.function);
    ASSERT_EQ(e.result, static_cast<int32_t>(reference::binary_integers(e.function, e.left, e.right)));
    expect_equal({e.result}, run<int32_t>(make_function<int32_t>(&b, e.function), Guard::kAfter, 1,
                                          std::vector<int32_t>{e.left}, std::vector<int32_t>{e.right}));
  }
  expect_equal({INT64_MIN}, run<int64_t>(make_function<int64_t>(&b, LANEWISE_INTEGER_DIV), Guard::kAfter, 1,
                                         std::vector<int64_t>{INT64_MIN}, std::vector<int64_t>{-1}));
}

// The one that is refused stands at each position; nothing is written.
template <typename T>
void check_refusal(int32_t function, T bad) {
  const lanewise_broadcast b = flat(37);
  const OperatorPointer op = make_function<T>(&b, function);
  std::vector<T> left(37, 5), right(37, 1), out(37, 7);
  const lanewise_buffer buffers[] = {
      {left.data(), 37 * sizeof(T)}, {right.data(), 37 * sizeof(T)}, {out.data(), 37 * sizeof(T)}, {}};
  for (T& value : right) {
    value = bad;
    ASSERT_EQ(LANEWISE_INVALID_ARGUMENT, lanewise_run(op.get(), buffers, 4)) << function;
    value = 1;
  }
  expect_equal(std::vector<T>(37, 7), out);
  EXPECT_EQ(LANEWISE_OK, lanewise_run(op.get(), buffers, 4));
}

TEST(BinaryIntegers, RefuseDivisorsOf0AndNegativeExponents) {
  for (int32_t function : {LANEWISE_INTEGER_DIV, LANEWISE_INTEGER_FLOOR_DIV, LANEWISE_INTEGER_FLOOR_MOD}) {
    check_refusal<int32_t>(function, 0);
    check_refusal<int64_t>(function, 0);
  }
  for (int32_t bad : {-1, INT32_MIN}) check_refusal<int32_t>(LANEWISE_INTEGER_POW, bad);
  for (int64_t bad : {int64_t{-1}, INT64_MIN}) check_refusal<int64_t>(LANEWISE_INTEGER_POW, bad);
}

TEST(BinaryIntegers, RefuseEveryBadArgument) {
  const lanewise_broadcast b = flat(4);
  auto refused = [&](int32_t function, int32_t type, int64_t minimum, int64_t maximum) {
    expect_refused(lanewise_create_binary_integers, &b, function, type, minimum, maximum);
  };
  for (int32_t function : {-1, LANEWISE_INTEGER_SUB + 1, INT32_MIN, INT32_MAX}) {
    for (int32_t type : {LANEWISE_S32, LANEWISE_S64, LANEWISE_BOOL}) refused(function, type, 0, 1);
  }
  for (int32_t type : {-1, int32_t{LANEWISE_F32}, int32_t{LANEWISE_U8}, LANEWISE_U8 + 1, INT32_MIN, INT32_MAX}) {
    refused(LANEWISE_INTEGER_OR, type, 0, 1);
  }
  refused(LANEWISE_INTEGER_ADD, LANEWISE_BOOL, 0, 255);
  refused(LANEWISE_INTEGER_ADD, LANEWISE_S32, int64_t{INT32_MIN} - 1, 0);
  refused(LANEWISE_INTEGER_ADD, LANEWISE_S32, 0, int64_t{INT32_MAX} + 1);
  refused(LANEWISE_INTEGER_ADD, LANEWISE_S64, 1, 0);
  refused(LANEWISE_INTEGER_OR, LANEWISE_BOOL, -1, 255);
  refused(LANEWISE_INTEGER_OR, LANEWISE_BOOL, 0, 256);
  expect_refused(lanewise_create_binary_integers, nullptr, 0, int32_t{LANEWISE_S32}, int64_t{0}, int64_t{1});
}

}  // namespace
}  // namespace lanewise::testing

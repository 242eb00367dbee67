// SPDX-License-Identifier: Apache-2.0
// Comparisons, and SELECT.
#include <gtest/gtest.h>

#include <limits>

#include "broadcast_cases.h"
#include "random_values.h"
#include "reference/elementwise.h"
#include "wide_arithmetic.h"

namespace lanewise::testing {
namespace {

// Few values, so that some are equal.
template <typename T>
std::vector<T> drawn(Random& random, const std::vector<T>& among, size_t count) {
  std::vector<T> all(count);
  for (T& value : all) value = among[static_cast<size_t>(random.between(0, static_cast<int32_t>(among.size()) - 1))];
  return all;
}

/** A byte of another type than T, as no comparison runs in place. */
template <typename T>
using Truth = std::conditional_t<std::is_same_v<T, int8_t>, uint8_t, int8_t>;

template <typename T, typename Create, typename Meaning>
void check_each(const std::vector<T>& among, Create create, Meaning meaning) {
  Random random(1);
  for (int32_t comparison = LANEWISE_EQUAL; comparison <= LANEWISE_NOT_EQUAL; comparison++) {
    SCOPED_TRACE(comparison);
    const auto holds = [&](T left, T right) { return meaning(comparison, left, right); };
    check_shapes<T, Truth<T>>(
        [&](auto* b) { return create(b, comparison); },
        [&](auto& b, auto* left, auto* right, auto* out) { reference::for_each_element(b, left, right, out, holds); },
        [&](size_t n) { return drawn(random, among, n); });
  }
}

template <typename T>
void check(int32_t type, const std::vector<T>& among) {
  SCOPED_TRACE(type);
  check_each<T>(among,
                [=](auto* b, int32_t comparison) { return make(lanewise_create_compare, b, comparison, type); },
                [](int32_t comparison, T left, T right) { return reference::holds(comparison, left, right); });
}

TEST(Compare, EqualsTheReferenceInEveryShape) {
  using Limits = std::numeric_limits<float>;
  check<float>(LANEWISE_F32, {0, -0.0f, 1, -1, Limits::denorm_min(), Limits::infinity(), Limits::quiet_NaN()});
  check<int16_t>(LANEWISE_S16, {0, 1, -1, INT16_MIN, INT16_MAX});
  check<int32_t>(LANEWISE_S32, {0, 1, -1, INT32_MIN, INT32_MAX});
  check<int64_t>(LANEWISE_S64, {0, 1, -1, int64_t{1} << 32, INT64_MIN, INT64_MAX});
  check<uint8_t>(LANEWISE_U8, {0, 1, 127, 128, 255});
  check<uint8_t>(LANEWISE_BOOL, {0, 1});
}

TEST(CompareS8, ComparesWhatTheTablesSay) {
  int32_t left[256], right[256];
  for (int i = 0; i < 256; i++) {
    left[i] = 300 * (i - 100);
    right[i] = 200 * (i - 128);
  }
  std::vector<int8_t> all;
  for (int q = -128; q <= 127; q++) all.push_back(static_cast<int8_t>(q));
  const int32_t *l = left, *r = right;
  check_each<int8_t>(
      all, [=](auto* b, int32_t comparison) { return make(lanewise_create_compare_s8, b, comparison, l, r); },
      [=](int32_t comparison, int8_t a, int8_t b) { return reference::holds(comparison, l[a + 128], r[b + 128]); });
}

// As TFLite's: values shifted by 8, each side rounded by itself.
TEST(CompareS16, ComparesWhatIsScaled) {
  std::vector<int16_t> among = Random(3).int16s(500);
  for (int16_t q = -30; q <= 30; q++) among.push_back(q);
  const QuantizedMultiplier half(0.5), quarter(0.25), tiny(1e-4), large(3.0);
  for (const auto& [l, r] : {std::pair{half, quarter}, {tiny, tiny}, {large, half}}) {
    const auto left = l, right = r;  // which lambdas take
    const auto create = [=](auto* b, int32_t comparison) {
      return make(lanewise_create_compare_s16, b, comparison, left.multiplier, left.shift, right.multiplier,
                  right.shift);
    };
    check_each<int16_t>(among, create, [=](int32_t comparison, int16_t a, int16_t b) {
      return reference::holds(comparison, double_rounding(a * 256, left.multiplier, left.shift),
                              double_rounding(b * 256, right.multiplier, right.shift));
    });
  }
}

TEST(CompareS16, RefusesEveryBadArgument) {
  const lanewise_broadcast b = flat(4);
  const int32_t m = 1 << 30, less = LANEWISE_LESS;
  const auto refused = [&](int32_t comparison, int32_t left, int32_t left_shift, int32_t right, int32_t right_shift) {
    expect_refused(lanewise_create_compare_s16, &b, comparison, left, left_shift, right, right_shift);
  };
  for (int32_t bad : {-1, LANEWISE_NOT_EQUAL + 1, INT32_MIN, INT32_MAX}) refused(bad, m, 0, m, 0);
  for (int32_t bad : {-1, 1, m - 1}) refused(less, bad, 0, m, 0), refused(less, m, 0, bad, 0);
  for (int32_t bad : {-32, 31}) refused(less, m, bad, m, 0), refused(less, m, 0, m, bad);
  expect_refused(lanewise_create_compare_s16, nullptr, less, m, 0, m, 0);
}

TEST(Compare, RefusesEveryBadArgument) {
  const lanewise_broadcast b = flat(4);
  const int32_t table[256] = {}, *values = table, *none = nullptr, less = LANEWISE_LESS, f32 = LANEWISE_F32;
  for (int32_t bad : {-1, LANEWISE_NOT_EQUAL + 1, INT32_MIN, INT32_MAX}) {
    expect_refused(lanewise_create_compare, &b, bad, f32);
    expect_refused(lanewise_create_compare_s8, &b, bad, values, values);
  }
  for (int32_t bad : {-1, int32_t{LANEWISE_S8}, LANEWISE_U8 + 1, INT32_MIN, INT32_MAX}) {
    expect_refused(lanewise_create_compare, &b, less, bad);
  }
  expect_refused(lanewise_create_compare, nullptr, less, f32);
  expect_refused(lanewise_create_compare_s8, nullptr, less, values, values);
  expect_refused(lanewise_create_compare_s8, &b, less, none, values);
  expect_refused(lanewise_create_compare_s8, &b, less, values, none);
}

template <typename T>
void check_select() {
  Random random(2);
  for (int32_t n : {1, 15, 16, 17, 49, 1023, 1024, 1025, 3000}) {
    const size_t count = static_cast<size_t>(n);
    const auto truths = drawn<uint8_t>(random, {0, 0, 1, 2, 255}, count);
    const auto firsts = drawn<T>(random, {1, 2, 3}, count), seconds = drawn<T>(random, {4, 5, 6}, count);
    std::vector<T> expected(count);
    for (size_t i = 0; i < count; i++) expected[i] = truths[i] != 0 ? firsts[i] : seconds[i];
    for (Guard guard : {Guard::kAfter, Guard::kBefore}) {
      const OperatorPointer op = make(lanewise_create_select, n, int32_t{sizeof(T)});
      expect_equal(expected, run<T>(op, guard, count, truths, firsts, seconds));
    }
  }
}

TEST(Select, TakesTheFirstWhereATruthIsNot0) {
  check_select<int8_t>();
  check_select<int16_t>();
  check_select<int32_t>();
  check_select<int64_t>();
}

TEST(Select, RefusesEveryBadArgument) {
  for (int32_t bad : {0, -1, INT32_MIN}) expect_refused(lanewise_create_select, bad, 4);
  for (int32_t bad : {0, -1, 3, 16, INT32_MIN, INT32_MAX}) expect_refused(lanewise_create_select, 4, bad);
}

}  // namespace
}  // namespace lanewise::testing

// SPDX-License-Identifier: Apache-2.0
// SCATTER_ND.
#include <gtest/gtest.h>

#include <limits>
#include <numeric>
#include <type_traits>

#include "operator_runner.h"
#include "random_values.h"
#include "reference/movement.h"

namespace lanewise::testing {
namespace {

struct ScatterCase {
  std::vector<int32_t> sizes;
  int32_t row_elements, count;

  int32_t rank() const { return static_cast<int32_t>(sizes.size()); }
};

const ScatterCase kCases[] = {
    {{5}, 1, 9}, {{40}, 17, 7}, {{3}, 200, 11}, {{3, 4}, 64, 30}, {{2, 1, 3, 2, 2, 3}, 3, 50}};

struct Sum {
  template <typename T>
  T operator()(T a, T b) const {
    if constexpr (std::is_floating_point_v<T>) return a + b;
    else return static_cast<T>(static_cast<uint64_t>(a) + static_cast<uint64_t>(b));
  }
};

template <typename T, typename Index, typename Join = Sum>
void check(int32_t type, std::vector<T> among, Join join = {}) {
  SCOPED_TRACE(type);
  Random random(1);
  for (const ScatterCase& c : kCases) {
    std::vector<Index> at;
    for (int32_t i = 0; i < c.count; i++) {
      for (int32_t size : c.sizes) at.push_back(static_cast<Index>(random.between(0, size - 1)));
    }
    std::vector<T> rows(static_cast<size_t>(c.count * c.row_elements));
    for (T& value : rows) value = among[static_cast<size_t>(random.between(0, static_cast<int32_t>(among.size()) - 1))];
    std::vector<T> expected(static_cast<size_t>(
        std::accumulate(c.sizes.begin(), c.sizes.end(), c.row_elements, std::multiplies<>())));
    reference::scatter(c.rank(), c.sizes.data(), c.row_elements, c.count, at.data(), rows.data(), expected.data(),
                       join);
    const OperatorPointer op = make(lanewise_create_scatter, c.rank(), c.sizes.data(), c.row_elements, c.count, type,
                                    int32_t{sizeof(Index)});
    for (Guard guard : {Guard::kAfter, Guard::kBefore}) {
      expect_equal(expected, run<T>(op, guard, expected.size(), at, rows));
    }
  }
}

TEST(Scatter, EqualsTheReferenceInEveryType) {
  check<float, int32_t>(LANEWISE_F32, {1.5f, -2.25f, 1e8f, 0.1f});
  check<int8_t, int64_t>(LANEWISE_S8, {100, -100, 3});
  check<uint8_t, int16_t>(LANEWISE_U8, {200, 100, 3});
  check<int16_t, int32_t>(LANEWISE_S16, {30000, -30000, 3});
  check<int32_t, int16_t>(LANEWISE_S32, {INT32_MAX, INT32_MIN, 3});
  check<int64_t, int32_t>(LANEWISE_S64, {INT64_MAX, INT64_MIN, 3});
  check<uint8_t, int32_t>(LANEWISE_BOOL, {0, 1}, [](uint8_t a, uint8_t b) { return static_cast<uint8_t>(a | b); });
}

TEST(Scatter, AddsRowsThatMeet) {
  const int32_t sizes[] = {3}, *s = sizes;
  const OperatorPointer op = make(lanewise_create_scatter, 1, s, 2, 3, int32_t{LANEWISE_S32}, 4);
  expect_equal({0, 0, 5, 6, 4, 6}, run<int32_t>(op, Guard::kAfter, 6, std::vector<int32_t>{2, 1, 2},
                                                std::vector<int32_t>{1, 2, 5, 6, 3, 4}));
}

// Nothing is written, not even zeros.
TEST(Scatter, RefusesIndicesOutOfRange) {
  const int32_t sizes[] = {3, 4}, *s = sizes;
  const OperatorPointer op = make(lanewise_create_scatter, 2, s, 1, 2, int32_t{LANEWISE_S8}, 4);
  int32_t at[] = {0, 1, 2, 3};
  int8_t rows[2] = {1, 1}, out[12] = {7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7};
  const lanewise_buffer buffers[] = {{at, sizeof at}, {rows, 2}, {out, 12}, {}};
  for (size_t i = 0; i < 4; i++) {
    const int32_t good = at[i];
    for (int32_t bad : {-1, sizes[i % 2], INT32_MIN, INT32_MAX}) {
      at[i] = bad;
      ASSERT_EQ(LANEWISE_INVALID_ARGUMENT, lanewise_run(op.get(), buffers, 4)) << bad;
    }
    at[i] = good;
  }
  for (int8_t value : out) ASSERT_EQ(7, value);
  EXPECT_EQ(LANEWISE_OK, lanewise_run(op.get(), buffers, 4));
}

TEST(Scatter, RefusesEveryBadArgument) {
  const int32_t sizes[] = {2, 3}, *s = sizes, *none = nullptr, type = LANEWISE_F32, most = INT32_MAX;
  for (int32_t bad : {0, -1, INT32_MIN}) {
    expect_refused(lanewise_create_scatter, 2, s, bad, 1, type, 4);
    expect_refused(lanewise_create_scatter, 2, s, 1, bad, type, 4);
    const int32_t bad_sizes[] = {2, bad}, *b = bad_sizes;
    expect_refused(lanewise_create_scatter, 2, b, 1, 1, type, 4);
  }
  for (int32_t rank : {0, -1, LANEWISE_MAX_RANK + 1, INT32_MIN, most}) {
    expect_refused(lanewise_create_scatter, rank, s, 1, 1, type, 4);
  }
  for (int32_t bytes : {0, -1, 1, 3, 16, INT32_MIN, most}) {
    expect_refused(lanewise_create_scatter, 2, s, 1, 1, type, bytes);
  }
  for (int32_t bad : {-1, LANEWISE_U8 + 1, INT32_MIN, most}) {
    expect_refused(lanewise_create_scatter, 2, s, 1, 1, bad, 4);
  }
  expect_refused(lanewise_create_scatter, 2, none, 1, 1, type, 4);
  const int32_t many[] = {most, most, most}, *m = many;
  expect_refused(lanewise_create_scatter, 3, m, most, 1, type, 4);
  expect_refused(lanewise_create_scatter, 1, s, most, most, int32_t{LANEWISE_S64}, 4);
}

}  // namespace
}  // namespace lanewise::testing

// SPDX-License-Identifier: Apache-2.0
// GATHER, and runs that are refused for an index.
#include <gtest/gtest.h>

#include <limits>
#include <numeric>

#include "operator/operator.h"
#include "operator_runner.h"
#include "random_values.h"
#include "reference/movement.h"

namespace lanewise::testing {
namespace {

struct GatherCase {
  int32_t batches, outer;
  std::vector<int32_t> sizes;
  int32_t row_bytes, count;

  int32_t rank() const { return static_cast<int32_t>(sizes.size()); }
  size_t rows() const {
    return std::accumulate(sizes.begin(), sizes.end(), size_t{1}, [](size_t n, int32_t size) { return n * size; });
  }
};

const GatherCase kCases[] = {{1, 1, {5}, 1, 1},       {1, 1, {1000}, 4, 37}, {1, 3, {7}, 5, 4}, {3, 2, {4}, 16, 5},
                             {1, 1, {3, 4}, 24, 11}, {1, 1, {2, 1, 3, 2, 2, 3}, 3, 50}};

template <typename Index>
OperatorPointer make_gather(const GatherCase& c) {
  return make(lanewise_create_gather, c.batches, c.outer, c.rank(), c.sizes.data(), c.row_bytes, c.count,
              int32_t{sizeof(Index)});
}

template <typename Index>
std::vector<Index> indices(const GatherCase& c, Random& random) {
  std::vector<Index> all;
  for (int32_t i = 0; i < c.batches * c.count; i++) {
    for (int32_t size : c.sizes) all.push_back(static_cast<Index>(random.between(0, size - 1)));
  }
  return all;
}

template <typename Index>
void check() {
  Random random(1);
  for (const GatherCase& c : kCases) {
    const size_t tables = static_cast<size_t>(c.batches * c.outer), row = static_cast<size_t>(c.row_bytes);
    const std::vector<int8_t> table = random.int8s(tables * c.rows() * row);
    const std::vector<Index> at = indices<Index>(c, random);
    std::vector<int8_t> expected(tables * static_cast<size_t>(c.count) * row);
    reference::gather(c.batches, c.outer, c.rank(), c.sizes.data(), c.row_bytes, c.count,
                      reinterpret_cast<const uint8_t*>(table.data()), at.data(),
                      reinterpret_cast<uint8_t*>(expected.data()));
    for (Guard guard : {Guard::kAfter, Guard::kBefore}) {
      expect_equal(expected, run<int8_t>(make_gather<Index>(c), guard, expected.size(), table, at));
    }
  }
}

TEST(Gather, EqualsTheReferenceByIndicesOf2Bytes) { check<int16_t>(); }
TEST(Gather, EqualsTheReferenceByIndicesOf4Bytes) { check<int32_t>(); }
TEST(Gather, EqualsTheReferenceByIndicesOf8Bytes) { check<int64_t>(); }

TEST(Gather, TakesRowsInTheOrderOfIndices) {
  const GatherCase c = {1, 1, {3}, 2, 4};
  expect_equal({5, 6, 1, 2, 1, 2, 3, 4}, run<uint8_t>(make_gather<int32_t>(c), Guard::kAfter, 8,
                                                      std::vector<uint8_t>{1, 2, 3, 4, 5, 6},
                                                      std::vector<int32_t>{2, 0, 0, 1}));
}

// A number too large or too small in each place, by one and by all that its type can say. Nothing is written.
template <typename Index>
void check_refusals() {
  Random random(2);
  for (const GatherCase& c : kCases) {
    const OperatorPointer op = make_gather<Index>(c);
    std::vector<Index> at = indices<Index>(c, random);
    GuardedBuffer<uint8_t> table(op->input_sizes[0]), output(op->output_size);
    for (size_t i = 0; i < at.size(); i++) {
      const Index good = at[i], size = static_cast<Index>(c.sizes[i % c.sizes.size()]);
      for (Index bad : {Index{-1}, size, std::numeric_limits<Index>::min(), std::numeric_limits<Index>::max()}) {
        at[i] = bad;
        const lanewise_buffer buffers[] = {table.view(), {at.data(), at.size() * sizeof(Index)}, output.view(), {}};
        ASSERT_EQ(LANEWISE_INVALID_ARGUMENT, lanewise_run(op.get(), buffers, 4)) << "index " << +bad;
      }
      at[i] = good;
    }
    for (uint8_t byte : output) ASSERT_EQ(static_cast<uint8_t>(kPoison), byte);
  }
}

TEST(Gather, RefusesIndicesOutOfRange) {
  check_refusals<int16_t>();
  check_refusals<int32_t>();
  check_refusals<int64_t>();
}

// 2^32 is 0 to who looks at the low bits only.
TEST(Gather, LooksAtAllBitsOfAnIndex) {
  const OperatorPointer op = make_gather<int64_t>({1, 1, {5}, 1, 1});
  uint8_t table[5] = {}, output = 7;
  int64_t index = int64_t{1} << 32;
  const lanewise_buffer buffers[] = {{table, 5}, {&index, 8}, {&output, 1}, {}};
  EXPECT_EQ(LANEWISE_INVALID_ARGUMENT, lanewise_run(op.get(), buffers, 4));
  EXPECT_EQ(7, output);
}

TEST(Gather, EndsANetworkAtItsStep) {
  const OperatorPointer copy = make(lanewise_create_copy, 4), gather = make_gather<int32_t>({1, 1, {2}, 4, 1});
  uint8_t table[8] = {1, 2, 3, 4, 5, 6, 7, 8}, row[4] = {}, copied[4] = {};
  int32_t index = 1;
  lanewise_buffer looked_up[] = {{table, 8}, {&index, 4}, {row, 4}, {}}, then[] = {{row, 4}, {copied, 4}, {}};
  const lanewise_step steps[] = {{gather.get(), looked_up, 4}, {copy.get(), then, 3}};
  EXPECT_EQ(2u, lanewise_run_steps(steps, 2, nullptr));
  EXPECT_EQ(5, copied[0]);
  index = 2;
  EXPECT_EQ(0u, lanewise_run_steps(steps, 2, nullptr));
}

TEST(Gather, RefusesEveryBadArgument) {
  const int32_t sizes[] = {2, 3};
  auto refused = [](auto... arguments) { expect_refused(lanewise_create_gather, arguments...); };
  for (int32_t bad : {0, -1, INT32_MIN}) {
    refused(bad, 1, 2, sizes, 1, 1, 4);
    refused(1, bad, 2, sizes, 1, 1, 4);
    refused(1, 1, 2, sizes, bad, 1, 4);
    refused(1, 1, 2, sizes, 1, bad, 4);
    const int32_t bad_sizes[] = {2, bad};
    refused(1, 1, 2, bad_sizes, 1, 1, 4);
  }
  for (int32_t rank : {0, -1, LANEWISE_MAX_RANK + 1, INT32_MIN, INT32_MAX}) refused(1, 1, rank, sizes, 1, 1, 4);
  for (int32_t bytes : {0, -1, 1, 3, 16, INT32_MIN, INT32_MAX}) refused(1, 1, 2, sizes, 1, 1, bytes);
  refused(1, 1, 2, static_cast<const int32_t*>(nullptr), 1, 1, 4);
  const int32_t most = INT32_MAX, many[] = {most, most, most, most, most, most};
  refused(1, 1, 6, many, 1, 1, 4);
  refused(most, most, 1, sizes, most, most, 8);
  refused(1, most, 1, sizes, most, most, 8);
  refused(most, 1, 2, sizes, 1, most, 8);
}

}  // namespace
}  // namespace lanewise::testing

// SPDX-License-Identifier: Apache-2.0
// How two inputs may lie that are broadcast to one output, and what is refused.
#include <gtest/gtest.h>

#include <limits>
#include <numeric>

#include "broadcast_cases.h"

namespace lanewise::testing {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();

TEST(Broadcast, StridesMayLeaveGapsAndRepeat) {
  const lanewise_broadcast b = {3, {2, 3, 2}, {20, 3, 1}, {0, 0, 0}};
  std::vector<float> left(20 + 2 * 3 + 2), right = {1000};
  std::iota(left.begin(), left.end(), 0.0f);
  expect_equal({1000, 1001, 1003, 1004, 1006, 1007, 1020, 1021, 1023, 1024, 1026, 1027},
               run<float>(make(lanewise_create_add_f32, &b, -kInfinity, kInfinity), Guard::kAfter, 12, left, right));
}

TEST(Broadcast, TransposedInputIsNotOverwritten) {
  const lanewise_broadcast b = {3, {2, 3, 2}, {2, 4, 1}, {6, 2, 1}};
  const OperatorPointer op = make(lanewise_create_add_f32, &b, -kInfinity, kInfinity);
  std::vector<float> left(12), right(12);
  lanewise_buffer buffers[] = {{left.data(), 48}, {right.data(), 48}, {left.data(), 48}, {nullptr, 0}};
  EXPECT_EQ(LANEWISE_INVALID_ARGUMENT, lanewise_run(op.get(), buffers, 4));
}

TEST(Broadcast, RefusesEveryBadField) {
  const lanewise_add_params p = {0, 0, 0, 1 << 30, 0, 1 << 30, 0, 1 << 30, -19, 20, -128, 127};
  auto refused = [&](lanewise_broadcast b) {
    expect_refused(lanewise_create_add_s8, &b, &p);
    expect_refused(lanewise_create_add_f32, &b, 0.0f, 1.0f);
  };
  const lanewise_broadcast good = broadcast({2, 3, 4}, {2, 1, 4});
  make(lanewise_create_add_s8, &good, &p);
  expect_refused(lanewise_create_add_s8, nullptr, &p);
  for (int32_t rank : {0, -1, LANEWISE_MAX_RANK + 1, INT32_MAX, INT32_MIN}) {
    lanewise_broadcast b = good;
    b.rank = rank;
    refused(b);
  }
  for (int i = 0; i < 3; i++) {
    for (int32_t bad : {0, -1, INT32_MIN}) {
      lanewise_broadcast b = good;
      b.dims[i] = bad;
      refused(b);
    }
    for (int32_t bad : {-1, INT32_MIN}) {
      lanewise_broadcast b = good;
      b.left_strides[i] = bad;
      refused(b);
      b = good;
      b.right_strides[i] = bad;
      refused(b);
    }
  }
  lanewise_broadcast b = good;
  b.left_strides[2] = 2;
  refused(b);
  b = good;
  b.right_strides[2] = 2;
  refused(b);
  const int32_t most = INT32_MAX;
  refused({6, {most, most, most, most, most, most}, {0, 0, 0, 0, 0, 0}, {0, 0, 0, 0, 0, 0}});
  refused({6, {most, most, most, most, most, most}, {most, most, most, most, most, 1}, {0, 0, 0, 0, 0, 0}});
  if (sizeof(size_t) == 4) {  // elsewhere there is such an input
    refused({2, {2, 1}, {most, 1}, {0, 0}});
    refused({3, {3, 3, 1}, {most, most, 1}, {0, 0, 0}});
  }
}

}  // namespace
}  // namespace lanewise::testing

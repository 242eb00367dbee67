// SPDX-License-Identifier: Apache-2.0
#include "operator_runner.h"

#include <algorithm>
#include <cmath>

#include "levels.h"
#include "preserved_registers.h"

namespace lanewise::testing {

OperatorPointer made(lanewise_status status, lanewise_operator* op) {
  EXPECT_EQ(LANEWISE_OK, status);
  EXPECT_NE(nullptr, op);
  expect_known_level(op);
  return {op, lanewise_destroy};
}

lanewise_operator* no_operator() {
  static char marker;
  return reinterpret_cast<lanewise_operator*>(&marker);
}

void expect_refusals(lanewise_status status, const lanewise_operator* op, lanewise_status without_place) {
  EXPECT_EQ(LANEWISE_INVALID_ARGUMENT, status);
  EXPECT_EQ(nullptr, op);
  EXPECT_EQ(LANEWISE_INVALID_ARGUMENT, without_place);
}

void expect_exact_sizes(const lanewise_operator* op, std::vector<lanewise_buffer> buffers) {
  for (lanewise_buffer& buffer : buffers) {
    if (buffer.size == 0) continue;
    buffer.size--;
    EXPECT_EQ(LANEWISE_INVALID_ARGUMENT, lanewise_run(op, buffers.data(), buffers.size()));
    buffer.size++;
  }
  EXPECT_EQ(LANEWISE_INVALID_ARGUMENT, lanewise_run(op, buffers.data(), buffers.size() - 1));
}

void run_guarded(const lanewise_operator* op, Guard guard, std::vector<GuardedMemory>* inputs,
                 const GuardedMemory& output) {
  const GuardedMemory workspace(lanewise_workspace_size(op), guard);
  std::vector<lanewise_buffer> buffers;
  for (GuardedMemory& input : *inputs) {
    input.make_read_only();
    buffers.push_back(input.view());
  }
  buffers.push_back(output.view());
  buffers.push_back(workspace.view());
  expect_exact_sizes(op, buffers);
  EXPECT_EQ(LANEWISE_OK, checked_run(op, buffers.data(), buffers.size()));
}

void run_over_first(const lanewise_operator* op, const std::vector<GuardedMemory>& inputs) {
  std::vector<lanewise_buffer> buffers;
  for (const GuardedMemory& input : inputs) buffers.push_back(input.view());
  buffers.push_back(inputs.front().view());
  buffers.push_back({nullptr, 0});
  EXPECT_EQ(LANEWISE_OK, checked_run(op, buffers.data(), buffers.size()));
}

void fail_at(size_t element, const std::string& expected, const std::string& actual) {
  FAIL() << "element " << element << " is " << actual << " and not " << expected;
}

void expect_close(const std::vector<float>& expected, const std::vector<float>& actual, float scale) {
  ASSERT_EQ(expected.size(), actual.size());
  for (size_t i = 0; i < expected.size(); i++) {
    ASSERT_NEAR(expected[i], actual[i], 1e-5f * std::max(std::abs(expected[i]), scale)) << "element " << i;
  }
}

}  // namespace lanewise::testing

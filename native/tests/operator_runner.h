// SPDX-License-Identifier: Apache-2.0
// Runs operators the way a careful caller would, and in passing tries what a careless one would.
#ifndef LANEWISE_TESTS_OPERATOR_RUNNER_H_
#define LANEWISE_TESTS_OPERATOR_RUNNER_H_

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <tuple>
#include <vector>

#include "guarded_buffer.h"
#include "preserved_registers.h"

namespace lanewise::testing {

using OperatorPointer = std::unique_ptr<lanewise_operator, void (*)(lanewise_operator*)>;

/** The operator that create(..., &op) makes; NULL, and a test failure, where it refuses. */
template <typename Create, typename... Arguments>
OperatorPointer make(Create create, Arguments... arguments) {
  lanewise_operator* op = nullptr;
  EXPECT_EQ(LANEWISE_OK, create(arguments..., &op));
  EXPECT_NE(nullptr, op);
  return {op, lanewise_destroy};
}

/** Expects that create(..., &op) calls its arguments invalid and leaves no operator. */
template <typename Create, typename... Arguments>
void expect_refused(Create create, Arguments... arguments) {
  static char marker;
  auto* op = reinterpret_cast<lanewise_operator*>(&marker);
  EXPECT_EQ(LANEWISE_INVALID_ARGUMENT, create(arguments..., &op));
  EXPECT_EQ(nullptr, op);
  EXPECT_EQ(LANEWISE_INVALID_ARGUMENT, create(arguments..., nullptr));
}

/** Every buffer one byte too small must be refused: together with the guard pages this pins the sizes down exactly. */
inline void expect_exact_sizes(const lanewise_operator* op, std::vector<lanewise_buffer> buffers) {
  for (lanewise_buffer& buffer : buffers) {
    if (buffer.size == 0) continue;
    buffer.size--;
    EXPECT_EQ(LANEWISE_INVALID_ARGUMENT, lanewise_run(op, buffers.data(), buffers.size()));
    buffer.size++;
  }
  EXPECT_EQ(LANEWISE_INVALID_ARGUMENT, lanewise_run(op, buffers.data(), buffers.size() - 1));
}

/** Outputs of one run in guarded memory of exactly these sizes. */
template <typename Out, typename... In>
std::vector<Out> run(const OperatorPointer& op, Guard guard, size_t outputs, const std::vector<In>&... inputs) {
  if (op == nullptr) return {};
  auto guarded = std::make_tuple(GuardedBuffer<In>::of(inputs, guard)...);
  GuardedBuffer<Out> output(outputs, guard);
  GuardedBuffer<uint8_t> workspace(lanewise_workspace_size(op.get()), guard);
  std::vector<lanewise_buffer> buffers;
  std::apply([&](auto&... input) { (input.make_read_only(), ...), (buffers.push_back(input.view()), ...); }, guarded);
  buffers.push_back(output.view());
  buffers.push_back(workspace.view());
  expect_exact_sizes(op.get(), buffers);
  EXPECT_EQ(LANEWISE_OK, checked_run(op.get(), buffers.data(), buffers.size()));
  return {output.begin(), output.end()};
}

/** Outputs of one run that writes over `input`; `others` are the inputs after it. */
template <typename T, typename... In>
std::vector<T> run_in_place(const OperatorPointer& op, Guard guard, const std::vector<T>& input,
                            const std::vector<In>&... others) {
  if (op == nullptr) return {};
  auto both = GuardedBuffer<T>::of(input, guard);
  auto guarded = std::make_tuple(GuardedBuffer<In>::of(others, guard)...);
  std::vector<lanewise_buffer> buffers = {both.view()};
  std::apply([&](auto&... other) { (buffers.push_back(other.view()), ...); }, guarded);
  buffers.push_back(both.view());
  buffers.push_back({nullptr, 0});
  EXPECT_EQ(LANEWISE_OK, checked_run(op.get(), buffers.data(), buffers.size()));
  return {both.begin(), both.end()};
}

/** Element by element, so that the first difference is named. */
template <typename T>
void expect_equal(const std::vector<T>& expected, const std::vector<T>& actual) {
  ASSERT_EQ(expected.size(), actual.size());
  for (size_t i = 0; i < expected.size(); i++) ASSERT_EQ(+expected[i], +actual[i]) << "element " << i;
}

/** Within a few roundings of each other: 1e-5 relative, and of values near 0 the same of `scale`. */
inline void expect_close(const std::vector<float>& expected, const std::vector<float>& actual, float scale = 1) {
  ASSERT_EQ(expected.size(), actual.size());
  for (size_t i = 0; i < expected.size(); i++) {
    ASSERT_NEAR(expected[i], actual[i], 1e-5f * std::max(std::abs(expected[i]), scale)) << "element " << i;
  }
}

}  // namespace lanewise::testing

#endif  // LANEWISE_TESTS_OPERATOR_RUNNER_H_

// SPDX-License-Identifier: Apache-2.0
// Runs operators the way a careful caller would, and in passing tries what a careless one would. What is the same for
// all types is compiled once (operator_runner.cpp), as most of what a test waits for is its compilation.
#ifndef LANEWISE_TESTS_OPERATOR_RUNNER_H_
#define LANEWISE_TESTS_OPERATOR_RUNNER_H_

#include <gtest/gtest.h>

#include <memory>
#include <vector>

#include "guarded_buffer.h"

namespace lanewise::testing {

using OperatorPointer = std::unique_ptr<lanewise_operator, void (*)(lanewise_operator*)>;

/** What a create function made; NULL, and a test failure, where it refused. */
OperatorPointer made(lanewise_status status, lanewise_operator* op);

/** The operator that create(..., &op) makes; NULL, and a test failure, where it refuses. */
template <typename Create, typename... Arguments>
OperatorPointer make(Create create, Arguments... arguments) {
  lanewise_operator* op = nullptr;
  const lanewise_status status = create(arguments..., &op);
  return made(status, op);
}

/** Something that is no operator and is not looked at. */
lanewise_operator* no_operator();

/** Expects that arguments were called invalid, with a place for an operator and without one. */
void expect_refusals(lanewise_status status, const lanewise_operator* op, lanewise_status without_place);

/** Expects that create(..., &op) calls its arguments invalid and leaves no operator. */
template <typename Create, typename... Arguments>
void expect_refused(Create create, Arguments... arguments) {
  lanewise_operator* op = no_operator();
  const lanewise_status status = create(arguments..., &op);
  expect_refusals(status, op, create(arguments..., nullptr));
}

/** Every buffer one byte too small must be refused: together with the guard pages this pins the sizes down exactly. */
void expect_exact_sizes(const lanewise_operator* op, std::vector<lanewise_buffer> buffers);

/** Runs an operator once, with a guarded workspace, and with sizes that it must refuse before. */
void run_guarded(const lanewise_operator* op, Guard guard, std::vector<GuardedMemory>* inputs,
                 const GuardedMemory& output);

/** Runs an operator that needs no workspace, its output over its first input. */
void run_over_first(const lanewise_operator* op, const std::vector<GuardedMemory>& inputs);

template <typename... In>
std::vector<GuardedMemory> guarded(Guard guard, const std::vector<In>&... values) {
  std::vector<GuardedMemory> memory;
  (memory.emplace_back(values.data(), values.size() * sizeof(In), guard), ...);
  return memory;
}

template <typename T>
std::vector<T> values(const GuardedMemory& memory) {
  const T* first = static_cast<const T*>(memory.data());
  return {first, first + memory.bytes() / sizeof(T)};
}

/** Outputs of one run in guarded memory of exactly these sizes. */
template <typename Out, typename... In>
std::vector<Out> run(const OperatorPointer& op, Guard guard, size_t outputs, const std::vector<In>&... inputs) {
  if (op == nullptr) return {};
  std::vector<GuardedMemory> memory = guarded(guard, inputs...);
  const GuardedMemory output(outputs * sizeof(Out), guard);
  run_guarded(op.get(), guard, &memory, output);
  return values<Out>(output);
}

/** Outputs of one run that writes over `input`; `others` are the inputs after it. */
template <typename T, typename... In>
std::vector<T> run_in_place(const OperatorPointer& op, Guard guard, const std::vector<T>& input,
                            const std::vector<In>&... others) {
  if (op == nullptr) return {};
  const std::vector<GuardedMemory> memory = guarded(guard, input, others...);
  run_over_first(op.get(), memory);
  return values<T>(memory.front());
}

/** A fatal failure: that elements differ. */
void fail_at(size_t element, const std::string& expected, const std::string& actual);

/** Element by element, so that the first difference is named. */
template <typename T>
void expect_equal(const std::vector<T>& expected, const std::vector<T>& actual) {
  ASSERT_EQ(expected.size(), actual.size());
  for (size_t i = 0; i < expected.size(); i++) {
    if (expected[i] == actual[i]) continue;
    return fail_at(i, ::testing::PrintToString(+expected[i]), ::testing::PrintToString(+actual[i]));
  }
}

/** Within a few roundings of each other: 1e-5 relative, and of values near 0 the same of `scale`. */
void expect_close(const std::vector<float>& expected, const std::vector<float>& actual, float scale = 1);

}  // namespace lanewise::testing

#endif  // LANEWISE_TESTS_OPERATOR_RUNNER_H_

// SPDX-License-Identifier: Apache-2.0
// CONCATENATION, PAD and copies.
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "operator_runner.h"
#include "preserved_registers.h"
#include "random_values.h"
#include "reference/movement.h"

namespace lanewise::testing {
namespace {

constexpr Guard kGuards[] = {Guard::kAfter, Guard::kBefore};

std::vector<uint8_t> counting(size_t count) {
  std::vector<uint8_t> values(count);
  std::iota(values.begin(), values.end(), static_cast<uint8_t>(1));
  return values;
}

TEST(Concatenation, JoinsRows) {
  const int32_t bytes[] = {2, 1};
  expect_equal({1, 2, 10, 3, 4, 20},
               run<uint8_t>(make(lanewise_create_concatenation, 2, bytes, 2), Guard::kAfter, 6,
                            std::vector<uint8_t>{1, 2, 3, 4}, std::vector<uint8_t>{10, 20}));
}

TEST(Concatenation, EqualsTheReferenceForThreeInputs) {
  Random random(1);
  for (int32_t size = 1; size <= 49; size++) {
    const int32_t rows = 3, bytes[] = {size, 50 - size, 17};
    std::vector<std::vector<int8_t>> inputs;
    std::vector<const uint8_t*> pointers;
    for (int32_t b : bytes) inputs.push_back(random.int8s(static_cast<size_t>(rows * b)));
    for (auto& input : inputs) pointers.push_back(reinterpret_cast<const uint8_t*>(input.data()));
    std::vector<int8_t> expected(static_cast<size_t>(rows * 67));
    reference::concatenation(rows, bytes, 3, pointers.data(), reinterpret_cast<uint8_t*>(expected.data()));
    for (Guard guard : kGuards) {
      expect_equal(expected, run<int8_t>(make(lanewise_create_concatenation, rows, bytes, 3), guard, expected.size(),
                                         inputs[0], inputs[1], inputs[2]));
    }
  }
}

TEST(Concatenation, TakesOneInputOrMany) {
  const std::vector<int32_t> bytes(100, 3);
  const OperatorPointer op = make(lanewise_create_concatenation, 4, bytes.data(), 100);
  std::vector<std::vector<uint8_t>> inputs(100);
  std::vector<lanewise_buffer> buffers;
  std::vector<uint8_t> expected, actual(4 * 300);
  for (size_t i = 0; i < 100; i++) {
    inputs[i].assign(12, static_cast<uint8_t>(i));
    buffers.push_back({inputs[i].data(), 12});
    expected.insert(expected.end(), 3, static_cast<uint8_t>(i));
  }
  for (int row = 1; row < 4; row++) expected.insert(expected.end(), expected.begin(), expected.begin() + 300);
  buffers.push_back({actual.data(), actual.size()});
  buffers.push_back({nullptr, 0});
  ASSERT_EQ(LANEWISE_OK, checked_run(op.get(), buffers.data(), buffers.size()));
  expect_equal(expected, actual);

  const int32_t one[] = {5};
  expect_equal(counting(10),
               run<uint8_t>(make(lanewise_create_concatenation, 2, one, 1), Guard::kAfter, 10, counting(10)));
}

struct PadCase {
  std::vector<int32_t> dims, before, after;
};

TEST(Pad, EqualsTheReference) {
  const PadCase cases[] = {{{5}, {2}, {3}},
                           {{5}, {0}, {0}},
                           {{1, 3, 2, 4}, {0, 1, 1, 0}, {0, 1, 1, 0}},
                           {{2, 3, 5, 17}, {0, 0, 2, 0}, {0, 1, 0, 0}},
                           {{2, 3, 4}, {1, 0, 2}, {0, 2, 1}},
                           {{1, 2, 1, 3, 2, 2}, {1, 1, 1, 1, 1, 1}, {2, 0, 1, 0, 2, 3}}};
  const uint8_t value[8] = {0xf1, 0xf2, 0xf3, 0xf4, 0xf5, 0xf6, 0xf7, 0xf8};
  for (const PadCase& c : cases) {
    for (int32_t element_bytes : {1, 2, 4, 8}) {
      const int32_t rank = static_cast<int32_t>(c.dims.size());
      size_t inputs = static_cast<size_t>(element_bytes), outputs = inputs;
      for (size_t d = 0; d < c.dims.size(); d++) {
        inputs *= static_cast<size_t>(c.dims[d]);
        outputs *= static_cast<size_t>(c.before[d] + c.dims[d] + c.after[d]);
      }
      const std::vector<uint8_t> input = counting(inputs);
      std::vector<uint8_t> expected(outputs);
      reference::pad(rank, c.dims.data(), c.before.data(), c.after.data(), element_bytes, value, input.data(),
                     expected.data());
      for (Guard guard : kGuards) {
        const OperatorPointer op = make(lanewise_create_pad, rank, c.dims.data(), c.before.data(), c.after.data(),
                                        element_bytes, value);
        expect_equal(expected, run<uint8_t>(op, guard, outputs, input));
      }
    }
  }
}

TEST(Pad, PutsTheValueAround) {
  const int32_t dims[] = {2, 2}, before[] = {1, 0}, after[] = {0, 1};
  const int8_t value = -128;
  expect_equal({-128, -128, -128, 1, 2, -128, 3, 4, -128},
               run<int8_t>(make(lanewise_create_pad, 2, dims, before, after, 1, &value), Guard::kAfter, 9,
                           std::vector<int8_t>{1, 2, 3, 4}));
}

TEST(Copy, CopiesEverySize) {
  for (int32_t n = 1; n <= 49; n++) {
    for (Guard guard : kGuards) {
      expect_equal(
          counting(static_cast<size_t>(n)),
          run<uint8_t>(make(lanewise_create_copy, n), guard, static_cast<size_t>(n), counting(static_cast<size_t>(n))));
    }
  }
}

struct StridedCase {
  std::vector<int32_t> dims, strides;
  int32_t start;
};

TEST(StridedCopy, EqualsTheReference) {
  const StridedCase cases[] = {
      {{7}, {1}, 0},                                   // all of it
      {{7}, {-1}, 6},                                  // backwards
      {{1}, {0}, 5},                                   // one element
      {{3, 4}, {0, 1}, 2},                             // the same row three times
      {{17, 5}, {1, 17}, 0},                           // a transposition
      {{2, 3, 4, 5}, {60, 1, 15, 3}, 0},               // channels last to channels first
      {{2, 2, 3}, {24, 8, 2}, 13},                     // every second of a part
      {{3, 1, 2, 1, 2, 5}, {40, 7, 20, -3, 10, 1}, 4}  // six dimensions, of which some lie as one
  };
  for (const StridedCase& c : cases) {
    for (int32_t element_bytes : {1, 2, 4, 8}) {
      const int32_t rank = static_cast<int32_t>(c.dims.size());
      int32_t highest = c.start;
      size_t elements = 1;
      for (size_t d = 0; d < c.dims.size(); d++) {
        highest += std::max(0, (c.dims[d] - 1) * c.strides[d]);
        elements *= static_cast<size_t>(c.dims[d]);
      }
      const std::vector<uint8_t> input = counting(static_cast<size_t>((highest + 1) * element_bytes));
      std::vector<uint8_t> expected(elements * static_cast<size_t>(element_bytes));
      reference::strided_copy(rank, c.dims.data(), c.strides.data(), c.start, element_bytes, input.data(),
                              expected.data());
      for (Guard guard : kGuards) {
        const OperatorPointer op =
            make(lanewise_create_strided_copy, rank, c.dims.data(), c.strides.data(), c.start, element_bytes);
        expect_equal(expected, run<uint8_t>(op, guard, expected.size(), input));
      }
    }
  }
}

TEST(StridedCopy, TurnsRowsIntoColumns) {
  const int32_t dims[] = {3, 2}, strides[] = {1, 3};
  expect_equal({1, 4, 2, 5, 3, 6}, run<uint8_t>(make(lanewise_create_strided_copy, 2, dims, strides, 0, 1),
                                                Guard::kAfter, 6, std::vector<uint8_t>{1, 2, 3, 4, 5, 6}));
}

TEST(StridedCopy, RefusesEveryBadArgument) {
  const int32_t dims[] = {2, 3}, strides[] = {3, 1}, back[] = {-3, 1}, far[] = {INT32_MAX, 1};
  auto refused = [&](int32_t rank, const int32_t* d, const int32_t* s, int32_t start, int32_t bytes) {
    expect_refused(lanewise_create_strided_copy, rank, d, s, start, bytes);
  };
  for (int32_t rank : {0, -1, LANEWISE_MAX_RANK + 1, INT32_MIN, INT32_MAX}) refused(rank, dims, strides, 0, 1);
  for (int32_t bytes : {0, -1, 3, 16, INT32_MIN, INT32_MAX}) refused(2, dims, strides, 0, bytes);
  for (int32_t bad : {0, -1, INT32_MIN}) {
    const int32_t bad_dims[] = {2, bad};
    refused(2, bad_dims, strides, 0, 1);
  }
  for (int32_t start : {-1, INT32_MIN}) refused(2, dims, strides, start, 1);
  refused(2, dims, back, 2, 1);  // the second row would begin one before the first element
  refused(2, dims, far, 1, 1);   // and here past all that int32 can say
  refused(2, nullptr, strides, 0, 1);
  refused(2, dims, nullptr, 0, 1);
  const int32_t most[] = {INT32_MAX, INT32_MAX, INT32_MAX}, none[] = {0, 0, 0};
  refused(3, most, none, 0, 8);
}

TEST(Movement, RefusesEveryBadArgument) {
  for (int32_t bad : {0, -1, INT32_MIN}) {
    expect_refused(lanewise_create_copy, bad);
    const int32_t bytes[] = {2, 3}, bad_bytes[] = {2, bad};
    expect_refused(lanewise_create_concatenation, bad, bytes, 2);
    expect_refused(lanewise_create_concatenation, 1, bytes, bad);
    expect_refused(lanewise_create_concatenation, 1, bad_bytes, 2);
  }
  expect_refused(lanewise_create_concatenation, 1, nullptr, 2);

  const uint8_t value[8] = {};
  const std::vector<int32_t> dims = {2, 3}, zero = {0, 0};
  auto refused = [&](int32_t rank, const std::vector<int32_t>& d, const std::vector<int32_t>& before,
                     const std::vector<int32_t>& after, int32_t element_bytes) {
    expect_refused(lanewise_create_pad, rank, d.data(), before.data(), after.data(), element_bytes, value);
  };
  for (int32_t rank : {0, -1, LANEWISE_MAX_RANK + 1, INT32_MIN, INT32_MAX}) refused(rank, dims, zero, zero, 1);
  for (int32_t bytes : {0, -1, 3, 5, 16, INT32_MIN, INT32_MAX}) refused(2, dims, zero, zero, bytes);
  for (int32_t bad : {0, -1, INT32_MIN}) refused(2, {2, bad}, zero, zero, 1);
  for (int32_t bad : {-1, INT32_MIN}) {
    refused(2, dims, {0, bad}, zero, 1);
    refused(2, dims, {bad, 0}, zero, 1);
    refused(2, dims, zero, {0, bad}, 1);
    refused(2, dims, zero, {bad, 0}, 1);
  }
  const int32_t most = INT32_MAX;
  refused(3, {most, most, most}, {0, 0, 0}, {0, 0, 0}, 8);
  refused(3, {1, 1, 1}, {most, most, most}, {most, most, most}, 8);
  expect_refused(lanewise_create_pad, 2, nullptr, zero.data(), zero.data(), 1, value);
  expect_refused(lanewise_create_pad, 2, dims.data(), nullptr, zero.data(), 1, value);
  expect_refused(lanewise_create_pad, 2, dims.data(), zero.data(), nullptr, 1, value);
  expect_refused(lanewise_create_pad, 2, dims.data(), zero.data(), zero.data(), 1, nullptr);
}

}  // namespace
}  // namespace lanewise::testing

// SPDX-License-Identifier: Apache-2.0
// Shapes that broadcast, and operators of two inputs compared with their references on all of them.
#ifndef LANEWISE_TESTS_BROADCAST_CASES_H_
#define LANEWISE_TESTS_BROADCAST_CASES_H_

#include <string>
#include <type_traits>
#include <vector>

#include "operator_runner.h"

namespace lanewise::testing {

using Dims = std::vector<int32_t>;

/** Elements of a shape. */
size_t count(const Dims& dims);

/** The strides of dense inputs, each of the output's size or of size 1 in every dimension. */
lanewise_broadcast broadcast(const Dims& left, const Dims& right);

lanewise_broadcast flat(int32_t elements);

struct Shapes {
  Dims left, right;
};

std::vector<Shapes> shapes();

std::string text(const Dims& dims);

// The operator that create(&broadcast) makes gives what reference(broadcast, left, right, output) does; where `Out` is
// T, over an input too.
template <typename T, typename Out = T, typename Create, typename Reference, typename Values>
void check_shapes(Create create, Reference reference, Values values) {
  for (const Shapes& shape : shapes()) {
    SCOPED_TRACE(text(shape.left) + " and " + text(shape.right));
    const lanewise_broadcast b = broadcast(shape.left, shape.right);
    size_t outputs = 1;
    for (int32_t d = 0; d < b.rank; d++) outputs *= static_cast<size_t>(b.dims[d]);
    const std::vector<T> left = values(count(shape.left)), right = values(count(shape.right));
    std::vector<Out> expected(outputs);
    reference(b, left.data(), right.data(), expected.data());
    for (Guard guard : {Guard::kAfter, Guard::kBefore}) {
      const OperatorPointer op = create(&b);
      expect_equal(expected, run<Out>(op, guard, outputs, left, right));
      if constexpr (std::is_same_v<T, Out>) {
        if (left.size() == outputs) expect_equal(expected, run_in_place<T>(op, guard, left, right));
      }
    }
    if (::testing::Test::HasFatalFailure()) return;
  }
}

}  // namespace lanewise::testing

#endif  // LANEWISE_TESTS_BROADCAST_CASES_H_

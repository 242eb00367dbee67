// SPDX-License-Identifier: Apache-2.0
// Shapes that broadcast, and operators of two inputs compared with their references on all of them.
#ifndef LANEWISE_TESTS_BROADCAST_CASES_H_
#define LANEWISE_TESTS_BROADCAST_CASES_H_

#include <algorithm>
#include <functional>
#include <numeric>
#include <string>
#include <type_traits>
#include <vector>

#include "operator_runner.h"

namespace lanewise::testing {

using Dims = std::vector<int32_t>;

inline size_t count(const Dims& dims) {
  return static_cast<size_t>(std::accumulate(dims.begin(), dims.end(), 1, std::multiplies<>()));
}

// The strides of dense inputs, each of the output's size or of size 1 in every dimension.
inline lanewise_broadcast broadcast(const Dims& left, const Dims& right) {
  lanewise_broadcast b = {};
  b.rank = static_cast<int32_t>(left.size());
  int32_t left_stride = 1, right_stride = 1;
  for (size_t i = left.size(); i-- > 0;) {
    b.dims[i] = std::max(left[i], right[i]);
    b.left_strides[i] = left[i] == 1 ? 0 : left_stride;
    b.right_strides[i] = right[i] == 1 ? 0 : right_stride;
    left_stride *= left[i];
    right_stride *= right[i];
  }
  return b;
}

inline lanewise_broadcast flat(int32_t elements) { return broadcast({elements}, {elements}); }

struct Shapes {
  Dims left, right;
};

inline std::vector<Shapes> shapes() {
  std::vector<Shapes> all;
  for (int32_t n = 1; n <= 49; n++) all.push_back({{n}, {n}});
  for (int32_t n : {1, 3, 8, 15, 16, 17, 33, 48}) {
    all.push_back({{n}, {1}});
    all.push_back({{1}, {n}});
    all.push_back({{2, 3, 4, n}, {1, 1, 1, n}});  // bias
    all.push_back({{2, 1, 1, n}, {2, 3, 4, n}});  // squeeze and excite
    all.push_back({{3, 5, n}, {3, 5, 1}});
    all.push_back({{3, n, 1}, {1, n, 7}});
    all.push_back({{1, n}, {5, 1}});
    all.push_back({{n, 1}, {n, 1}});
    all.push_back({{1, n, 1}, {4, 1, 1}});
  }
  all.push_back({{2, 1, 3, 1, 2, 1}, {1, 3, 1, 2, 1, 5}});
  all.push_back({{1, 1, 1, 1, 1, 1}, {1, 1, 1, 1, 1, 1}});
  return all;
}

inline std::string text(const Dims& dims) {
  std::string result;
  for (int32_t dim : dims) result += (result.empty() ? "" : "x") + std::to_string(dim);
  return result;
}

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

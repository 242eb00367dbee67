// SPDX-License-Identifier: Apache-2.0
#include "broadcast_cases.h"

#include <algorithm>
#include <functional>
#include <numeric>

namespace lanewise::testing {

size_t count(const Dims& dims) {
  return static_cast<size_t>(std::accumulate(dims.begin(), dims.end(), 1, std::multiplies<>()));
}

lanewise_broadcast broadcast(const Dims& left, const Dims& right) {
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

lanewise_broadcast flat(int32_t elements) { return broadcast({elements}, {elements}); }

std::vector<Shapes> shapes() {
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

std::string text(const Dims& dims) {
  std::string result;
  for (int32_t dim : dims) result += (result.empty() ? "" : "x") + std::to_string(dim);
  return result;
}

}  // namespace lanewise::testing

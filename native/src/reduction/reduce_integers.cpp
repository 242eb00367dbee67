// SPDX-License-Identifier: Apache-2.0
// Reductions of integers that stand for themselves, in plain loops. Sums and products wrap.
#include <cstring>
#include <iterator>
#include <type_traits>

#include "reduction/reduce.h"
#include "reduction/reduction_kernels.h"

namespace lanewise {
namespace {

// clang-format off
struct Largest { template <typename T> static T join(T a, T b) { return a > b ? a : b; } };
struct Smallest { template <typename T> static T join(T a, T b) { return a < b ? a : b; } };
// clang-format on

struct Product {
  template <typename T>
  static T join(T a, T b) {
    return static_cast<T>(static_cast<std::make_unsigned_t<T>>(a) * static_cast<std::make_unsigned_t<T>>(b));
  }
};

struct Sum {
  template <typename T>
  static T join(T a, T b) {
    return static_cast<T>(static_cast<std::make_unsigned_t<T>>(a) + static_cast<std::make_unsigned_t<T>>(b));
  }
};

template <typename T, typename Join>
void run_reduce(const lanewise_operator& base, const lanewise_buffer* buffers, const Part& part) {
  const Reduction& op = static_cast<const Reduction&>(base);
  const ChannelBlocks blocks(op.inner);
  for_each_row(part, blocks.count, [&](size_t row, size_t first, size_t last) {
    const size_t channel = blocks.first(first), channels = blocks.first(last) - channel;
    const T* in = static_cast<const T*>(buffers[0].data) + row * op.reduced * op.inner + channel;
    T* out = static_cast<T*>(buffers[1].data) + row * op.inner + channel;
    if (op.inner == 1) {
      T joined = in[0];
      for (size_t r = 1; r < op.reduced; r++) joined = Join::join(joined, in[r]);
      out[0] = joined;
      return;
    }
    std::memcpy(out, in, channels * sizeof(T));
    for (size_t r = 1; r < op.reduced; r++) {
      const T* cell = in + r * op.inner;
      for (size_t c = 0; c < channels; c++) out[c] = Join::join(out[c], cell[c]);
    }
  });
}

// In the order of lanewise_reduce_function.
template <typename T>
constexpr PhaseFunction* kFunctions[] = {run_reduce<T, Largest>, run_reduce<T, Smallest>, run_reduce<T, Product>,
                                         run_reduce<T, Sum>};

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_reduce_integers(int32_t outer, int32_t reduced, int32_t inner, int32_t function,
                                                int32_t type, lanewise_operator** op) {
  using namespace lanewise;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  const bool truths = type == LANEWISE_BOOL;
  const int32_t functions = truths ? LANEWISE_REDUCE_MIN + 1 : static_cast<int32_t>(std::size(kFunctions<int32_t>));
  if (function < 0 || function >= functions) return LANEWISE_INVALID_ARGUMENT;
  Reduction checked = {};
  bool planned = false;
  if (truths) {
    planned = plan_reduction<uint8_t>(outer, reduced, inner, kFunctions<uint8_t>[function], 2, &checked);
  } else if (type == LANEWISE_S32) {
    planned = plan_reduction<int32_t>(outer, reduced, inner, kFunctions<int32_t>[function], 4, &checked);
  } else if (type == LANEWISE_S64) {
    planned = plan_reduction<int64_t>(outer, reduced, inner, kFunctions<int64_t>[function], 8, &checked);
  }
  if (!planned) return LANEWISE_INVALID_ARGUMENT;
  checked.microkernel = &reduce_integers_generic;
  return publish(checked, op);
}

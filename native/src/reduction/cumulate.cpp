// SPDX-License-Identifier: Apache-2.0
// CUMSUM: running sums along the middle of [outer, reduced, inner], in plain loops. Sums of integers wrap; those of
// floats are added in their order, so that they are the same everywhere.
#include <type_traits>

#include "operator/operator.h"
#include "reduction/cells.h"
#include "reduction/reduction_kernels.h"

namespace lanewise {
namespace {

// A unit is one of ChannelBlocks.
struct Cumulation : lanewise_operator {
  size_t reduced, inner;
  bool exclusive, reverse;
};

template <typename T>
T add(T a, T b) {
  if constexpr (std::is_integral_v<T>) {
    return static_cast<T>(static_cast<std::make_unsigned_t<T>>(a) + static_cast<std::make_unsigned_t<T>>(b));
  } else {
    return a + b;
  }
}

template <typename T>
void run_cumulate(const lanewise_operator& base, const lanewise_buffer* buffers, const Part& part) {
  const Cumulation& op = static_cast<const Cumulation&>(base);
  const ChannelBlocks blocks(op.inner);
  const T* in = static_cast<const T*>(buffers[0].data);
  T* out = static_cast<T*>(buffers[1].data);
  for_each_row(part, blocks.count, [&](size_t row, size_t first, size_t last) {
    for (size_t block = first; block < last; block++) {
      const size_t channels = blocks.first(block + 1) - blocks.first(block);
      const size_t origin = row * op.reduced * op.inner + blocks.first(block);
      T sums[2 * ChannelBlocks::kChannels] = {};
      for (size_t r = 0; r < op.reduced; r++) {
        const size_t cell = origin + (op.reverse ? op.reduced - 1 - r : r) * op.inner;
        for (size_t c = 0; c < channels; c++) {
          const T before = sums[c];
          sums[c] = add(before, in[cell + c]);
          out[cell + c] = op.exclusive ? before : sums[c];
        }
      }
    }
  });
}

template <typename T>
bool plan(int32_t outer, int32_t reduced, int32_t inner, Cumulation* op) {
  const size_t elements = checked_product(outer, reduced, inner);
  if (outer < 1 || reduced < 1 || inner < 1 || !plan_unary<T, T>(elements, elements, op)) return false;
  op->reduced = static_cast<size_t>(reduced);
  op->inner = static_cast<size_t>(inner);
  const ChannelBlocks blocks(op->inner);
  add_phase(op, run_cumulate<T>, static_cast<size_t>(outer) * blocks.count,
            8 * op->reduced * op->inner / blocks.count);
  return true;
}

bool is_truth(int32_t value) { return value == 0 || value == 1; }

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_cumulate(int32_t outer, int32_t reduced, int32_t inner, int32_t exclusive,
                                         int32_t reverse, int32_t type, lanewise_operator** op) {
  using namespace lanewise;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  Cumulation checked = {};
  const bool planned = type == LANEWISE_F32   ? plan<float>(outer, reduced, inner, &checked)
                       : type == LANEWISE_S32 ? plan<int32_t>(outer, reduced, inner, &checked)
                       : type == LANEWISE_S64 ? plan<int64_t>(outer, reduced, inner, &checked)
                                              : false;
  if (!planned || !is_truth(exclusive) || !is_truth(reverse)) return LANEWISE_INVALID_ARGUMENT;
  checked.exclusive = exclusive != 0;
  checked.reverse = reverse != 0;
  checked.microkernel = &cumulate_generic;
  return publish(checked, op);
}

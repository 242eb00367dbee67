// SPDX-License-Identifier: Apache-2.0
// ARG_MAX and ARG_MIN: where the first extremum of the middle of [outer, reduced, inner] lies. A NaN is beyond nothing,
// and nothing is beyond one that comes first.
#include "operator/element_type.h"
#include "operator/operator.h"
#include "reduction/cells.h"
#include "reduction/reduction_kernels.h"

namespace lanewise {
namespace {

// A unit is one of ChannelBlocks.
struct FindExtremum : lanewise_operator {
  size_t reduced, inner, index_bytes;

  void store(const lanewise_buffer& output, size_t position, int32_t index) const {
    if (index_bytes == sizeof(int32_t)) {
      static_cast<int32_t*>(output.data)[position] = index;
    } else {
      static_cast<int64_t*>(output.data)[position] = index;
    }
  }
};

template <bool kLargest, typename T>
bool is_beyond(T x, T other) {
  return kLargest ? x > other : x < other;
}

template <bool kLargest, typename T>
int32_t find(const T* in, size_t count) {
  T best = in[0];
  int32_t at = 0;
  for (size_t i = 1; i < count; i++) {
    const bool beyond = is_beyond<kLargest>(in[i], best);
    best = beyond ? in[i] : best;
    at = beyond ? static_cast<int32_t>(i) : at;
  }
  return at;
}

// Of neighbouring channels, in a loop that the compiler makes vectors of.
template <bool kLargest, typename T>
void find_each(const T* in, size_t reduced, size_t inner, size_t channels, int32_t* at) {
  T best[2 * ChannelBlocks::kChannels];
  for (size_t c = 0; c < channels; c++) {
    best[c] = in[c];
    at[c] = 0;
  }
  for (size_t r = 1; r < reduced; r++) {
    const T* cell = in + r * inner;
    for (size_t c = 0; c < channels; c++) {
      const bool beyond = is_beyond<kLargest>(cell[c], best[c]);
      best[c] = beyond ? cell[c] : best[c];
      at[c] = beyond ? static_cast<int32_t>(r) : at[c];
    }
  }
}

template <typename T, bool kLargest>
void run_find(const lanewise_operator& base, const lanewise_buffer* buffers, const Part& part) {
  const FindExtremum& op = static_cast<const FindExtremum&>(base);
  const T* in = static_cast<const T*>(buffers[0].data);
  const ChannelBlocks blocks(op.inner);
  for_each_row(part, blocks.count, [&](size_t row, size_t first, size_t last) {
    const T* cells = in + row * op.reduced * op.inner;
    if (op.inner == 1) {
      op.store(buffers[1], row, find<kLargest>(cells, op.reduced));
      return;
    }
    for (size_t block = first; block < last; block++) {
      const size_t channel = blocks.first(block), channels = blocks.first(block + 1) - channel;
      int32_t at[2 * ChannelBlocks::kChannels];
      find_each<kLargest>(cells + channel, op.reduced, op.inner, channels, at);
      for (size_t c = 0; c < channels; c++) op.store(buffers[1], row * op.inner + channel + c, at[c]);
    }
  });
}

template <bool kLargest>
PhaseFunction* choose(int32_t type) {
  switch (type) {
    case LANEWISE_F32: return run_find<float, kLargest>;
    case LANEWISE_S8: return run_find<int8_t, kLargest>;
    case LANEWISE_S16: return run_find<int16_t, kLargest>;
    case LANEWISE_S32: return run_find<int32_t, kLargest>;
    case LANEWISE_S64: return run_find<int64_t, kLargest>;
    default: return run_find<uint8_t, kLargest>;  // truths are 0 and 1
  }
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_find_extremum(int32_t outer, int32_t reduced, int32_t inner, int32_t function,
                                              int32_t type, int32_t index_type, lanewise_operator** op) {
  using namespace lanewise;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  FindExtremum checked = {};
  const size_t bytes = element_bytes(type);
  const bool largest = function == LANEWISE_REDUCE_MAX;
  if (outer < 1 || reduced < 1 || inner < 1 || bytes == 0 || (!largest && function != LANEWISE_REDUCE_MIN) ||
      (index_type != LANEWISE_S32 && index_type != LANEWISE_S64)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  checked.index_bytes = element_bytes(index_type);
  if (!plan_unary<uint8_t, uint8_t>(checked_product(outer, reduced, inner, bytes),
                                    checked_product(outer, inner, checked.index_bytes), &checked)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  checked.input_alignment = bytes;
  checked.output_alignment = checked.index_bytes;
  checked.reduced = static_cast<size_t>(reduced);
  checked.inner = static_cast<size_t>(inner);
  const ChannelBlocks blocks(checked.inner);
  add_phase(&checked, largest ? choose<true>(type) : choose<false>(type), static_cast<size_t>(outer) * blocks.count,
            8 * checked.reduced * checked.inner / blocks.count);
  checked.microkernel = &find_extremum_generic;
  return publish(checked, op);
}

// SPDX-License-Identifier: Apache-2.0
// TOPK_V2: where the largest values of each row lie, by insertion into a sorted list of as many as are wanted. Nothing
// is larger than a NaN, nor a NaN larger than anything.
#include "operator/element_type.h"
#include "operator/operator.h"
#include "reduction/reduction_kernels.h"

namespace lanewise {
namespace {

struct FindLargest : lanewise_operator {
  size_t depth, count;
};

// Puts element `at` into a list with room at its place `last`; those that it is larger than move one back.
template <typename T, typename Index>
void insert(const T* row, size_t at, size_t last, Index* list) {
  const T value = row[at];
  size_t place = last;
  for (; place > 0 && value > row[list[place - 1]]; place--) list[place] = list[place - 1];
  list[place] = static_cast<Index>(at);
}

template <typename T, typename Index>
void find(const T* row, size_t depth, size_t count, Index* list) {
  for (size_t i = 0; i < count; i++) insert(row, i, i, list);
  T least = row[list[count - 1]];
  for (size_t i = count; i < depth; i++) {
    if (row[i] > least) {
      insert(row, i, count - 1, list);
      least = row[list[count - 1]];
    }
  }
}

// A unit is a row.
template <typename T, typename Index>
void run_find(const lanewise_operator& base, const lanewise_buffer* buffers, const Part& part) {
  const FindLargest& op = static_cast<const FindLargest&>(base);
  const T* in = static_cast<const T*>(buffers[0].data);
  Index* out = static_cast<Index*>(buffers[1].data);
  for (size_t r = part.begin; r < part.end; r++) find(in + r * op.depth, op.depth, op.count, out + r * op.count);
}

// NULL for a type without an order.
template <typename Index>
PhaseFunction* choose(int32_t type) {
  switch (type) {
    case LANEWISE_F32: return run_find<float, Index>;
    case LANEWISE_S8: return run_find<int8_t, Index>;
    case LANEWISE_S16: return run_find<int16_t, Index>;
    case LANEWISE_S32: return run_find<int32_t, Index>;
    case LANEWISE_S64: return run_find<int64_t, Index>;
    case LANEWISE_U8: return run_find<uint8_t, Index>;
    default: return nullptr;
  }
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_find_largest(int32_t rows, int32_t depth, int32_t count, int32_t type,
                                             int32_t index_type, lanewise_operator** op) {
  using namespace lanewise;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  FindLargest checked = {};
  const bool narrow = index_type == LANEWISE_S16;
  PhaseFunction* const run = narrow ? choose<int16_t>(type) : choose<int32_t>(type);
  if (rows < 1 || count < 1 || depth < count || run == nullptr || (!narrow && index_type != LANEWISE_S32) ||
      (narrow && depth - 1 > INT16_MAX)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  const size_t bytes = element_bytes(type), index_bytes = element_bytes(index_type);
  if (!plan_unary<uint8_t, uint8_t>(checked_product(rows, depth, bytes), checked_product(rows, count, index_bytes),
                                    &checked)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  checked.input_alignment = bytes;
  checked.output_alignment = index_bytes;
  checked.depth = static_cast<size_t>(depth);
  checked.count = static_cast<size_t>(count);
  constexpr size_t kWorkOfAnElement = 16;
  add_phase(&checked, run, static_cast<size_t>(rows), kWorkOfAnElement * checked.depth);
  checked.microkernel = &find_largest_generic;
  return publish(checked, op);
}

// SPDX-License-Identifier: Apache-2.0
#include "elementwise/broadcast.h"

namespace lanewise {
namespace {

// Elements up to and including the last one read, or kTooLarge.
size_t extent(const int32_t* dims, const int32_t* strides, size_t rank) {
  uint64_t last = 0;
  for (size_t i = 0; i < rank; i++) {
    last += static_cast<uint64_t>(dims[i] - 1) * static_cast<uint64_t>(strides[i]);
    if (last >= kTooLarge) return kTooLarge;
  }
  return static_cast<size_t>(last) + 1;
}

// Row-major without gaps: element i of the input is read for element i of the output.
bool dense(const int32_t* dims, const int32_t* strides, size_t rank) {
  uint64_t expected = 1;
  for (size_t i = rank; i-- > 0;) {
    if (dims[i] != 1 && static_cast<uint64_t>(strides[i]) != expected) return false;
    expected *= static_cast<uint64_t>(dims[i]);
  }
  return true;
}

void append(BroadcastPlan* plan, size_t dim, size_t left, size_t right) {
  if (plan->rank > 0) {
    size_t outer = plan->rank - 1;
    if (plan->left_strides[outer] == dim * left && plan->right_strides[outer] == dim * right) {
      plan->dims[outer] *= dim;
      plan->left_strides[outer] = left;
      plan->right_strides[outer] = right;
      return;
    }
  }
  plan->dims[plan->rank] = dim;
  plan->left_strides[plan->rank] = left;
  plan->right_strides[plan->rank] = right;
  plan->rank++;
}

// Rows of less than a block, of which one input has one for all: one long row, along which that input repeats.
void join_short_rows(BroadcastPlan* plan) {
  plan->period = 1;
  if (plan->rank < 2) return;
  const size_t row = plan->rank - 1, count = plan->dims[row];
  if (count >= kBlock || plan->left_strides[row] != 1 || plan->right_strides[row] != 1) return;
  auto joins = [&](size_t* dense, size_t* repeated) {
    if (dense[row - 1] != count || repeated[row - 1] != 0) return false;
    dense[row - 1] = 1;
    return true;
  };
  if (!joins(plan->left_strides, plan->right_strides) && !joins(plan->right_strides, plan->left_strides)) return;
  plan->dims[row - 1] *= count;
  plan->period = count;
  plan->rank--;
}

}  // namespace

bool plan_broadcast(const lanewise_broadcast* broadcast, size_t element_bytes, BroadcastPlan* plan,
                    lanewise_operator* op) {
  if (broadcast == nullptr || broadcast->rank < 1 || broadcast->rank > LANEWISE_MAX_RANK) return false;
  const size_t rank = static_cast<size_t>(broadcast->rank);
  const int32_t* dims = broadcast->dims;
  size_t bytes = element_bytes;
  for (size_t i = 0; i < rank; i++) {
    if (dims[i] < 1 || broadcast->left_strides[i] < 0 || broadcast->right_strides[i] < 0) return false;
    bytes = checked_product(bytes, dims[i]);
  }
  if (broadcast->left_strides[rank - 1] > 1 || broadcast->right_strides[rank - 1] > 1) return false;
  const size_t left = checked_product(extent(dims, broadcast->left_strides, rank), element_bytes);
  const size_t right = checked_product(extent(dims, broadcast->right_strides, rank), element_bytes);
  if (bytes >= kTooLarge || left >= kTooLarge || right >= kTooLarge) return false;

  plan->elements = bytes / element_bytes;
  plan->rank = 0;
  for (size_t i = 0; i < rank; i++) {
    if (dims[i] == 1) continue;
    append(plan, static_cast<size_t>(dims[i]), static_cast<size_t>(broadcast->left_strides[i]),
           static_cast<size_t>(broadcast->right_strides[i]));
  }
  const size_t last = plan->rank - 1;  // wraps for a plan without dimensions, which is asked for first
  if (plan->rank == 0 || plan->left_strides[last] > 1 || plan->right_strides[last] > 1) append(plan, 1, 1, 1);
  join_short_rows(plan);

  op->input_count = 2;
  op->two_input_sizes[0] = left;
  op->two_input_sizes[1] = right;
  op->output_size = bytes;
  op->input_alignment = element_bytes;
  op->output_alignment = element_bytes;
  op->in_place = (left != bytes || dense(dims, broadcast->left_strides, rank)) &&
                 (right != bytes || dense(dims, broadcast->right_strides, rank));
  return true;
}

}  // namespace lanewise

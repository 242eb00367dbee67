// SPDX-License-Identifier: Apache-2.0
// Two inputs broadcast to one output, cut into the longest rows that can be walked with constant steps.
#ifndef LANEWISE_ELEMENTWISE_BROADCAST_H_
#define LANEWISE_ELEMENTWISE_BROADCAST_H_

#include <cstddef>

#include "cpu/blocks.h"
#include "runtime/operator.h"

namespace lanewise {

/** Strides in elements. The last dimension is the row: its strides are 1, or 0 for an input repeated along it. */
struct BroadcastPlan {
  size_t rank;
  size_t dims[LANEWISE_MAX_RANK];
  size_t left_strides[LANEWISE_MAX_RANK];
  size_t right_strides[LANEWISE_MAX_RANK];
};

/** Checks `broadcast`, fills in `plan`, and writes buffer sizes and whether it runs in place to `op`.
 *  False for a bad argument. */
bool plan_broadcast(const lanewise_broadcast* broadcast, size_t element_bytes, BroadcastPlan* plan,
                    lanewise_operator* op);

/** Calls kernel(const T* left, const T* right, T* out) for 16 elements at a time along a row. */
template <typename T, typename Kernel>
inline void broadcast_row(const T* left, size_t left_stride, const T* right, size_t right_stride, T* out, size_t count,
                          Kernel kernel) {
  const Block<T> left_repeated(*left), right_repeated(*right);
  if (left_stride == 0) left = left_repeated.values;
  if (right_stride == 0) right = right_repeated.values;
  const size_t left_step = left_stride * kBlock, right_step = right_stride * kBlock;
  for (; count >= kBlock; count -= kBlock, left += left_step, right += right_step, out += kBlock) {
    kernel(left, right, out);
  }
  if (count > 0) {
    Block<T> tail;
    kernel(Block<T>(left, count).values, Block<T>(right, count).values, tail.values);
    std::memcpy(out, tail.values, count * sizeof(T));
  }
}

/** The same over all rows. */
template <typename T, typename Kernel>
inline void for_each_broadcast_block(const BroadcastPlan& plan, const lanewise_buffer* buffers, Kernel kernel) {
  const T* left = static_cast<const T*>(buffers[0].data);
  const T* right = static_cast<const T*>(buffers[1].data);
  T* out = static_cast<T*>(buffers[2].data);
  const size_t row = plan.rank - 1;
  size_t left_offset = 0, right_offset = 0, index[LANEWISE_MAX_RANK] = {};
  for (;;) {
    broadcast_row(left + left_offset, plan.left_strides[row], right + right_offset, plan.right_strides[row], out,
                  plan.dims[row], kernel);
    out += plan.dims[row];
    for (size_t d = row;; index[d] = 0) {
      if (d-- == 0) return;
      left_offset += plan.left_strides[d];
      right_offset += plan.right_strides[d];
      if (++index[d] < plan.dims[d]) break;
      left_offset -= plan.dims[d] * plan.left_strides[d];
      right_offset -= plan.dims[d] * plan.right_strides[d];
    }
  }
}

}  // namespace lanewise

#endif  // LANEWISE_ELEMENTWISE_BROADCAST_H_

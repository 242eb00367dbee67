// SPDX-License-Identifier: Apache-2.0
// Two inputs broadcast to one output, cut into the longest rows that can be walked with constant steps.
#ifndef LANEWISE_ELEMENTWISE_BROADCAST_H_
#define LANEWISE_ELEMENTWISE_BROADCAST_H_

#include <cstddef>

#include "cpu/blocks.h"
#include "operator/elements.h"

namespace lanewise {

/** Strides in elements. The last dimension is the row: its strides are 1, or 0 for an input repeated along it. What is
 *  repeated is one element, or a few: `period`, less than kBlock, as the channels of an image of colours. */
struct BroadcastPlan {
  size_t elements;  // of the output
  size_t period;
  size_t rank;
  size_t dims[LANEWISE_MAX_RANK];
  size_t left_strides[LANEWISE_MAX_RANK];
  size_t right_strides[LANEWISE_MAX_RANK];
};

/** Checks `broadcast`, fills in `plan`, and writes buffer sizes and whether it runs in place to `op`.
 *  False for a bad argument. */
bool plan_broadcast(const lanewise_broadcast* broadcast, size_t element_bytes, BroadcastPlan* plan,
                    lanewise_operator* op);

/** Calls kernel(const T* left, const T* right, Out* out) for 16 elements at a time along a row. */
template <typename T, typename Out, typename Kernel>
inline void broadcast_row(const T* left, size_t left_stride, const T* right, size_t right_stride, Out* out,
                          size_t count, Kernel kernel) {
  const Block<T> left_repeated(*left), right_repeated(*right);
  if (left_stride == 0) left = left_repeated.values;
  if (right_stride == 0) right = right_repeated.values;
  const size_t left_step = left_stride * kBlock, right_step = right_stride * kBlock;
  for (; count >= kBlock; count -= kBlock, left += left_step, right += right_step, out += kBlock) {
    kernel(left, right, out);
  }
  if (count > 0) {
    Block<Out> tail;
    kernel(Block<T>(left, count).values, Block<T>(right, count).values, tail.values);
    std::memcpy(out, tail.values, count * sizeof(Out));
  }
}

/** The same where one input repeats `period` elements along the row, of which the first is read `phase` elements in. */
template <typename T, typename Out, typename Kernel>
inline void periodic_row(const T* left, size_t left_stride, const T* right, size_t period, size_t phase, Out* out,
                         size_t count, Kernel kernel) {
  const bool left_repeats = left_stride == 0;
  const T* once = left_repeats ? left : right;
  const T* dense = left_repeats ? right : left;
  const size_t step = kBlock % period;
  T repeated[2 * kBlock];  // a block from any phase on
  for (size_t i = 0; i < 2 * kBlock; i++) repeated[i] = i < period ? once[i] : repeated[i - period];
  auto run = [&](const T* values, Out* to) {
    const T* pattern = repeated + phase;
    kernel(left_repeats ? pattern : values, left_repeats ? values : pattern, to);
  };
  for (; count >= kBlock; count -= kBlock, dense += kBlock, out += kBlock) {
    run(dense, out);
    phase += step;
    if (phase >= period) phase -= period;
  }
  if (count > 0) {
    Block<Out> tail;
    run(Block<T>(dense, count).values, tail.values);
    std::memcpy(out, tail.values, count * sizeof(Out));
  }
}

/** Calls visit(const T* left, const T* right, size_t column, Out* out, size_t count) for each row that `part` has a
 *  share in: `count` elements from `column` on; `left` and `right` go to the start of the row. */
template <typename T, typename Out, typename Visit>
inline void for_each_broadcast_row(const BroadcastPlan& plan, const Part& part, const lanewise_buffer* buffers,
                                   Visit visit) {
  const size_t row = plan.rank - 1;
  Elements rest = elements_of(part, plan.elements);
  const T* left = static_cast<const T*>(buffers[0].data);
  const T* right = static_cast<const T*>(buffers[1].data);
  Out* out = static_cast<Out*>(buffers[2].data) + rest.first;
  size_t index[LANEWISE_MAX_RANK] = {};  // of the first element
  for (size_t d = plan.rank, position = rest.first; d-- > 0; position /= plan.dims[d]) {
    index[d] = position % plan.dims[d];
    if (d == row) continue;
    left += index[d] * plan.left_strides[d];
    right += index[d] * plan.right_strides[d];
  }
  for (size_t column = index[row];; column = 0) {
    const size_t count = plan.dims[row] - column < rest.count ? plan.dims[row] - column : rest.count;
    visit(left, right, column, out, count);
    out += count;
    rest.count -= count;
    if (rest.count == 0) return;
    for (size_t d = row; d-- > 0; index[d] = 0) {
      left += plan.left_strides[d];
      right += plan.right_strides[d];
      if (++index[d] < plan.dims[d]) break;
      left -= plan.dims[d] * plan.left_strides[d];
      right -= plan.dims[d] * plan.right_strides[d];
    }
  }
}

/** Calls kernel(const T* left, const T* right, Out* out) for 16 of the output elements of `part` at a time. */
template <typename T, typename Out = T, typename Kernel>
inline void for_each_broadcast_block(const BroadcastPlan& plan, const Part& part, const lanewise_buffer* buffers,
                                     Kernel kernel) {
  const size_t left_stride = plan.left_strides[plan.rank - 1], right_stride = plan.right_strides[plan.rank - 1];
  const size_t period = plan.period;
  if (__builtin_expect(period == 1, 1)) {  // whose loop is given the registers
    for_each_broadcast_row<T, Out>(
        plan, part, buffers, [&](const T* left, const T* right, size_t column, Out* out, size_t count) {
          broadcast_row(left + column * left_stride, left_stride, right + column * right_stride, right_stride, out,
                        count, kernel);
        });
    return;
  }
  for_each_broadcast_row<T, Out>(
      plan, part, buffers, [&](const T* left, const T* right, size_t column, Out* out, size_t count) {
        periodic_row(left + column * left_stride, left_stride, right + column * right_stride, period, column % period,
                     out, count, kernel);
      });
}

/** Computes a block of 16 elements. */
using BlockFunction = void(const lanewise_operator& op, const void* left, const void* right, void* out);

/** The same for functions that are called and not inlined: for families of many, each of which would bring a walk of
 *  its own. */
template <typename T, typename Out = T>
inline void call_for_each_block(const lanewise_operator& op, const BroadcastPlan& plan, const Part& part,
                                const lanewise_buffer* buffers, BlockFunction* block) {
  for_each_broadcast_block<T, Out>(plan, part, buffers,
                                   [&](const T* left, const T* right, Out* out) { block(op, left, right, out); });
}

}  // namespace lanewise

#endif  // LANEWISE_ELEMENTWISE_BROADCAST_H_

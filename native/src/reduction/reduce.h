// SPDX-License-Identifier: Apache-2.0
// [outer, reduced, inner] with its middle joined to one cell. A type `Join` says how:
//   Element, Vector, kLanes   of which a vector has kLanes
//   load, store, repeat       vectors of elements; one element in every lane
//   start()                   what joined with x is x
//   join(Vector, Vector)
//   kInOrder                  whether another order than that of memory gives something else
#ifndef LANEWISE_REDUCTION_REDUCE_H_
#define LANEWISE_REDUCTION_REDUCE_H_

#include "cpu/neon.h"
#include "operator/operator.h"
#include "reduction/cells.h"

namespace lanewise {

// A unit is one of ChannelBlocks.
struct Reduction : lanewise_operator {
  size_t reduced, inner;
};

/** Checks the sizes of an operator on elements of type T and adds its phase; `work` is that of an element. */
template <typename T>
bool plan_reduction(int32_t outer, int32_t reduced, int32_t inner, PhaseFunction* run, size_t work, Reduction* op) {
  if (outer < 1 || reduced < 1 || inner < 1 ||
      !plan_unary<T, T>(checked_product(outer, reduced, inner), checked_product(outer, inner), op)) {
    return false;
  }
  op->reduced = static_cast<size_t>(reduced);
  op->inner = static_cast<size_t>(inner);
  const ChannelBlocks blocks(op->inner);
  add_phase(op, run, static_cast<size_t>(outer) * blocks.count, work * op->reduced * op->inner / blocks.count);
  return true;
}

/** The elements of an array, in every lane. */
template <typename Join>
typename Join::Vector join_one_by_one(typename Join::Vector joined, const typename Join::Element* in, size_t count) {
  for (size_t i = 0; i < count; i++) joined = Join::join(joined, Join::repeat(in[i]));
  return joined;
}

/** The same of a long one: the case of one channel. */
template <typename Join>
typename Join::Vector join_in_order(const typename Join::Element* in, size_t count) {
  typename Join::Vector joined = Join::start();
#pragma GCC unroll 4
  for (size_t i = 0; i < count; i++) joined = Join::join(joined, Join::repeat(in[i]));
  return joined;
}

/** The same in any order. */
template <typename Join>
typename Join::Vector join_run(const typename Join::Element* in, size_t count) {
  constexpr size_t kVectors = 4;  // as additions have to wait for each other
  typename Join::Vector parts[kVectors] = {Join::start(), Join::start(), Join::start(), Join::start()};
  for (; count >= kVectors * Join::kLanes; count -= kVectors * Join::kLanes, in += kVectors * Join::kLanes) {
    for (size_t i = 0; i < kVectors; i++) parts[i] = Join::join(parts[i], Join::load(in + i * Join::kLanes));
  }
  typename Join::Element lanes[Join::kLanes];
  Join::store(lanes, Join::join(Join::join(parts[0], parts[1]), Join::join(parts[2], parts[3])));
  return join_one_by_one<Join>(join_one_by_one<Join>(Join::start(), lanes, Join::kLanes), in, count);
}

/** The outputs of a part; `finish` makes them of what was joined. */
template <typename Join, typename Finish>
void reduce(const Reduction& op, const lanewise_buffer* buffers, const Part& part, Finish finish) {
  using T = typename Join::Element;
  const Cells cells = {op.reduced, 1, op.inner, op.inner};
  const ChannelBlocks blocks(op.inner);
  for_each_row(part, blocks.count, [&](size_t row, size_t first, size_t last) {
    const T* in = static_cast<const T*>(buffers[0].data) + row * op.reduced * op.inner + blocks.first(first);
    T* out = static_cast<T*>(buffers[1].data) + row * op.inner + blocks.first(first);
    for_each_channel<Join::kLanes>(
        blocks.first(last) - blocks.first(first),
        [&](size_t c) {
          typename Join::Vector joined = Join::start();
          for_each_cell(in + c, cells, [&](const T* cell) { joined = Join::join(joined, Join::load(cell)); });
          Join::store(out + c, finish(joined));
        },
        [&](size_t c) {
          typename Join::Vector joined = Join::start();
          if (op.inner == 1) {
            joined = Join::kInOrder ? join_in_order<Join>(in, op.reduced) : join_run<Join>(in, op.reduced);
          } else {
            for_each_cell(in + c, cells, [&](const T* cell) { joined = Join::join(joined, Join::repeat(*cell)); });
          }
          T lanes[Join::kLanes];
          Join::store(lanes, finish(joined));
          out[c] = lanes[0];
        });
  });
}

}  // namespace lanewise

#endif  // LANEWISE_REDUCTION_REDUCE_H_

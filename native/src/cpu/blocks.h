// SPDX-License-Identifier: Apache-2.0
// Elementwise kernels are written for blocks of 16 elements. The remainder of an array goes through the same code in a
// padded copy, so there is no second, scalar version of anything.
#ifndef LANEWISE_CPU_BLOCKS_H_
#define LANEWISE_CPU_BLOCKS_H_

#include <cstddef>
#include <cstring>

namespace lanewise {

constexpr size_t kBlock = 16;

/** The first `count` values, padded with zeros; or one value 16 times. */
template <typename T>
struct Block {
  T values[kBlock] = {};

  Block() = default;
  Block(const T* first, size_t count) { std::memcpy(values, first, count * sizeof(T)); }
  explicit Block(T repeated) {
    for (T& value : values) value = repeated;
  }
};

/** Calls kernel(const In* in, Out* out) for 16 elements at a time; in and out may be one array. */
template <typename In, typename Out, typename Kernel>
inline void for_each_block(const In* in, Out* out, size_t count, Kernel kernel) {
  for (; count >= kBlock; count -= kBlock, in += kBlock, out += kBlock) kernel(in, out);
  if (count > 0) {
    Block<Out> tail;
    kernel(Block<In>(in, count).values, tail.values);
    std::memcpy(out, tail.values, count * sizeof(Out));
  }
}

}  // namespace lanewise

#endif  // LANEWISE_CPU_BLOCKS_H_

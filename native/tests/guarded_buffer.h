// SPDX-License-Identifier: Apache-2.0
// Guarded memory of elements.
#ifndef LANEWISE_TESTS_GUARDED_BUFFER_H_
#define LANEWISE_TESTS_GUARDED_BUFFER_H_

#include <algorithm>
#include <type_traits>

#include "guarded_memory.h"

namespace lanewise::testing {

template <typename T>
class GuardedBuffer {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  explicit GuardedBuffer(size_t count, Guard guard = Guard::kAfter) : memory_(count * sizeof(T), guard) {}

  template <typename Values>
  static GuardedBuffer of(const Values& values, Guard guard = Guard::kAfter) {
    GuardedBuffer buffer(values.size(), guard);
    std::copy(values.begin(), values.end(), buffer.begin());
    return buffer;
  }

  /** From now on a write faults: for inputs and for weights after packing. */
  void make_read_only() { memory_.make_read_only(); }

  T* data() { return static_cast<T*>(memory_.data()); }
  const T* data() const { return static_cast<const T*>(memory_.data()); }
  T* begin() { return data(); }
  T* end() { return data() + size(); }
  const T* begin() const { return data(); }
  const T* end() const { return data() + size(); }
  T& operator[](size_t index) { return data()[index]; }
  const T& operator[](size_t index) const { return data()[index]; }
  size_t size() const { return memory_.bytes() / sizeof(T); }
  size_t bytes() const { return memory_.bytes(); }

  /** As lanewise_run takes it. */
  lanewise_buffer view() { return memory_.view(); }

 private:
  GuardedMemory memory_;
};

}  // namespace lanewise::testing

#endif  // LANEWISE_TESTS_GUARDED_BUFFER_H_

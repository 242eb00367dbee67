// SPDX-License-Identifier: Apache-2.0
// Memory of workloads.
#ifndef LANEWISE_BENCHMARKS_DATA_H_
#define LANEWISE_BENCHMARKS_DATA_H_

#include <cstdint>
#include <cstdlib>
#include <memory>

#include "lanewise.h"
#include "samples/bits.h"

namespace lanewise::benchmarks {

using samples::Bits;

/** Memory that starts at a cache line, so that counts do not depend on where it lies. */
class AlignedBytes {
 public:
  explicit AlignedBytes(size_t size) : size_(size), data_(std::aligned_alloc(64, (size + 64) / 64 * 64), std::free) {
    if (data_ == nullptr) std::abort();
  }

  size_t size() const { return size_; }
  template <typename T>
  T* as() const { return static_cast<T*>(data_.get()); }
  lanewise_buffer view() const { return {data_.get(), size_}; }

  void fill_int8(Bits& bits) {
    for (size_t i = 0; i < size_; i++) as<int8_t>()[i] = bits.int8();
  }
  void fill_float(Bits& bits) {
    for (size_t i = 0; i < size_ / sizeof(float); i++) as<float>()[i] = bits.between(-4, 4);
  }

 private:
  size_t size_;
  std::unique_ptr<void, void (*)(void*)> data_;
};

}  // namespace lanewise::benchmarks

#endif  // LANEWISE_BENCHMARKS_DATA_H_

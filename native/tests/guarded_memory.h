// SPDX-License-Identifier: Apache-2.0
//
// Memory between two inaccessible pages: a read or write beyond it stops the test with a fault at the instruction.
// Pages are larger than most buffers, so the data can touch only one of them; a test that wants both sides runs twice.
// On the other side lies poison that must be there at the end, and the data begins as poison: a cell that is never
// written shows.
#ifndef LANEWISE_TESTS_GUARDED_MEMORY_H_
#define LANEWISE_TESTS_GUARDED_MEMORY_H_

#include <cstddef>

#include "lanewise.h"

namespace lanewise::testing {

/** The side on which the data touches the inaccessible page. */
enum class Guard { kAfter, kBefore };

constexpr int8_t kPoison = -1;  // of every byte; not a number, in float

class GuardedMemory {
 public:
  GuardedMemory(size_t bytes, Guard guard);
  /** A copy of `bytes` at `values`. */
  GuardedMemory(const void* values, size_t bytes, Guard guard);
  GuardedMemory(GuardedMemory&& other) noexcept;
  GuardedMemory& operator=(GuardedMemory&&) = delete;
  /** Expects the poison. */
  ~GuardedMemory();

  /** From now on a write faults: for inputs and for weights after packing. */
  void make_read_only();

  void* data() const { return data_; }
  size_t bytes() const { return bytes_; }

  /** As lanewise_run takes it. */
  lanewise_buffer view() const { return {data_, bytes_}; }

 private:
  char* mapping_;
  size_t mapping_size_;
  char* data_;
  size_t bytes_;
};

}  // namespace lanewise::testing

#endif  // LANEWISE_TESTS_GUARDED_MEMORY_H_

// SPDX-License-Identifier: Apache-2.0
// Allocations of the library that fail on request. Programs with it are linked with kWrapped of CMakeLists.txt: the
// linker sends the library's malloc, posix_memalign and free here.
#ifndef LANEWISE_FUZZ_FAILING_MEMORY_H_
#define LANEWISE_FUZZ_FAILING_MEMORY_H_

#include <cstddef>

namespace lanewise::fuzz {

/** While it lives, allocations of this thread are counted, and the one of a number, from 1, gives no memory. */
class FailingMemory {
 public:
  /** 0: none fails. */
  explicit FailingMemory(size_t failing);
  ~FailingMemory();
  FailingMemory(const FailingMemory&) = delete;
  FailingMemory& operator=(const FailingMemory&) = delete;

  /** How many were asked for. */
  size_t asked() const;
  /** How many were given and not freed. */
  long kept() const;
};

}  // namespace lanewise::fuzz

#endif  // LANEWISE_FUZZ_FAILING_MEMORY_H_

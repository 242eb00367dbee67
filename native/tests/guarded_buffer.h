// SPDX-License-Identifier: Apache-2.0
//
// Memory between two inaccessible pages: a read or write beyond it stops the test with a fault at the instruction.
// Pages are larger than most buffers, so the data can touch only one of them; a test that wants both sides runs twice.
// On the other side lies poison that must be there at the end, and the data begins as poison: a cell that is never
// written shows.
#ifndef LANEWISE_TESTS_GUARDED_BUFFER_H_
#define LANEWISE_TESTS_GUARDED_BUFFER_H_

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <type_traits>
#include <utility>

#include "lanewise.h"

namespace lanewise::testing {

/** The side on which the data touches the inaccessible page. */
enum class Guard { kAfter, kBefore };

constexpr int8_t kPoison = -1;  // of every byte; not a number, in float

template <typename T>
class GuardedBuffer {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  explicit GuardedBuffer(size_t count, Guard guard = Guard::kAfter) : count_(count) {
    const size_t page = static_cast<size_t>(sysconf(_SC_PAGESIZE));
    const size_t accessible = (bytes() + page - 1) / page * page;
    mapping_size_ = accessible + 2 * page;
    void* mapping = mmap(nullptr, mapping_size_, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    mapping_ = static_cast<char*>(mapping);
    if (mapping == MAP_FAILED ||
        (accessible > 0 && mprotect(mapping_ + page, accessible, PROT_READ | PROT_WRITE) != 0)) {
      std::perror("GuardedBuffer");
      std::abort();
    }
    const size_t slack = guard == Guard::kAfter ? accessible - bytes() : 0;
    data_ = reinterpret_cast<T*>(mapping_ + page + slack);
    std::memset(mapping_ + page, kPoison, accessible);
  }

  template <typename Values>
  static GuardedBuffer of(const Values& values, Guard guard = Guard::kAfter) {
    GuardedBuffer buffer(values.size(), guard);
    std::copy(values.begin(), values.end(), buffer.begin());
    return buffer;
  }

  GuardedBuffer(GuardedBuffer&& other) noexcept
      : mapping_(std::exchange(other.mapping_, nullptr)), mapping_size_(other.mapping_size_), data_(other.data_),
        count_(other.count_) {}
  GuardedBuffer& operator=(GuardedBuffer&&) = delete;

  ~GuardedBuffer() {
    if (mapping_ == nullptr) return;
    const size_t page = static_cast<size_t>(sysconf(_SC_PAGESIZE));
    const char* data = reinterpret_cast<const char*>(data_);
    EXPECT_TRUE(is_poison(mapping_ + page, data)) << "written before a buffer";
    EXPECT_TRUE(is_poison(data + bytes(), mapping_ + mapping_size_ - page)) << "written behind a buffer";
    munmap(mapping_, mapping_size_);
  }

  /** From now on a write faults: for inputs and for weights after packing. */
  void make_read_only() {
    const size_t page = static_cast<size_t>(sysconf(_SC_PAGESIZE));
    if (count_ > 0 && mprotect(mapping_ + page, mapping_size_ - 2 * page, PROT_READ) != 0) std::abort();
  }

  T* data() { return data_; }
  const T* data() const { return data_; }
  T* begin() { return data_; }
  T* end() { return data_ + count_; }
  const T* begin() const { return data_; }
  const T* end() const { return data_ + count_; }
  T& operator[](size_t index) { return data_[index]; }
  const T& operator[](size_t index) const { return data_[index]; }
  size_t size() const { return count_; }
  size_t bytes() const { return count_ * sizeof(T); }

  /** As lanewise_run takes it. */
  lanewise_buffer view() { return {data_, bytes()}; }

 private:
  static bool is_poison(const char* begin, const char* end) {
    return begin == end || (static_cast<int8_t>(*begin) == kPoison &&
                            std::memcmp(begin, begin + 1, static_cast<size_t>(end - begin) - 1) == 0);
  }

  char* mapping_ = nullptr;
  size_t mapping_size_ = 0;
  T* data_ = nullptr;
  size_t count_ = 0;
};

}  // namespace lanewise::testing

#endif  // LANEWISE_TESTS_GUARDED_BUFFER_H_

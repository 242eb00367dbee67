// SPDX-License-Identifier: Apache-2.0
#include "guarded_memory.h"

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace lanewise::testing {
namespace {

size_t page_size() { return static_cast<size_t>(sysconf(_SC_PAGESIZE)); }

bool is_poison(const char* begin, const char* end) {
  return begin == end || (static_cast<int8_t>(*begin) == kPoison &&
                          std::memcmp(begin, begin + 1, static_cast<size_t>(end - begin) - 1) == 0);
}

}  // namespace

GuardedMemory::GuardedMemory(size_t bytes, Guard guard) : bytes_(bytes) {
  const size_t page = page_size();
  const size_t accessible = (bytes + page - 1) / page * page;
  mapping_size_ = accessible + 2 * page;
  void* mapping = mmap(nullptr, mapping_size_, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  mapping_ = static_cast<char*>(mapping);
  if (mapping == MAP_FAILED ||
      (accessible > 0 && mprotect(mapping_ + page, accessible, PROT_READ | PROT_WRITE) != 0)) {
    std::perror("GuardedMemory");
    std::abort();
  }
  data_ = mapping_ + page + (guard == Guard::kAfter ? accessible - bytes : 0);
  std::memset(mapping_ + page, kPoison, accessible);
}

GuardedMemory::GuardedMemory(const void* values, size_t bytes, Guard guard) : GuardedMemory(bytes, guard) {
  if (bytes > 0) std::memcpy(data_, values, bytes);
}

GuardedMemory::GuardedMemory(GuardedMemory&& other) noexcept
    : mapping_(std::exchange(other.mapping_, nullptr)), mapping_size_(other.mapping_size_), data_(other.data_),
      bytes_(other.bytes_) {}

GuardedMemory::~GuardedMemory() {
  if (mapping_ == nullptr) return;
  const size_t page = page_size();
  EXPECT_TRUE(is_poison(mapping_ + page, data_)) << "written before a buffer";
  EXPECT_TRUE(is_poison(data_ + bytes_, mapping_ + mapping_size_ - page)) << "written behind a buffer";
  munmap(mapping_, mapping_size_);
}

void GuardedMemory::make_read_only() {
  const size_t page = page_size();
  if (bytes_ > 0 && mprotect(mapping_ + page, mapping_size_ - 2 * page, PROT_READ) != 0) std::abort();
}

}  // namespace lanewise::testing

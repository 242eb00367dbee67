// SPDX-License-Identifier: Apache-2.0
#include "failing_memory.h"

#include <cerrno>

namespace {
thread_local bool counting = false;
thread_local size_t asked_for = 0, fails = 0;
thread_local long given = 0;

bool gives() { return !counting || ++asked_for != fails; }
void* count(void* memory) {
  if (counting && memory != nullptr) given++;
  return memory;
}
}  // namespace

extern "C" {
void* __real_malloc(size_t);
int __real_posix_memalign(void**, size_t, size_t);
void __real_free(void*);

void* __wrap_malloc(size_t size) { return gives() ? count(__real_malloc(size)) : nullptr; }

int __wrap_posix_memalign(void** memory, size_t alignment, size_t size) {
  if (!gives()) return ENOMEM;
  const int failure = __real_posix_memalign(memory, alignment, size);
  if (failure == 0) count(*memory);
  return failure;
}

void __wrap_free(void* memory) {
  if (counting && memory != nullptr) given--;
  __real_free(memory);
}
}

namespace lanewise::fuzz {

FailingMemory::FailingMemory(size_t failing) {
  asked_for = 0;
  given = 0;
  fails = failing;
  counting = true;
}

FailingMemory::~FailingMemory() { counting = false; }

size_t FailingMemory::asked() const { return asked_for; }

long FailingMemory::kept() const { return given; }

}  // namespace lanewise::fuzz

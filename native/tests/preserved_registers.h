// SPDX-License-Identifier: Apache-2.0
// Calls that check the calling convention: what a function must preserve holds the same values after it. Assembly in a
// kernel that forgets to say what it overwrites shows here, not in some caller of another day.
#ifndef LANEWISE_TESTS_PRESERVED_REGISTERS_H_
#define LANEWISE_TESTS_PRESERVED_REGISTERS_H_

#include <array>
#include <cstdint>

#include "lanewise.h"

namespace lanewise::testing {

/** Calls function(arguments[0], arguments[1], arguments[2]) with patterns in x19 to x28 and d8 to d15, or in r4 to r10
 *  and d8 to d15, and expects to find them, the stack pointer and the frame pointer again. On other architectures it
 *  only calls. */
uintptr_t call_expecting_preserved_registers(uintptr_t function, const std::array<uintptr_t, 3>& arguments);

/** A microkernel. */
template <typename Call>
void checked_call(void (*kernel)(const Call&), const Call& call) {
  call_expecting_preserved_registers(reinterpret_cast<uintptr_t>(kernel), {reinterpret_cast<uintptr_t>(&call), 0, 0});
}

inline lanewise_status checked_run(const lanewise_operator* op, const lanewise_buffer* buffers, size_t count) {
  return static_cast<lanewise_status>(call_expecting_preserved_registers(
      reinterpret_cast<uintptr_t>(&lanewise_run),
      {reinterpret_cast<uintptr_t>(op), reinterpret_cast<uintptr_t>(buffers), count}));
}

inline size_t checked_run_steps(const lanewise_step* steps, size_t count, lanewise_pool* pool) {
  return call_expecting_preserved_registers(
      reinterpret_cast<uintptr_t>(&lanewise_run_steps),
      {reinterpret_cast<uintptr_t>(steps), count, reinterpret_cast<uintptr_t>(pool)});
}

}  // namespace lanewise::testing

#endif  // LANEWISE_TESTS_PRESERVED_REGISTERS_H_

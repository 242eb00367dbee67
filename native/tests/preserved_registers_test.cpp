// SPDX-License-Identifier: Apache-2.0
// That the check of preserved registers sees what it is there for; the tests of kernels and operators make their calls
// by it.
#include "preserved_registers.h"

#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

namespace lanewise::testing {
namespace {

uintptr_t call(uintptr_t (*function)(uintptr_t, uintptr_t, uintptr_t)) {
  return call_expecting_preserved_registers(reinterpret_cast<uintptr_t>(function), {1, 2, 3});
}

TEST(PreservedRegisters, PassesArgumentsAndTheResult) {
  EXPECT_EQ(123u, call([](uintptr_t a, uintptr_t b, uintptr_t c) { return 100 * a + 10 * b + c; }));
}

// A function that overwrites a register and does not tell the compiler.
#define OVERWRITE(instruction) [](uintptr_t a, uintptr_t, uintptr_t) { asm volatile(instruction); return a; }

#if defined(__aarch64__)
TEST(PreservedRegisters, SeesOverwrittenOnes) {
  EXPECT_NONFATAL_FAILURE(call(OVERWRITE("mov x19, 0")), "x19");
  EXPECT_NONFATAL_FAILURE(call(OVERWRITE("mov x28, 0")), "x28");
  EXPECT_NONFATAL_FAILURE(call(OVERWRITE("movi v8.16b, 0")), "d8");
  EXPECT_NONFATAL_FAILURE(call(OVERWRITE("movi v15.16b, 0")), "d15");
  EXPECT_NONFATAL_FAILURE(call(OVERWRITE("sub sp, sp, 64")), "sp");
}
#elif defined(__arm__)
TEST(PreservedRegisters, SeesOverwrittenOnes) {
  EXPECT_NONFATAL_FAILURE(call(OVERWRITE("mov r4, #0")), "r4");
  EXPECT_NONFATAL_FAILURE(call(OVERWRITE("mov r10, #0")), "r10");
  EXPECT_NONFATAL_FAILURE(call(OVERWRITE("vmov.i32 d8, #0")), "d8");
  EXPECT_NONFATAL_FAILURE(call(OVERWRITE("vmov.i32 d15, #0")), "d15");
  EXPECT_NONFATAL_FAILURE(call(OVERWRITE("sub sp, sp, #64")), "sp");
}
#endif

}  // namespace
}  // namespace lanewise::testing

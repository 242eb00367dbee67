// SPDX-License-Identifier: Apache-2.0
// Sources: Procedure Call Standard for the Arm 64-bit Architecture, 6.1; for the Arm Architecture, 6.1.
#include "preserved_registers.h"

#include <gtest/gtest.h>

#include <cstring>

#if defined(__aarch64__)

#define LANEWISE_GENERAL "x19", "x20", "x21", "x22", "x23", "x24", "x25", "x26", "x27", "x28"
asm(R"(
    .text
    .p2align 2
    .type call_with_patterns, %function
call_with_patterns:
    stp   x29, x30, [sp, -176]!
    mov   x29, sp
    stp   x19, x20, [sp, 16]
    stp   x21, x22, [sp, 32]
    stp   x23, x24, [sp, 48]
    stp   x25, x26, [sp, 64]
    stp   x27, x28, [sp, 80]
    stp   d8,  d9,  [sp, 96]
    stp   d10, d11, [sp, 112]
    stp   d12, d13, [sp, 128]
    stp   d14, d15, [sp, 144]
    str   x2, [sp, 160]
    ldp   x19, x20, [x2]
    ldp   x21, x22, [x2, 16]
    ldp   x23, x24, [x2, 32]
    ldp   x25, x26, [x2, 48]
    ldp   x27, x28, [x2, 64]
    ldp   d8,  d9,  [x2, 80]
    ldp   d10, d11, [x2, 96]
    ldp   d12, d13, [x2, 112]
    ldp   d14, d15, [x2, 128]
    mov   x9, x0
    mov   x10, x1
    ldp   x0, x1, [x10]
    ldr   x2, [x10, 16]
    blr   x9
    mov   x9, sp
    sub   x9, x9, x29
    mov   sp, x29
    ldr   x10, [sp, 160]
    stp   x19, x20, [x10]
    stp   x21, x22, [x10, 16]
    stp   x23, x24, [x10, 32]
    stp   x25, x26, [x10, 48]
    stp   x27, x28, [x10, 64]
    stp   d8,  d9,  [x10, 80]
    stp   d10, d11, [x10, 96]
    stp   d12, d13, [x10, 112]
    stp   d14, d15, [x10, 128]
    str   x9, [x10, 144]
    ldp   x19, x20, [sp, 16]
    ldp   x21, x22, [sp, 32]
    ldp   x23, x24, [sp, 48]
    ldp   x25, x26, [sp, 64]
    ldp   x27, x28, [sp, 80]
    ldp   d8,  d9,  [sp, 96]
    ldp   d10, d11, [sp, 112]
    ldp   d12, d13, [sp, 128]
    ldp   d14, d15, [sp, 144]
    ldp   x29, x30, [sp], 176
    ret
    .size call_with_patterns, . - call_with_patterns
)");

#elif defined(__arm__)

#define LANEWISE_GENERAL "r4", "r5", "r6", "r7", "r8", "r9", "r10"
#if defined(__thumb__)
#define LANEWISE_MODE ".thumb\n"
#else
#define LANEWISE_MODE ".arm\n"
#endif
asm(R"(
    .text
    .syntax unified
    .arm
    .p2align 2
    .type call_with_patterns, %function
call_with_patterns:
    push    {r2-r12, lr}
    vpush   {d8-d15}
    mov     r11, sp
    ldmia   r2, {r4-r10}
    add     r3, r2, #32
    vldmia  r3, {d8-d15}
    mov     r12, r0
    ldmia   r1, {r0-r2}
    blx     r12
    sub     r3, sp, r11
    mov     sp, r11
    ldr     r2, [sp, #64]
    stmia   r2, {r4-r10}
    str     r3, [r2, #96]
    add     r3, r2, #32
    vstmia  r3, {d8-d15}
    vpop    {d8-d15}
    pop     {r2-r12, pc}
    .size call_with_patterns, . - call_with_patterns
)" LANEWISE_MODE);

#endif

namespace lanewise::testing {

#if defined(LANEWISE_GENERAL)
namespace {

constexpr const char* kGeneral[] = {LANEWISE_GENERAL};
constexpr const char* kVector[] = {"d8", "d9", "d10", "d11", "d12", "d13", "d14", "d15"};

/** As call_with_patterns reads and writes them. */
struct Registers {
  uintptr_t general[std::size(kGeneral)];
  uint64_t vector[std::size(kVector)];
  uintptr_t stack_moved;  // sp less x29 or r11, which is set to sp before the call
};
static_assert(offsetof(Registers, vector) == (sizeof(uintptr_t) == 8 ? 80 : 32));
static_assert(offsetof(Registers, stack_moved) == (sizeof(uintptr_t) == 8 ? 144 : 96));

extern "C" uintptr_t call_with_patterns(uintptr_t function, const uintptr_t* arguments, Registers* values);

}  // namespace

uintptr_t call_expecting_preserved_registers(uintptr_t function, const std::array<uintptr_t, 3>& arguments) {
  Registers expected;
  std::memset(&expected, 0, sizeof expected);
  for (size_t i = 0; i < std::size(kGeneral); i++)
    expected.general[i] = static_cast<uintptr_t>(0xa5a5f0f0'5a5a0f01 * (i + 1));
  for (size_t i = 0; i < std::size(kVector); i++) expected.vector[i] = 0xc3c3'9696'3c3c'6969 * (i + 1);
  Registers actual = expected;
  const uintptr_t result = call_with_patterns(function, arguments.data(), &actual);
  for (size_t i = 0; i < std::size(kGeneral); i++)
    EXPECT_EQ(expected.general[i], actual.general[i]) << kGeneral[i] << " is overwritten";
  for (size_t i = 0; i < std::size(kVector); i++)
    EXPECT_EQ(expected.vector[i], actual.vector[i]) << kVector[i] << " is overwritten";
  EXPECT_EQ(0u, actual.stack_moved) << "sp or the frame pointer is overwritten";
  return result;
}
#else
uintptr_t call_expecting_preserved_registers(uintptr_t function, const std::array<uintptr_t, 3>& arguments) {
  return reinterpret_cast<uintptr_t (*)(uintptr_t, uintptr_t, uintptr_t)>(function)(arguments[0], arguments[1],
                                                                                    arguments[2]);
}
#endif

}  // namespace lanewise::testing

// SPDX-License-Identifier: Apache-2.0
// Marks for benchmarks/emulated/block_profile.c: a system call that no kernel has. In assembly, so that a mark costs a
// measured section no more than the instructions written here.
#ifndef LANEWISE_BENCHMARKS_MARK_H_
#define LANEWISE_BENCHMARKS_MARK_H_

#include <sys/syscall.h>
#include <unistd.h>

namespace lanewise::benchmarks {

constexpr long kMark = 9999;

/** 0 begins a section; any other number ends one. */
inline void mark(long number) {
#if defined(__aarch64__)
  register long call __asm__("x8") = kMark;
  register long argument __asm__("x0") = number;
  __asm__ volatile("svc #0" : "+r"(argument) : "r"(call) : "memory", "cc");
#elif defined(__arm__)
  // r7 may be the frame pointer, which no list of operands may name.
  register long argument __asm__("r0") = number;
  __asm__ volatile("push {r7}\n\tmov r7, %1\n\tsvc #0\n\tpop {r7}" : "+r"(argument) : "r"(kMark) : "memory", "cc");
#else
  syscall(kMark, number);
#endif
}

}  // namespace lanewise::benchmarks

#endif  // LANEWISE_BENCHMARKS_MARK_H_

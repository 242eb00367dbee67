// SPDX-License-Identifier: Apache-2.0
// Waiting on a 32-bit word, by Linux's futex (man 2 futex): the one primitive that needs neither libpthread nor a glibc
// newer than the oldest one supported.
#ifndef LANEWISE_OPERATOR_FUTEX_H_
#define LANEWISE_OPERATOR_FUTEX_H_

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <climits>
#include <cstdint>

namespace lanewise {

/** Sleeps while `word` is `value`; may also return for no reason. */
inline void futex_wait(std::atomic<uint32_t>& word, uint32_t value) {
  syscall(SYS_futex, &word, FUTEX_WAIT_PRIVATE, value, nullptr, nullptr, 0);
}

/** Wakes all that sleep on `word`. */
inline void futex_wake(std::atomic<uint32_t>& word) {
  syscall(SYS_futex, &word, FUTEX_WAKE_PRIVATE, INT_MAX, nullptr, nullptr, 0);
}

/** Tells the core that it runs a waiting loop. */
inline void relax() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#else
  __asm__ volatile("yield");
#endif
}

}  // namespace lanewise

#endif  // LANEWISE_OPERATOR_FUTEX_H_

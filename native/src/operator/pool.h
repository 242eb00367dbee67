// SPDX-License-Identifier: Apache-2.0
// Threads that share the phases of operators (operator/operator.h).
//
// The library starts no thread. A pool has one caller, the thread that runs operators, and helpers, threads that others
// lend it by lanewise_pool_serve. The caller does a phase as if it were alone: it opens the phase, takes parts of it
// until none is left, closes it. Helpers that come by while it is open take parts too. So a helper that is late, or
// that never came, costs nothing but its help; the caller waits only for parts that helpers have begun.
//
// Everything that orders them is one word, the gate:
//
//   bit 31 ............. 10      9       8        7       6 ..... 0
//   number of the phase       | ended | open | waiting | helpers inside
//
// - A helper enters by compare-and-swap of a word that is open. If that succeeds, the phase stays open until it has
//   left: what the caller wrote about the phase before opening the gate is there to read and does not change.
// - The caller closes by clearing `open`, and is done when nobody is inside. It writes about the next phase only then.
// - The number tells a helper that has found nothing more to do whether a phase is a new one. Were it to come round to
//   the same number while a helper sleeps, that helper would miss one phase, which is allowed.
#ifndef LANEWISE_OPERATOR_POOL_H_
#define LANEWISE_OPERATOR_POOL_H_

#include <atomic>

#include "operator/operator.h"

struct lanewise_pool {
  explicit lanewise_pool(size_t thread_count) : threads(thread_count) {}

  /** The caller's side: does all of a phase. */
  void run(const lanewise_operator& op, const lanewise_buffer* buffers, const lanewise::Phase& phase, size_t round);

  /** A helper's side: helps until the pool has ended. False if there are helpers enough. */
  bool serve();

  void end();

  std::atomic<bool> busy{false};  // there is a caller

 private:
  void take_parts();
  void open();
  void close();
  void leave();

  const size_t threads;

  // Written by the caller while the gate is closed and nobody is inside.
  const lanewise_operator* op_ = nullptr;
  const lanewise_buffer* buffers_ = nullptr;
  const lanewise::Phase* phase_ = nullptr;
  size_t round_ = 0;

  alignas(lanewise::kAlignment) std::atomic<uint32_t> gate_{0};
  std::atomic<uint32_t> helpers_{0};   // in serve()
  std::atomic<uint32_t> sleepers_{0};  // helpers that must be woken

  alignas(lanewise::kAlignment) std::atomic<size_t> next_{0};  // unit that no part has yet
};

#endif  // LANEWISE_OPERATOR_POOL_H_

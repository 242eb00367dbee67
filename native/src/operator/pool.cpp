// SPDX-License-Identifier: Apache-2.0
#include "operator/pool.h"

#include <cstdlib>
#include <new>

#include "operator/futex.h"

namespace {

constexpr uint32_t kInside = 0x7f, kWaiting = 0x80, kOpen = 0x100, kEnded = 0x200, kNumber = 0x400;

static_assert(LANEWISE_MAX_THREADS <= kInside, "a helper must fit the gate's count");

// How often a waiting thread looks before it sleeps: some tens of microseconds, which is longer than most operators
// that run on the caller alone, and about what waking up takes.
#if defined(__x86_64__)
constexpr int kLooks = 1000;  // a pause is 10 to 140 cycles
#else
constexpr int kLooks = 5000;  // a yield is next to none
#endif

uint32_t number(uint32_t word) { return word / kNumber; }

}  // namespace

void lanewise_pool::run(const lanewise_operator& op, const lanewise_buffer* buffers, const lanewise::Phase& phase,
                        size_t round) {
  if (phase.units < 2 || phase.units / 2 < phase.least || threads == 1) {
    phase.run(op, buffers, {round, 0, phase.units});
    return;
  }
  op_ = &op;
  buffers_ = buffers;
  phase_ = &phase;
  round_ = round;
  next_.store(0, std::memory_order_relaxed);
  open();
  take_parts();
  close();
}

// Parts get smaller towards the end, so that all threads end at about the same time even if one is slower or came
// later.
void lanewise_pool::take_parts() {
  const lanewise::Phase& phase = *phase_;
  size_t begin = next_.load(std::memory_order_relaxed);
  while (begin < phase.units) {
    const size_t rest = phase.units - begin, share = rest / (2 * threads);
    const size_t fair = share > phase.least ? share : phase.least;
    const size_t end = begin + (fair < rest ? fair : rest);
    if (next_.compare_exchange_weak(begin, end, std::memory_order_relaxed)) {
      phase.run(*op_, buffers_, {round_, begin, end});
      begin = next_.load(std::memory_order_relaxed);
    }
  }
}

void lanewise_pool::open() {
  // Sequentially consistent, as is a helper's announcement that it goes to sleep: either it is seen here, or the helper
  // sees the gate change.
  gate_.fetch_add(kNumber + kOpen);
  if (sleepers_.load() != 0) lanewise::futex_wake(gate_);
}

void lanewise_pool::close() {
  uint32_t word = gate_.fetch_and(~kOpen) & ~kOpen;
  for (int looks = 0; (word & kInside) != 0; word = gate_.load()) {
    if (looks < kLooks) {
      looks++;
      lanewise::relax();
    } else if ((word & kWaiting) != 0 || gate_.compare_exchange_strong(word, word | kWaiting)) {
      lanewise::futex_wait(gate_, word | kWaiting);
    }
  }
  if ((word & kWaiting) != 0) gate_.fetch_and(~kWaiting);
}

bool lanewise_pool::serve() {
  if (helpers_.fetch_add(1) + 1 >= threads) {
    helpers_.fetch_sub(1);
    return false;
  }
  uint32_t done = number(gate_.load()) - 1;
  int looks = 0;
  for (uint32_t word = gate_.load(); (word & kEnded) == 0; word = gate_.load()) {
    if ((word & kOpen) != 0 && number(word) != done) {
      if (!gate_.compare_exchange_strong(word, word + 1)) continue;
      done = number(word);
      take_parts();
      leave();
      looks = 0;
    } else if (looks < kLooks) {
      looks++;
      lanewise::relax();
    } else {
      sleepers_.fetch_add(1);
      lanewise::futex_wait(gate_, word);
      sleepers_.fetch_sub(1);
      looks = 0;
    }
  }
  helpers_.fetch_sub(1);
  return true;
}

void lanewise_pool::leave() {
  const uint32_t before = gate_.fetch_sub(1);
  if ((before & kWaiting) != 0 && (before & kInside) == 1) lanewise::futex_wake(gate_);
}

void lanewise_pool::end() {
  gate_.fetch_or(kEnded);
  lanewise::futex_wake(gate_);
}

lanewise_status lanewise_pool_create(int32_t threads, lanewise_pool** pool) {
  if (pool == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *pool = nullptr;
  if (threads < 1 || threads > LANEWISE_MAX_THREADS) return LANEWISE_INVALID_ARGUMENT;
  void* memory = nullptr;
  if (posix_memalign(&memory, alignof(lanewise_pool), sizeof(lanewise_pool)) != 0) return LANEWISE_OUT_OF_MEMORY;
  *pool = new (memory) lanewise_pool(static_cast<size_t>(threads));
  return LANEWISE_OK;
}

lanewise_status lanewise_pool_serve(lanewise_pool* pool) {
  return pool != nullptr && pool->serve() ? LANEWISE_OK : LANEWISE_INVALID_ARGUMENT;
}

void lanewise_pool_close(lanewise_pool* pool) {
  if (pool != nullptr) pool->end();
}

void lanewise_pool_destroy(lanewise_pool* pool) { std::free(pool); }

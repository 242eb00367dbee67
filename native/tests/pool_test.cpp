// SPDX-License-Identifier: Apache-2.0
// Pools with real threads. To be run with ThreadSanitizer too after a change: scripts/README.md.
#include <atomic>
#include <thread>

#include "every_operator.h"
#include "operator/operator.h"

namespace lanewise::testing {
namespace {

/** A pool and the threads lent to it. */
class LentPool {
 public:
  LentPool(int32_t threads, int helpers) {
    EXPECT_EQ(LANEWISE_OK, lanewise_pool_create(threads, &pool_));
    for (int i = 0; i < helpers; i++) lend();
  }
  ~LentPool() {
    close();
    lanewise_pool_destroy(pool_);
  }

  void lend() {
    helpers_.emplace_back([this] { EXPECT_EQ(LANEWISE_OK, lanewise_pool_serve(pool_)); });
  }
  void close() {
    lanewise_pool_close(pool_);
    for (std::thread& helper : helpers_) helper.join();
    helpers_.clear();
  }
  lanewise_pool* get() { return pool_; }

 private:
  lanewise_pool* pool_ = nullptr;
  std::vector<std::thread> helpers_;
};

/** One operator of every kind, with memory, as the steps of a network. */
class Network {
 public:
  explicit Network(size_t every = 1) : operators_(make_every_operator()) {
    Random random(3);
    memory_.reserve(operators_.size());
    for (size_t i = 0; i < operators_.size(); i += every) {
      memory_.emplace_back(*operators_[i].op, random);
      steps_.push_back({operators_[i].op.get(), memory_.back().buffers().data(), memory_.back().buffers().size()});
    }
    EXPECT_EQ(steps_.size(), lanewise_run_steps(steps_.data(), steps_.size(), nullptr));
    for (OperatorMemory& memory : memory_) expected_.push_back(memory.take_output(0));
  }

  void expect_same(lanewise_pool* pool) {
    ASSERT_EQ(steps_.size(), lanewise_run_steps(steps_.data(), steps_.size(), pool));
    for (size_t i = 0; i < memory_.size(); i++) {
      ASSERT_EQ(expected_[i], memory_[i].take_output(static_cast<uint8_t>(++runs_)))
          << "step " << i << ": " << steps_[i].op->microkernel->name;
    }
  }

 private:
  std::vector<NamedOperator> operators_;
  std::vector<OperatorMemory> memory_;
  std::vector<lanewise_step> steps_;
  std::vector<std::vector<uint8_t>> expected_;
  size_t runs_ = 0;
};

TEST(Pool, SameBytesOnAnyNumberOfThreads) {
  Network network;
  for (int32_t threads : {1, 2, 3, 7}) {
    SCOPED_TRACE(threads);
    LentPool pool(threads, threads - 1);
    network.expect_same(pool.get());
  }
}

/** Work that keeps count: of each unit, and of the threads in it. */
struct Marking : lanewise_operator {
  static constexpr size_t kUnits = 1001;
  mutable std::atomic<int> times[kUnits] = {};
  mutable std::atomic<int> inside{0}, most_inside{0};
  std::thread::id caller = std::this_thread::get_id();
  std::chrono::milliseconds helpers_sleep{0};

  Marking() : lanewise_operator{} {
    rounds = 3;
    input_sizes = two_input_sizes;
    phases[phase_count++] = {run_units, kUnits, 1};
    phases[phase_count++] = {run_units, kUnits, 1};
  }
  static void run_units(const lanewise_operator& op, const lanewise_buffer*, const Part& part) {
    const Marking& marking = static_cast<const Marking&>(op);
    const int now = ++marking.inside;
    int most = marking.most_inside;
    while (now > most && !marking.most_inside.compare_exchange_weak(most, now)) {
    }
    for (size_t i = part.begin; i < part.end; i++) marking.times[i]++;
    if (std::this_thread::get_id() != marking.caller) {
      std::this_thread::sleep_for(marking.helpers_sleep);
    }
    std::this_thread::yield();
    marking.inside--;
  }
};

void run(const Marking& marking, lanewise_pool* pool) {
  const lanewise_buffer buffers[2] = {};
  const lanewise_step step = {&marking, buffers, 2};
  ASSERT_EQ(1u, lanewise_run_steps(&step, 1, pool));
}

TEST(Pool, DoesEveryUnitOnce) {
  Marking marking;
  LentPool pool(4, 3);
  for (int i = 1; i <= 100; i++) {
    run(marking, pool.get());
    ASSERT_EQ(0, marking.inside);
    for (const auto& times : marking.times) ASSERT_EQ(6 * i, times);
  }
}

TEST(Pool, HelpersHelp) {
  Marking marking;
  LentPool pool(2, 1);
  for (int i = 0; i < 100000 && marking.most_inside < 2; i++) run(marking, pool.get());
  EXPECT_EQ(2, marking.most_inside);
}

TEST(Pool, WorksWithoutHelpers) {
  Marking marking;
  LentPool pool(7, 0);
  run(marking, pool.get());
  for (const auto& times : marking.times) ASSERT_EQ(6, times);
}

TEST(Pool, HelpersMayComeAndGoDuringRuns) {
  Marking marking;
  for (int i = 1; i <= 30; i++) {
    LentPool pool(3, 0);
    std::thread crowd([&] {
      pool.lend();
      pool.lend();
      lanewise_pool_close(pool.get());
    });
    for (int k = 0; k < 10; k++) run(marking, pool.get());
    crowd.join();
    run(marking, pool.get());
    for (const auto& times : marking.times) ASSERT_EQ(66 * i, times);
  }
}

TEST(Pool, WakesHelpersThatSleep) {
  Marking marking;
  LentPool pool(2, 1);
  for (int i = 0; i < 500 && marking.most_inside < 2; i++) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));  // far longer than a helper looks out for work
    run(marking, pool.get());
  }
  EXPECT_EQ(2, marking.most_inside);
}

TEST(Pool, WaitsForHelpersThatAreSlow) {
  Marking marking;
  marking.helpers_sleep = std::chrono::milliseconds(5);  // far longer than the caller looks whether they have ended
  LentPool pool(3, 2);
  for (int i = 1; i <= 10; i++) {
    run(marking, pool.get());
    ASSERT_EQ(0, marking.inside);
    for (const auto& times : marking.times) ASSERT_EQ(6 * i, times);
  }
}

TEST(Pool, ClosesWhileIdle) {
  LentPool asleep(3, 2);
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  asleep.close();
  LentPool awake(3, 2);
  awake.close();
  EXPECT_EQ(LANEWISE_OK, lanewise_pool_serve(awake.get()));  // closed: returns at once
}

TEST(Pool, TwoCallersOfOnePool) {
  Marking first, second;
  LentPool pool(2, 1);
  std::thread other([&] {
    for (int i = 0; i < 200; i++) run(second, pool.get());
  });
  for (int i = 0; i < 200; i++) run(first, pool.get());
  other.join();
  for (const auto& times : first.times) ASSERT_EQ(1200, times);
  for (const auto& times : second.times) ASSERT_EQ(1200, times);
}

TEST(Pool, SeveralAtATime) {
  std::vector<std::thread> callers;
  for (int i = 0; i < 3; i++) {
    callers.emplace_back([] {
      Network network(15);
      LentPool pool(3, 2);
      for (int run = 0; run < 2; run++) network.expect_same(pool.get());
    });
  }
  for (std::thread& caller : callers) caller.join();
}

TEST(Pool, RefusesBadArguments) {
  lanewise_pool* pool = nullptr;
  for (int32_t threads : {INT32_MIN, -1, 0, LANEWISE_MAX_THREADS + 1, INT32_MAX}) {
    EXPECT_EQ(LANEWISE_INVALID_ARGUMENT, lanewise_pool_create(threads, &pool));
    EXPECT_EQ(nullptr, pool);
  }
  EXPECT_EQ(LANEWISE_INVALID_ARGUMENT, lanewise_pool_create(1, nullptr));
  EXPECT_EQ(LANEWISE_INVALID_ARGUMENT, lanewise_pool_serve(nullptr));
  lanewise_pool_close(nullptr);
  lanewise_pool_destroy(nullptr);
}

TEST(Pool, RefusesMoreHelpersThanItHasThreads) {
  LentPool alone(1, 0);
  EXPECT_EQ(LANEWISE_INVALID_ARGUMENT, lanewise_pool_serve(alone.get()));
  lanewise_pool* pool = nullptr;
  ASSERT_EQ(LANEWISE_OK, lanewise_pool_create(LANEWISE_MAX_THREADS, &pool));
  std::atomic<int> refused{0};
  std::vector<std::thread> helpers;
  for (int i = 0; i < LANEWISE_MAX_THREADS + 1; i++) {
    helpers.emplace_back([&] { refused += lanewise_pool_serve(pool) == LANEWISE_INVALID_ARGUMENT; });
  }
  while (refused < 2) std::this_thread::yield();
  Marking marking;
  run(marking, pool);
  for (const auto& times : marking.times) ASSERT_EQ(6, times);
  lanewise_pool_close(pool);
  for (std::thread& helper : helpers) helper.join();
  EXPECT_EQ(2, refused);
  lanewise_pool_destroy(pool);
}

}  // namespace
}  // namespace lanewise::testing

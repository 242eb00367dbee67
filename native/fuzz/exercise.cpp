// SPDX-License-Identifier: Apache-2.0
#include "exercise.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <vector>

#include "failing_memory.h"
#include "operator/operator.h"
#include "samples/acceptable.h"

namespace lanewise::fuzz {
namespace {

using samples::Call;
using samples::Create;
using samples::Dice;
using samples::Exact;
using samples::Function;

constexpr size_t kMostBytes = 1 << 20;

void require(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "c_api_fuzzer: %s\n", what);
  std::abort();
}

/** Memory of exactly the sizes that an operator asks for. */
class Memory {
 public:
  Memory(const lanewise_operator& op, uint8_t seed) {
    for (size_t i = 0; i < op.input_count; i++) add(op.input_sizes[i]);
    add(op.output_size);
    add(op.workspace_size);
    uint32_t state = seed;
    for (size_t i = 0; i < op.input_count; i++) {
      for (size_t b = 0; b < memory_[i].count(); b++) {
        state = state * 1664525u + 1013904223u;
        memory_[i][b] = static_cast<uint8_t>(state >> 24);
      }
    }
    acceptable_ = samples::make_acceptable(op, buffers_.data());
  }

  std::vector<lanewise_buffer>& buffers() { return buffers_; }
  bool is_acceptable() const { return acceptable_; }
  const Exact<uint8_t>& output() const { return memory_[memory_.size() - 2]; }

 private:
  void add(size_t size) {
    memory_.emplace_back(size);
    buffers_.push_back({memory_.back().data(), size});
  }

  std::vector<Exact<uint8_t>> memory_;
  std::vector<lanewise_buffer> buffers_;
  bool acceptable_;
};

bool is_small(const lanewise_operator& op) {
  size_t bytes = op.output_size;
  for (size_t i = 0; i < op.input_count && bytes <= kMostBytes; i++) bytes += op.input_sizes[i];
  return op.input_count <= 64 && bytes <= kMostBytes && op.output_size <= kMostBytes &&
         op.workspace_size <= 16 * kMostBytes;
}

lanewise_status run(const lanewise_operator* op, const std::vector<lanewise_buffer>& buffers) {
  return lanewise_run(op, buffers.data(), buffers.size());
}

/** Buffers that are missing, too small, too many or on top of each other are refused. */
void run_badly(const lanewise_operator* op, std::vector<lanewise_buffer> buffers) {
  for (lanewise_buffer& buffer : buffers) {
    if (buffer.size == 0) continue;
    const lanewise_buffer good = buffer;
    buffer.size--;
    require(run(op, buffers) == LANEWISE_INVALID_ARGUMENT, "a buffer that is a byte too small is taken");
    buffer = {nullptr, good.size};
    require(run(op, buffers) == LANEWISE_INVALID_ARGUMENT, "a buffer without memory is taken");
    buffer = good;
  }
  require(lanewise_run(op, buffers.data(), buffers.size() - 1) == LANEWISE_INVALID_ARGUMENT, "a buffer less is taken");
  require(lanewise_run(op, nullptr, buffers.size()) == LANEWISE_INVALID_ARGUMENT, "no buffers are taken");
  require(run(nullptr, buffers) == LANEWISE_INVALID_ARGUMENT, "no operator is run");
}

/** A pool of any size, without helpers; NULL where it is refused. */
lanewise_pool* make_pool(int32_t threads) {
  static char marker;
  auto* pool = reinterpret_cast<lanewise_pool*>(&marker);
  {
    FailingMemory memory(1);
    const lanewise_status status = lanewise_pool_create(threads, &pool);
    require(pool == nullptr && status != LANEWISE_OK && memory.kept() == 0, "a pool is made without memory");
  }
  const bool fits = threads >= 1 && threads <= LANEWISE_MAX_THREADS;
  const lanewise_status status = lanewise_pool_create(threads, &pool);
  require(status == (fits ? LANEWISE_OK : LANEWISE_INVALID_ARGUMENT) && (pool != nullptr) == fits,
      "a pool's size is not checked");
  return pool;
}

void run_well(const lanewise_operator* op, uint8_t seed) {
  Memory memory(*op, seed), again(*op, seed);
  if (!memory.is_acceptable()) {
    require(run(op, memory.buffers()) == LANEWISE_INVALID_ARGUMENT, "inputs that an operator refuses are taken");
    return;
  }
  require(run(op, memory.buffers()) == LANEWISE_OK, "buffers that fit are refused");
  const lanewise_step step = {op, again.buffers().data(), again.buffers().size()};
  lanewise_pool* pool = make_pool(seed - 8);
  require(lanewise_run_steps(&step, 1, pool) == 1, "a step with buffers that fit is refused");
  lanewise_pool_close(pool);
  lanewise_pool_destroy(pool);
  require(std::memcmp(memory.output().data(), again.output().data(), memory.output().count()) == 0,
          "two runs give two results");
  run_badly(op, memory.buffers());
}

/** Whether another ISA level gives the same bytes: floats alone may differ. */
bool is_exact(const lanewise_operator& op) { return op.output_alignment != alignof(float); }

void compare_levels(const Create& create, const lanewise_operator* best, uint8_t seed, Tally& tally) {
  if (!is_exact(*best)) return;
  lanewise_limit_isa("generic");
  lanewise_operator* portable = nullptr;
  require(create(&portable) == LANEWISE_OK, "the lowest ISA level refuses what the best one takes");
  lanewise_limit_isa(nullptr);
  Memory expected(*portable, seed), actual(*best, seed);
  run(portable, expected.buffers());
  run(best, actual.buffers());
  require(std::memcmp(expected.output().data(), actual.output().data(), actual.output().count()) == 0,
          "two ISA levels give two results");
  lanewise_destroy(portable);
  tally.compared++;
}

/** Each allocation fails in turn: nothing is made, nothing is kept. */
void create_without_memory(const Create& create, size_t allocations, Tally& tally) {
  for (size_t failing = 1; failing <= allocations; failing++) {
    static char marker;
    auto* op = reinterpret_cast<lanewise_operator*>(&marker);
    long kept;
    lanewise_status status;
    {
      FailingMemory memory(failing);
      status = create(&op);
      kept = memory.kept();
    }
    require(status == LANEWISE_OUT_OF_MEMORY, "without memory the status is another");
    require(op == nullptr, "without memory there is an operator");
    require(kept == 0, "without memory for all, some is kept");
    tally.out_of_memory++;
  }
}

void try_out(const Create& create, uint8_t seed, Tally& tally) {
  static char marker;
  auto* op = reinterpret_cast<lanewise_operator*>(&marker);
  lanewise_status status;
  size_t allocations;
  long kept;
  {
    FailingMemory memory(0);
    status = create(&op);
    allocations = memory.asked();
    kept = memory.kept();
  }
  require(create(nullptr) == LANEWISE_INVALID_ARGUMENT, "no place for an operator is taken");
  if (status != LANEWISE_OK) {
    require(status == LANEWISE_INVALID_ARGUMENT || status == LANEWISE_OUT_OF_MEMORY, "an unknown status");
    require(op == nullptr, "a refusal leaves an operator");
    require(kept == 0, "a refusal keeps memory");
    tally.refused++;
    return;
  }
  require(op != nullptr && kept >= 1, "an operator is missing");
  tally.created++;
  require(lanewise_workspace_size(op) == op->workspace_size && lanewise_operator_size(op) == op->size &&
              lanewise_operator_microkernel(op) != nullptr,
          "an operator does not know itself");
  if (is_small(*op)) {
    run_well(op, seed);
    compare_levels(create, op, seed, tally);
    tally.run++;
  }
  lanewise_destroy(op);
  create_without_memory(create, allocations, tally);
}

}  // namespace

uint16_t key_of(const char* function) {
  uint32_t hash = 2166136261u;  // FNV-1a
  for (; *function != 0; function++) hash = (hash ^ static_cast<uint8_t>(*function)) * 16777619u;
  return static_cast<uint16_t>(hash ^ hash >> 16);
}

const Function& function_at(uint16_t key) {
  const auto distance = [key](const Function& function) { return static_cast<uint16_t>(key_of(function.name) - key); };
  return *std::min_element(std::begin(samples::kFunctions), std::end(samples::kFunctions),
                           [&](const Function& a, const Function& b) { return distance(a) < distance(b); });
}

void exercise(const uint8_t* bytes, size_t count, Tally& tally) {
  Dice dice(bytes, count);
  const uint8_t high = dice.byte(), low = dice.byte();
  const Function& function = function_at(static_cast<uint16_t>(high << 8 | low));
  const uint8_t seed = dice.byte();
  const int32_t row = dice.byte() - 4;
  const bool known = row >= 0 && row < lanewise_microkernel_count();
  require((lanewise_microkernel_name(row)[0] != 0) == known && (lanewise_microkernel_isa(row)[0] != 0) == known,
          "a row of the table is not what it should be");
  function.draw(dice, [&](const Call& call) {
    require(call.function == function.create, "a draw calls another function than that of its name");
    try_out(call.create, seed, tally);
  });
}

}  // namespace lanewise::fuzz

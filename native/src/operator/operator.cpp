// SPDX-License-Identifier: Apache-2.0
#include "operator/operator.h"

#include <cstdlib>
#include <cstring>

#include "cpu/unguarded.h"
#include "operator/pool.h"

namespace lanewise {

void* allocate_operator(size_t structure_bytes, size_t payload_bytes) {
  size_t head = round_up(structure_bytes, kAlignment);
  if (payload_bytes >= kTooLarge - head) return nullptr;
  void* memory = nullptr;
  if (posix_memalign(&memory, kAlignment, head + payload_bytes) != 0) return nullptr;
  std::memset(memory, 0, head + payload_bytes);
  return memory;
}

void release_operator(lanewise_operator* op) { std::free(op); }

namespace {

bool fits(const lanewise_buffer& buffer, size_t needed) {
  return needed == 0 || (buffer.data != nullptr && buffer.size >= needed);
}

bool aligned(const lanewise_buffer& buffer, size_t alignment) {
  return alignment == 0 || reinterpret_cast<uintptr_t>(buffer.data) % alignment == 0;
}

bool overlap(const void* a, size_t a_size, const void* b, size_t b_size) {
  uintptr_t a_begin = reinterpret_cast<uintptr_t>(a), b_begin = reinterpret_cast<uintptr_t>(b);
  return a_begin < b_begin + b_size && b_begin < a_begin + a_size;
}

bool accepts(const lanewise_operator* op, const lanewise_buffer* buffers, size_t count) {
  if (op == nullptr || buffers == nullptr || count != op->input_count + 2) return false;
  const lanewise_buffer& output = buffers[op->input_count];
  const lanewise_buffer& workspace = buffers[op->input_count + 1];
  if (!fits(output, op->output_size) || !fits(workspace, op->workspace_size) ||
      !aligned(output, op->output_alignment) ||
      overlap(output.data, op->output_size, workspace.data, op->workspace_size)) {
    return false;
  }
  for (size_t i = 0; i < op->input_count; i++) {
    const lanewise_buffer& input = buffers[i];
    size_t size = op->input_sizes[i];
    if (!fits(input, size) || !aligned(input, op->input_alignment)) return false;
    if (overlap(input.data, size, workspace.data, op->workspace_size)) return false;
    bool same = op->in_place && input.data == output.data && size == op->output_size;
    if (!same && overlap(input.data, size, output.data, op->output_size)) return false;
  }
  return op->accepts == nullptr || op->accepts(*op, buffers);
}

LANEWISE_UNGUARDED void run(const lanewise_operator& op, const lanewise_buffer* buffers, lanewise_pool* pool) {
  for (size_t round = 0; round < op.rounds; round++) {
    for (size_t p = 0; p < op.phase_count; p++) {
      const Phase& phase = op.phases[p];
      if (pool == nullptr) {
        phase.run(op, buffers, {round, 0, phase.units});
      } else {
        pool->run(op, buffers, phase, round);
      }
    }
  }
}

LANEWISE_UNGUARDED size_t run_steps(const lanewise_step* steps, size_t count, lanewise_pool* pool) {
  size_t done = 0;
  for (; done < count && accepts(steps[done].op, steps[done].buffers, steps[done].buffer_count); done++) {
    run(*steps[done].op, steps[done].buffers, pool);
  }
  return done;
}

}  // namespace
}  // namespace lanewise

LANEWISE_UNGUARDED
lanewise_status lanewise_run(const lanewise_operator* op, const lanewise_buffer* buffers, size_t count) {
  const lanewise_step step = {op, buffers, count};
  return lanewise::run_steps(&step, 1, nullptr) == 1 ? LANEWISE_OK : LANEWISE_INVALID_ARGUMENT;
}

LANEWISE_UNGUARDED size_t lanewise_run_steps(const lanewise_step* steps, size_t count, lanewise_pool* pool) {
  if (pool == nullptr || pool->busy.exchange(true)) return lanewise::run_steps(steps, count, nullptr);
  const size_t done = lanewise::run_steps(steps, count, pool);
  pool->busy.store(false);
  return done;
}

size_t lanewise_workspace_size(const lanewise_operator* op) { return op == nullptr ? 0 : op->workspace_size; }

size_t lanewise_operator_size(const lanewise_operator* op) { return op == nullptr ? 0 : op->size; }

const char* lanewise_operator_microkernel(const lanewise_operator* op) {
  return op == nullptr ? "" : op->microkernel->name;
}

void lanewise_destroy(lanewise_operator* op) { lanewise::release_operator(op); }

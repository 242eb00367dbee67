// SPDX-License-Identifier: Apache-2.0
// What every operator is made of: one zeroed allocation that starts with this structure, goes on with the family's own
// fields, and ends with a payload (packed weights, tables) aligned to a cache line.
#ifndef LANEWISE_OPERATOR_OPERATOR_H_
#define LANEWISE_OPERATOR_OPERATOR_H_

#include <cstddef>
#include <cstdint>
#include <initializer_list>

#include "cpu/microkernel.h"
#include "lanewise.h"

namespace lanewise {

/** What one thread does at a time: the units `begin` to `end` of a phase. */
struct Part {
  size_t round;
  size_t begin, end;
};

/** Called with checked buffers: `input_count` inputs, the output, the workspace. Cannot fail. */
using PhaseFunction = void(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part);

/** A stretch of an operator's work that threads share (operator/pool.h). What makes the results the same for any number
 *  of threads: no unit writes what another one of its phase reads or writes, and what a unit writes does not depend on
 *  which units its part holds with it. */
struct Phase {
  PhaseFunction* run;
  size_t units;
  size_t least;  // units that are worth handing to another thread
};

constexpr size_t kMostPhases = 4;

}  // namespace lanewise

struct lanewise_operator {
  /** The work: all phases in order, `rounds` times over (images of a batch, bands of an image). A phase begins when the
   *  one before it has ended on all threads, so it may read all that was written before, and reuse the workspace. */
  size_t rounds;
  size_t phase_count;
  lanewise::Phase phases[lanewise::kMostPhases];
  const lanewise::Microkernel* microkernel;  // a row of a table
  size_t input_count;
  const size_t* input_sizes;  // bytes each; points into the same allocation
  size_t output_size;         // bytes
  size_t workspace_size;      // bytes; a workspace is aligned to kAlignment inside by its user
  size_t input_alignment;     // bytes, of every input's address; 0 for any
  size_t output_alignment;
  size_t size;                // bytes of the whole allocation
  bool in_place;              // the output may be one of the inputs
  /** Whether it runs on what these inputs hold, asked before it does; NULL where they may hold anything. */
  bool (*accepts)(const lanewise_operator& op, const lanewise_buffer* buffers);
  size_t two_input_sizes[2];  // storage of input_sizes for the usual case
};

namespace lanewise {

constexpr size_t kAlignment = 64;

constexpr size_t round_up(size_t value, size_t multiple) { return (value + multiple - 1) / multiple * multiple; }

/** Zeroed memory for an operator and its payload, or NULL. Freed by release_operator. */
void* allocate_operator(size_t structure_bytes, size_t payload_bytes);
void release_operator(lanewise_operator* op);

/** Adds a phase of `units`, each of which takes about as long as `work` multiplications and additions of int8. */
inline void add_phase(lanewise_operator* op, PhaseFunction* run, size_t units, size_t work) {
  constexpr size_t kWorthwhile =
      1 << 16;  // a few microseconds: what it takes to meet another thread, several times over
  op->phases[op->phase_count++] = {run, units, work >= kWorthwhile ? 1 : kWorthwhile / (work + 1)};
}

/** For units that are cells of a matrix with rows of `columns`: calls visit(row, first, last) for each row that `part`
 *  has a share in, the cells `first` to `last`. */
template <typename Visit>
inline void for_each_row(const Part& part, size_t columns, Visit visit) {
  for (size_t unit = part.begin; unit < part.end;) {
    const size_t row = unit / columns, first = unit % columns;
    const size_t last = columns - first < part.end - unit ? columns : first + (part.end - unit);
    visit(row, first, last);
    unit += last - first;
  }
}

/** An operator of type T (derived from lanewise_operator, trivial) with `payload_bytes` behind it, or NULL. */
template <typename T>
T* new_operator(size_t payload_bytes) {
  T* op = static_cast<T*>(allocate_operator(sizeof(T), payload_bytes));
  if (op != nullptr) {
    op->size = round_up(sizeof(T), kAlignment) + payload_bytes;
    op->input_sizes = op->two_input_sizes;
    op->rounds = 1;
  }
  return op;
}

/** The payload of an operator made by new_operator<T>. */
template <typename T>
uint8_t* payload(T* op) {
  return reinterpret_cast<uint8_t*>(op) + round_up(sizeof(T), kAlignment);
}
template <typename T>
const uint8_t* payload(const T* op) {
  return reinterpret_cast<const uint8_t*>(op) + round_up(sizeof(T), kAlignment);
}

/** Product of non-negative factors, or SIZE_MAX / 2 (more than any allocation) where it would be larger. */
template <typename... Sizes>
size_t checked_product(Sizes... factors) {
  uint64_t product = 1;
  constexpr uint64_t kTooLarge = SIZE_MAX / 2;
  for (uint64_t factor : {static_cast<uint64_t>(factors)...}) {
    if (factor != 0 && product > kTooLarge / factor) return static_cast<size_t>(kTooLarge);
    product *= factor;
  }
  return static_cast<size_t>(product);
}
constexpr size_t kTooLarge = SIZE_MAX / 2;

/** Sizes and alignments of an operator with one input; false where they cannot be addressed. */
template <typename In, typename Out>
bool plan_unary(size_t input_count, size_t output_count, lanewise_operator* op) {
  op->input_count = 1;
  op->two_input_sizes[0] = checked_product(input_count, sizeof(In));
  op->output_size = checked_product(output_count, sizeof(Out));
  op->input_alignment = alignof(In);
  op->output_alignment = alignof(Out);
  return op->two_input_sizes[0] < kTooLarge && op->output_size < kTooLarge;
}

/** The end of a create function without a payload: `checked` moves into an allocation of its own. */
template <typename T>
lanewise_status publish(const T& checked, lanewise_operator** result) {
  T* op = new_operator<T>(0);
  if (op == nullptr) return LANEWISE_OUT_OF_MEMORY;
  const size_t size = op->size;
  *op = checked;
  op->size = size;
  op->rounds = 1;
  op->input_sizes = op->two_input_sizes;
  *result = op;
  return LANEWISE_OK;
}

}  // namespace lanewise

#endif  // LANEWISE_OPERATOR_OPERATOR_H_

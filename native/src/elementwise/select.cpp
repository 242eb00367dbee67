// SPDX-License-Identifier: Apache-2.0
// SELECT: one of two values by a truth. Blocks are copied, so that no buffer need be aligned.
#include "cpu/blocks.h"
#include "elementwise/elementwise_kernels.h"
#include "operator/elements.h"

namespace lanewise {
namespace {

struct Select : lanewise_operator {
  size_t three_input_sizes[3];
};

template <typename T>
void select_block(const uint8_t* truths, const uint8_t* firsts, const uint8_t* seconds, size_t count, uint8_t* out) {
  uint8_t truth[kBlock] = {};
  T first[kBlock] = {}, second[kBlock] = {}, selected[kBlock];
  std::memcpy(truth, truths, count);
  std::memcpy(first, firsts, count * sizeof(T));
  std::memcpy(second, seconds, count * sizeof(T));
  for (size_t i = 0; i < kBlock; i++) selected[i] = truth[i] != 0 ? first[i] : second[i];
  std::memcpy(out, selected, count * sizeof(T));
}

template <typename T>
void run_select(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const Elements range = elements_of(part, op.input_sizes[0]);
  auto from = [&](size_t buffer, size_t bytes) {
    return static_cast<uint8_t*>(buffers[buffer].data) + range.first * bytes;
  };
  const uint8_t *truths = from(0, 1), *firsts = from(1, sizeof(T)), *seconds = from(2, sizeof(T));
  uint8_t* out = from(3, sizeof(T));
  constexpr size_t kBytes = kBlock * sizeof(T);
  size_t rest = range.count;
  for (; rest >= kBlock; rest -= kBlock, truths += kBlock, firsts += kBytes, seconds += kBytes, out += kBytes) {
    select_block<T>(truths, firsts, seconds, kBlock, out);
  }
  select_block<T>(truths, firsts, seconds, rest, out);
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_select(int32_t elements, int32_t element_bytes, lanewise_operator** result) {
  using namespace lanewise;
  if (result == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *result = nullptr;
  PhaseFunction* run = element_bytes == 1   ? run_select<uint8_t>
                       : element_bytes == 2 ? run_select<uint16_t>
                       : element_bytes == 4 ? run_select<uint32_t>
                       : element_bytes == 8 ? run_select<uint64_t>
                                            : nullptr;
  const size_t count = static_cast<size_t>(elements), bytes = checked_product(elements, element_bytes);
  if (elements < 1 || run == nullptr || bytes >= kTooLarge) return LANEWISE_INVALID_ARGUMENT;
  Select* op = new_operator<Select>(0);
  if (op == nullptr) return LANEWISE_OUT_OF_MEMORY;
  op->three_input_sizes[0] = count;
  op->three_input_sizes[1] = op->three_input_sizes[2] = bytes;
  op->input_count = 3;
  op->input_sizes = op->three_input_sizes;
  op->output_size = bytes;
  add_elements_phase(op, run, count, 4);
  op->microkernel = &select_generic;
  *result = op;
  return LANEWISE_OK;
}

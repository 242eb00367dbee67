// SPDX-License-Identifier: Apache-2.0
// CONCATENATION of tensors with the same quantization.
#include <cstring>

#include "movement/movement_kernels.h"
#include "operator/operator.h"

namespace lanewise {
namespace {

// A unit is one row.
struct Concatenation : lanewise_operator {
  size_t output_row;        // bytes
  const size_t* row_bytes;  // of each input
};

void run_concatenation(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const Concatenation& concatenation = static_cast<const Concatenation&>(op);
  uint8_t* out = static_cast<uint8_t*>(buffers[op.input_count].data) + part.begin * concatenation.output_row;
  for (size_t row = part.begin; row < part.end; row++) {
    for (size_t i = 0; i < op.input_count; i++) {
      const size_t bytes = concatenation.row_bytes[i];
      std::memcpy(out, static_cast<const uint8_t*>(buffers[i].data) + row * bytes, bytes);
      out += bytes;
    }
  }
}

// Bytes of one output row, or kTooLarge; 0 for a bad size among them.
size_t output_row(const int32_t* bytes, int32_t inputs) {
  uint64_t sum = 0;
  for (int32_t i = 0; i < inputs; i++) {
    if (bytes[i] < 1) return 0;
    sum += static_cast<uint64_t>(bytes[i]);
  }
  return sum < kTooLarge ? static_cast<size_t>(sum) : kTooLarge;
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_concatenation(int32_t rows, const int32_t* bytes, int32_t inputs,
                                              lanewise_operator** result) {
  using namespace lanewise;
  if (result == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *result = nullptr;
  if (rows < 1 || bytes == nullptr || inputs < 1) return LANEWISE_INVALID_ARGUMENT;
  const size_t row = output_row(bytes, inputs), output_size = checked_product(rows, row);
  if (row == 0 || output_size >= kTooLarge) return LANEWISE_INVALID_ARGUMENT;
  const size_t count = static_cast<size_t>(inputs);
  Concatenation* op = new_operator<Concatenation>(checked_product(count, 2 * sizeof(size_t)));
  if (op == nullptr) return LANEWISE_OUT_OF_MEMORY;
  size_t* input_sizes = reinterpret_cast<size_t*>(payload(op));
  size_t* row_bytes = input_sizes + count;
  for (size_t i = 0; i < count; i++) {
    row_bytes[i] = static_cast<size_t>(bytes[i]);
    input_sizes[i] = row_bytes[i] * static_cast<size_t>(rows);
  }
  op->microkernel = &movement::memcpy;
  op->input_count = count;
  op->input_sizes = input_sizes;
  op->output_size = output_size;
  op->output_row = row;
  add_phase(op, run_concatenation, static_cast<size_t>(rows), row);
  op->row_bytes = row_bytes;
  *result = op;
  return LANEWISE_OK;
}

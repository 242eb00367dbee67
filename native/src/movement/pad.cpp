// SPDX-License-Identifier: Apache-2.0
// PAD: the output is filled with the value, then the input's rows are copied into it.
#include <cstring>

#include "movement/movement_kernels.h"
#include "operator/elements.h"

namespace lanewise {
namespace {

struct Pad : lanewise_operator {
  size_t rank;
  size_t input_dims[LANEWISE_MAX_RANK];
  size_t output_strides[LANEWISE_MAX_RANK];  // bytes
  size_t first;                              // offset of the input's first element
  size_t row_bytes;                          // of the input's last dimension, which may stand for several
  size_t element_bytes;
  uint8_t value[8];
};

// Doubles what is already filled, so that an element of any size is written by memcpy.
void fill(uint8_t* out, size_t bytes, const uint8_t* value, size_t element_bytes) {
  if (element_bytes == 1) {
    std::memset(out, *value, bytes);
    return;
  }
  std::memcpy(out, value, element_bytes);
  for (size_t filled = element_bytes; filled < bytes; filled *= 2) {
    std::memcpy(out + filled, out, filled < bytes - filled ? filled : bytes - filled);
  }
}

// First phase: the value everywhere.
void run_fill(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const Pad& pad = static_cast<const Pad&>(op);
  const Elements bytes = elements_of(part, op.output_size);
  fill(static_cast<uint8_t*>(buffers[1].data) + bytes.first, bytes.count, pad.value, pad.element_bytes);
}

// Second phase: the input over it; a unit is one of its rows.
void run_copy_rows(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const Pad& pad = static_cast<const Pad&>(op);
  const uint8_t* in = static_cast<const uint8_t*>(buffers[0].data) + part.begin * pad.row_bytes;
  uint8_t* out = static_cast<uint8_t*>(buffers[1].data) + pad.first;
  size_t index[LANEWISE_MAX_RANK] = {};
  for (size_t d = pad.rank - 1, row = part.begin; d-- > 0; row /= pad.input_dims[d]) {
    index[d] = row % pad.input_dims[d];
    out += index[d] * pad.output_strides[d];
  }
  for (size_t row = part.begin; row < part.end; row++, in += pad.row_bytes) {
    std::memcpy(out, in, pad.row_bytes);
    for (size_t d = pad.rank - 1; d-- > 0; index[d] = 0) {
      out += pad.output_strides[d];
      if (++index[d] < pad.input_dims[d]) break;
      out -= pad.input_dims[d] * pad.output_strides[d];
    }
  }
}

// Everything but the value; false for a bad argument.
bool plan_pad(int32_t rank, const int32_t* input_dims, const int32_t* before, const int32_t* after,
              int32_t element_bytes, Pad* pad) {
  if (rank < 1 || rank > LANEWISE_MAX_RANK || input_dims == nullptr || before == nullptr || after == nullptr)
    return false;
  if (element_bytes != 1 && element_bytes != 2 && element_bytes != 4 && element_bytes != 8) return false;
  pad->rank = static_cast<size_t>(rank);
  pad->element_bytes = static_cast<size_t>(element_bytes);
  size_t input_size = pad->element_bytes, output_size = pad->element_bytes;
  for (size_t d = pad->rank; d-- > 0;) {
    if (input_dims[d] < 1 || before[d] < 0 || after[d] < 0) return false;
    pad->input_dims[d] = static_cast<size_t>(input_dims[d]);
    pad->output_strides[d] = output_size;
    if (d + 1 == pad->rank) pad->row_bytes = checked_product(pad->input_dims[d], pad->element_bytes);
    input_size = checked_product(input_size, input_dims[d]);
    output_size = checked_product(output_size, int64_t{before[d]} + input_dims[d] + after[d]);
    if (output_size >= kTooLarge) return false;
    pad->first += static_cast<size_t>(before[d]) * pad->output_strides[d];
  }
  // What has no padding lies as in the input: one row with the dimension before it.
  for (; pad->rank > 1 && before[pad->rank - 1] == 0 && after[pad->rank - 1] == 0; pad->rank--) {
    pad->row_bytes *= pad->input_dims[pad->rank - 2];
  }
  return plan_unary<uint8_t, uint8_t>(input_size, output_size, pad);
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_pad(int32_t rank, const int32_t* input_dims, const int32_t* before,
                                    const int32_t* after, int32_t element_bytes, const void* value,
                                    lanewise_operator** op) {
  using namespace lanewise;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  Pad checked = {};
  if (value == nullptr || !plan_pad(rank, input_dims, before, after, element_bytes, &checked)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  add_elements_phase(&checked, run_fill, checked.output_size, 1);
  add_phase(&checked, run_copy_rows, checked.two_input_sizes[0] / checked.row_bytes, checked.row_bytes);
  checked.microkernel = &movement::memcpy;
  std::memcpy(checked.value, value, checked.element_bytes);
  return publish(checked, op);
}

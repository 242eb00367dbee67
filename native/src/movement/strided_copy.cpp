// SPDX-License-Identifier: Apache-2.0
// TRANSPOSE, slices and everything else that gathers elements at regular distances.
#include <cstring>

#include "movement/movement_kernels.h"
#include "operator/elements.h"

namespace lanewise {
namespace {

struct StridedCopy : lanewise_operator {
  size_t rank;  // without the last dimension, which is a row
  size_t dims[LANEWISE_MAX_RANK];
  ptrdiff_t strides[LANEWISE_MAX_RANK];  // bytes
  size_t first;                          // offset of the first element read
  size_t row_elements;
  ptrdiff_t row_stride;  // bytes between the elements of a row
  size_t element_bytes;
};

template <typename Element>
void gather(const uint8_t* in, ptrdiff_t stride, uint8_t* out, size_t count) {
  for (size_t i = 0; i < count; i++, in += stride, out += sizeof(Element)) std::memcpy(out, in, sizeof(Element));
}

void copy_row(const StridedCopy& copy, const uint8_t* in, uint8_t* out) {
  if (copy.row_stride == static_cast<ptrdiff_t>(copy.element_bytes)) {
    std::memcpy(out, in, copy.row_elements * copy.element_bytes);
    return;
  }
  switch (copy.element_bytes) {
    case 1: return gather<uint8_t>(in, copy.row_stride, out, copy.row_elements);
    case 2: return gather<uint16_t>(in, copy.row_stride, out, copy.row_elements);
    case 4: return gather<uint32_t>(in, copy.row_stride, out, copy.row_elements);
    default: return gather<uint64_t>(in, copy.row_stride, out, copy.row_elements);
  }
}

// A unit is one row of the output.
void run_copy_rows(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const StridedCopy& copy = static_cast<const StridedCopy&>(op);
  const size_t row_bytes = copy.row_elements * copy.element_bytes;
  const uint8_t* in = static_cast<const uint8_t*>(buffers[0].data) + copy.first;
  uint8_t* out = static_cast<uint8_t*>(buffers[1].data) + part.begin * row_bytes;
  size_t index[LANEWISE_MAX_RANK] = {};
  for (size_t d = copy.rank, row = part.begin; d-- > 0; row /= copy.dims[d]) {
    index[d] = row % copy.dims[d];
    in += static_cast<ptrdiff_t>(index[d]) * copy.strides[d];
  }
  for (size_t row = part.begin; row < part.end; row++, out += row_bytes) {
    copy_row(copy, in, out);
    for (size_t d = copy.rank; d-- > 0; index[d] = 0) {
      in += copy.strides[d];
      if (++index[d] < copy.dims[d]) break;
      in -= static_cast<ptrdiff_t>(copy.dims[d]) * copy.strides[d];
    }
  }
}

// Neighbouring dimensions that lie as one become one: fewer, longer rows.
size_t collapse(int32_t rank, const int32_t* dims, const int32_t* strides, int64_t* sizes, int64_t* steps) {
  size_t count = 0;
  for (int32_t d = rank - 1; d >= 0; d--) {
    if (dims[d] == 1) continue;
    if (count > 0 && strides[d] == sizes[count - 1] * steps[count - 1]) {
      sizes[count - 1] *= dims[d];
    } else {
      sizes[count] = dims[d];
      steps[count++] = strides[d];
    }
  }
  if (count == 0) {
    sizes[count] = 1;
    steps[count++] = 1;
  }
  return count;
}

// False for a bad argument. Innermost first: sizes[0] is the row's.
bool plan_strided_copy(int32_t rank, const int32_t* dims, const int32_t* strides, int32_t start, int32_t element_bytes,
                       StridedCopy* copy) {
  if (rank < 1 || rank > LANEWISE_MAX_RANK || dims == nullptr || strides == nullptr || start < 0) return false;
  if (element_bytes != 1 && element_bytes != 2 && element_bytes != 4 && element_bytes != 8) return false;
  int64_t lowest = start, highest = start;
  size_t elements = 1;
  for (int32_t d = 0; d < rank; d++) {
    if (dims[d] < 1) return false;
    const int64_t reach = (dims[d] - int64_t{1}) * strides[d];
    (reach < 0 ? lowest : highest) += reach;
    elements = checked_product(elements, dims[d]);
  }
  if (lowest < 0 || highest > INT32_MAX || elements >= kTooLarge) return false;
  int64_t sizes[LANEWISE_MAX_RANK], steps[LANEWISE_MAX_RANK];
  const size_t count = collapse(rank, dims, strides, sizes, steps);
  copy->element_bytes = static_cast<size_t>(element_bytes);
  copy->first = static_cast<size_t>(start) * copy->element_bytes;
  copy->row_elements = static_cast<size_t>(sizes[0]);
  copy->row_stride = static_cast<ptrdiff_t>(steps[0] * element_bytes);
  copy->rank = count - 1;
  for (size_t d = 0; d < copy->rank; d++) {
    copy->dims[d] = static_cast<size_t>(sizes[count - 1 - d]);
    copy->strides[d] = static_cast<ptrdiff_t>(steps[count - 1 - d] * element_bytes);
  }
  return plan_unary<uint8_t, uint8_t>(checked_product(highest + 1, copy->element_bytes),
                                      checked_product(elements, copy->element_bytes), copy);
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_strided_copy(int32_t rank, const int32_t* dims, const int32_t* strides, int32_t start,
                                             int32_t element_bytes, lanewise_operator** op) {
  using namespace lanewise;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  StridedCopy checked = {};
  if (!plan_strided_copy(rank, dims, strides, start, element_bytes, &checked)) return LANEWISE_INVALID_ARGUMENT;
  const size_t row_bytes = checked.row_elements * checked.element_bytes;
  constexpr size_t kWorkOfAnElement = 4;  // where they lie apart
  add_phase(&checked, run_copy_rows, checked.output_size / row_bytes, checked.row_elements * kWorkOfAnElement);
  checked.microkernel = &movement::strided_copy;
  return publish(checked, op);
}

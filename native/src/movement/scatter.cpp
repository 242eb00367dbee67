// SPDX-License-Identifier: Apache-2.0
// SCATTER_ND: rows added to where indices say.
#include <cstring>
#include <type_traits>

#include "movement/movement_kernels.h"
#include "movement/row_index.h"
#include "operator/element_type.h"
#include "operator/elements.h"

namespace lanewise {
namespace {

struct Scatter : lanewise_operator {
  RowIndex index;
  size_t row_elements, count;
};

bool indices_fit(const lanewise_operator& op, const lanewise_buffer* buffers) {
  const Scatter& scatter = static_cast<const Scatter&>(op);
  return scatter.index.all_fit(static_cast<const uint8_t*>(buffers[0].data), scatter.count);
}

// First phase: zeros everywhere.
void run_clear(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const Elements bytes = elements_of(part, op.output_size);
  std::memset(static_cast<uint8_t*>(buffers[2].data) + bytes.first, 0, bytes.count);
}

struct Add {
  template <typename T>
  static T of(T a, T b) {
    if constexpr (std::is_integral_v<T>) {
      using Unsigned = std::make_unsigned_t<T>;  // wraps
      return static_cast<T>(static_cast<Unsigned>(static_cast<Unsigned>(a) + static_cast<Unsigned>(b)));
    } else {
      return a + b;
    }
  }
};

struct Or {
  template <typename T>
  static T of(T a, T b) {
    return static_cast<T>(a | b);
  }
};

// Second phase: several rows may meet in one, so a unit is a stretch of all rows and not some of them.
constexpr size_t kColumns = 64;

template <typename T, typename Sum>
void run_scatter(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const Scatter& scatter = static_cast<const Scatter&>(op);
  const uint8_t* indices = static_cast<const uint8_t*>(buffers[0].data);
  const uint8_t* rows = static_cast<const uint8_t*>(buffers[1].data);
  T* out = static_cast<T*>(buffers[2].data);
  const size_t row = scatter.row_elements, first = part.begin * kColumns;
  const size_t last = part.end * kColumns < row ? part.end * kColumns : row;
  for (size_t i = 0; i < scatter.count; i++) {
    T* to = out + scatter.index.row(indices, i) * row;
    for (size_t c = first; c < last; c++) {
      T value;
      std::memcpy(&value, rows + (i * row + c) * sizeof(T), sizeof value);  // no input need be aligned
      to[c] = Sum::of(to[c], value);
    }
  }
}

// NULL for a bad type.
PhaseFunction* choose(int32_t type) {
  switch (type) {
    case LANEWISE_BOOL: return run_scatter<uint8_t, Or>;
    case LANEWISE_F32: return run_scatter<float, Add>;
    case LANEWISE_S8:
    case LANEWISE_U8: return run_scatter<uint8_t, Add>;
    case LANEWISE_S16: return run_scatter<int16_t, Add>;
    case LANEWISE_S32: return run_scatter<int32_t, Add>;
    case LANEWISE_S64: return run_scatter<int64_t, Add>;
    default: return nullptr;
  }
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_scatter(int32_t rank, const int32_t* sizes, int32_t row_elements, int32_t count,
                                        int32_t type, int32_t index_bytes, lanewise_operator** op) {
  using namespace lanewise;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  Scatter checked = {};
  const size_t bytes = element_bytes(type);
  if (row_elements < 1 || count < 1 || bytes == 0 || !plan_row_index(rank, sizes, index_bytes, &checked.index) ||
      !plan_unary<uint8_t, uint8_t>(checked_product(count, rank, index_bytes),
                                    checked_product(checked.index.rows, row_elements, bytes), &checked)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  checked.input_count = 2;
  checked.two_input_sizes[1] = checked_product(count, row_elements, bytes);
  if (checked.two_input_sizes[1] >= kTooLarge) return LANEWISE_INVALID_ARGUMENT;
  checked.input_alignment = 0;
  checked.output_alignment = bytes;
  checked.row_elements = static_cast<size_t>(row_elements);
  checked.count = static_cast<size_t>(count);
  checked.accepts = indices_fit;
  add_elements_phase(&checked, run_clear, checked.output_size, 1);
  const size_t columns = checked.row_elements < kColumns ? checked.row_elements : kColumns;
  add_phase(&checked, choose(type), (checked.row_elements + kColumns - 1) / kColumns, checked.count * (8 + columns));
  checked.microkernel = &movement::scatter;
  return publish(checked, op);
}

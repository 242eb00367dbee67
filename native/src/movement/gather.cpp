// SPDX-License-Identifier: Apache-2.0
// GATHER and GATHER_ND: rows by indices that are known only when it runs.
#include <cstring>

#include "movement/movement_kernels.h"
#include "movement/row_index.h"
#include "operator/operator.h"

namespace lanewise {
namespace {

struct Gather : lanewise_operator {
  RowIndex index;
  size_t batches, outer, row_bytes, count;
};

bool indices_fit(const lanewise_operator& op, const lanewise_buffer* buffers) {
  const Gather& gather = static_cast<const Gather&>(op);
  return gather.index.all_fit(static_cast<const uint8_t*>(buffers[1].data), gather.batches * gather.count);
}

// A unit is one row of the output.
void run_gather(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const Gather& gather = static_cast<const Gather&>(op);
  const size_t bytes = gather.row_bytes;
  const uint8_t* indices = static_cast<const uint8_t*>(buffers[1].data);
  uint8_t* out = static_cast<uint8_t*>(buffers[2].data) + part.begin * bytes;
  for_each_row(part, gather.count, [&](size_t table, size_t first, size_t last) {
    const uint8_t* rows = static_cast<const uint8_t*>(buffers[0].data) + table * gather.index.rows * bytes;
    const size_t batch = table / gather.outer * gather.count;
    for (size_t i = batch + first; i < batch + last; i++, out += bytes) {
      std::memcpy(out, rows + gather.index.row(indices, i) * bytes, bytes);
    }
  });
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_gather(int32_t batches, int32_t outer, int32_t rank, const int32_t* sizes,
                                       int32_t row_bytes, int32_t count, int32_t index_bytes, lanewise_operator** op) {
  using namespace lanewise;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  Gather checked = {};
  if (batches < 1 || outer < 1 || row_bytes < 1 || count < 1 ||
      !plan_row_index(rank, sizes, index_bytes, &checked.index) ||
      !plan_unary<uint8_t, uint8_t>(checked_product(batches, outer, checked.index.rows, row_bytes),
                                    checked_product(batches, outer, count, row_bytes), &checked)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  checked.input_count = 2;
  checked.two_input_sizes[1] = checked_product(batches, count, rank, index_bytes);
  if (checked.two_input_sizes[1] >= kTooLarge) return LANEWISE_INVALID_ARGUMENT;
  checked.batches = static_cast<size_t>(batches);
  checked.outer = static_cast<size_t>(outer);
  checked.row_bytes = static_cast<size_t>(row_bytes);
  checked.count = static_cast<size_t>(count);
  checked.accepts = indices_fit;
  constexpr size_t kWorkOfAnIndex = 8;
  add_phase(&checked, run_gather, checked.output_size / checked.row_bytes,
            checked.row_bytes + kWorkOfAnIndex * checked.index.rank);
  checked.microkernel = &movement::gather;
  return publish(checked, op);
}

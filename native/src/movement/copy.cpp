// SPDX-License-Identifier: Apache-2.0
// RESHAPE and everything else that moves no element.
#include <cstring>

#include "movement/movement_kernels.h"
#include "operator/elements.h"

namespace lanewise {
namespace {

void run_copy(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const Elements bytes = elements_of(part, op.output_size);
  std::memcpy(static_cast<uint8_t*>(buffers[1].data) + bytes.first,
              static_cast<const uint8_t*>(buffers[0].data) + bytes.first, bytes.count);
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_copy(int32_t bytes, lanewise_operator** op) {
  using namespace lanewise;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  lanewise_operator checked = {};
  if (bytes < 1 || !plan_unary<uint8_t, uint8_t>(static_cast<size_t>(bytes), static_cast<size_t>(bytes), &checked)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  add_elements_phase(&checked, run_copy, checked.output_size, 1);
  checked.microkernel = &movement::memcpy;
  return publish(checked, op);
}

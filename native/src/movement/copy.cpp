// SPDX-License-Identifier: Apache-2.0
// RESHAPE and everything else that moves no element.
#include <cstring>

#include "runtime/operator.h"

namespace lanewise {
namespace {

void run_copy(const lanewise_operator& op, const lanewise_buffer* buffers) {
  std::memcpy(buffers[1].data, buffers[0].data, op.output_size);
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
  checked.run = run_copy;
  checked.microkernel = "memcpy";
  return publish(checked, op);
}

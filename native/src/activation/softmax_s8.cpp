// SPDX-License-Identifier: Apache-2.0
// int8 SOFTMAX. An exponential depends only on how far its input is below the row's maximum: 256 cases, kept as a
// table.
#include "activation/activation_kernels.h"
#include "activation/largest_s8.h"
#include "activation/softmax_s8.h"
#include "cpu/blocks.h"
#include "cpu/unguarded.h"
#include "operator/operator.h"
#include "quantization/tensor_scale_neon.h"

namespace lanewise {
namespace {

struct SoftmaxS8 : lanewise_operator {
  size_t depth;
  int32_t exponentials[256];  // Q0.31, by the distance from the maximum
};

LANEWISE_UNGUARDED void run_row(const SoftmaxS8& softmax, const int8_t* in, int8_t* out) {
  const int32_t maximum = largest(in, softmax.depth);
  uint64_t sum = 0;  // Q12.19
  for (size_t i = 0; i < softmax.depth; i++) {
    sum += static_cast<uint64_t>(rounding_divide_by_power_of_two(softmax.exponentials[maximum - in[i]], 12));
  }
  if (sum >= kSumOf512) {
    std::memset(out, INT8_MIN, softmax.depth);
    return;
  }
  const SumReciprocal reciprocal(static_cast<uint32_t>(sum));
  const ScaleDown scale(reciprocal.scale, -reciprocal.right_shift);
  const NarrowS8 narrow(INT8_MIN, INT8_MIN, INT8_MAX);
  for_each_block(in, out, softmax.depth, [&](const int8_t* from, int8_t* to) {
    int32_t exponentials[kBlock];
    for (size_t i = 0; i < kBlock; i++) exponentials[i] = softmax.exponentials[static_cast<uint8_t>(maximum - from[i])];
    int32x4_t probabilities[4];
    for (int i = 0; i < 4; i++) probabilities[i] = scale(vld1q_s32(exponentials + 4 * i));
    narrow.store(to, probabilities);
  });
}

LANEWISE_UNGUARDED void run_softmax_s8(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const SoftmaxS8& softmax = static_cast<const SoftmaxS8&>(op);
  const int8_t* in = static_cast<const int8_t*>(buffers[0].data);
  int8_t* out = static_cast<int8_t*>(buffers[1].data);
  for (size_t row = part.begin; row < part.end; row++) {
    run_row(softmax, in + row * softmax.depth, out + row * softmax.depth);
  }
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_softmax_s8(int32_t rows, int32_t depth, int32_t multiplier, int32_t shift,
                                           int32_t difference_minimum, lanewise_operator** op) {
  using namespace lanewise;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  SoftmaxS8 checked = {};
  const size_t elements = checked_product(rows, depth);
  if (rows < 1 || depth < 1 || !valid_differences(multiplier, shift, difference_minimum) ||
      !plan_unary<int8_t, int8_t>(elements, elements, &checked)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  checked.microkernel = &softmax_s8_neon;
  checked.depth = static_cast<size_t>(depth);
  add_phase(&checked, run_softmax_s8, static_cast<size_t>(rows), 16 * checked.depth);
  for (int32_t distance = 0; distance < 256 && -distance >= difference_minimum; distance++) {
    checked.exponentials[distance] =
        exponential_of_negative(multiply_by_quantized_multiplier(-distance, multiplier, shift));
  }
  return publish(checked, op);
}

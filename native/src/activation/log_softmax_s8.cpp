// SPDX-License-Identifier: Apache-2.0
// int8 LOG_SOFTMAX: d - log(sum(exp(d))) of differences d from a row's maximum. There are 256 of them: each has its
// Q5.26 form and its exponential in tables.
#include "activation/activation_kernels.h"
#include "activation/fixed_point_log.h"
#include "activation/largest_s8.h"
#include "activation/softmax_s8.h"
#include "operator/operator.h"

namespace lanewise {
namespace {

struct LogSoftmaxS8 : lanewise_operator {
  size_t depth;
  int32_t difference_minimum, inverse_multiplier, inverse_shift;
  int32_t scaled[256];        // Q5.26, by the distance from the maximum
  int32_t exponentials[256];  // Q12.19
};

constexpr int kOutputShift = 22;  // from Q5.26 to steps of 1/16

void run_row(const LogSoftmaxS8& op, const int8_t* in, int8_t* out) {
  const int32_t maximum = largest(in, op.depth);
  int32_t sum = 0;
  for (size_t i = 0; i < op.depth; i++) sum += op.exponentials[maximum - in[i]];
  const int32_t log = logarithm_of_sum(sum);
  // The smallest difference whose result Q5.26 can hold; below it the output is its least.
  const int32_t below = static_cast<int32_t>(static_cast<uint32_t>(log) + (1u << 31));
  const int32_t fits = multiply_by_quantized_multiplier(below, op.inverse_multiplier, op.inverse_shift);
  const int32_t limit = fits > op.difference_minimum - 1 ? fits : op.difference_minimum - 1;
  for (size_t i = 0; i < op.depth; i++) {
    const int32_t distance = maximum - in[i];
    const uint32_t result = static_cast<uint32_t>(op.scaled[distance]) - static_cast<uint32_t>(log);
    const int32_t steps = rounding_divide_by_power_of_two(static_cast<int32_t>(result), kOutputShift) + INT8_MAX;
    const int32_t saturated = steps < INT8_MIN ? INT8_MIN : steps > INT8_MAX ? INT8_MAX : steps;
    out[i] = static_cast<int8_t>(-distance <= limit ? INT8_MIN : saturated);
  }
}

// A unit is a row.
void run_log_softmax_s8(const lanewise_operator& base, const lanewise_buffer* buffers, const Part& part) {
  const LogSoftmaxS8& op = static_cast<const LogSoftmaxS8&>(base);
  const int8_t* in = static_cast<const int8_t*>(buffers[0].data);
  int8_t* out = static_cast<int8_t*>(buffers[1].data);
  for (size_t row = part.begin; row < part.end; row++) run_row(op, in + row * op.depth, out + row * op.depth);
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_log_softmax_s8(int32_t rows, int32_t depth, int32_t multiplier, int32_t shift,
                                               int32_t difference_minimum, int32_t inverse_multiplier,
                                               int32_t inverse_shift, lanewise_operator** op) {
  using namespace lanewise;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  LogSoftmaxS8 checked = {};
  const size_t elements = checked_product(rows, depth);
  if (rows < 1 || depth < 1 || depth > kLargestLogSoftmaxDepth ||
      !valid_differences(multiplier, shift, difference_minimum) || inverse_multiplier < 1 << 30 ||
      !valid_multiplier(inverse_multiplier, inverse_shift) ||
      !plan_unary<int8_t, int8_t>(elements, elements, &checked)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  checked.microkernel = &log_softmax_s8_generic;
  checked.depth = static_cast<size_t>(depth);
  checked.difference_minimum = difference_minimum;
  checked.inverse_multiplier = inverse_multiplier;
  checked.inverse_shift = inverse_shift;
  for (int32_t distance = 0; distance < 256; distance++) {
    checked.scaled[distance] = multiply_by_quantized_multiplier(-distance, multiplier, shift);
    if (-distance < difference_minimum) continue;
    checked.exponentials[distance] =
        rounding_divide_by_power_of_two(exponential_of_negative(checked.scaled[distance]), 12);
  }
  add_phase(&checked, run_log_softmax_s8, static_cast<size_t>(rows), 16 * checked.depth);
  return publish(checked, op);
}

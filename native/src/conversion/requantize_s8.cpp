// SPDX-License-Identifier: Apache-2.0
// QUANTIZE from int8 to int8, and RELU: functions of one int8 value, so their answers are worked out once.
#include "activation/lookup_s8.h"
#include "quantization/output_s8.h"
#include "quantization/requantize.h"

lanewise_status lanewise_create_requantize_s8(int32_t elements, const lanewise_requantization* requantization,
                                              lanewise_operator** op) {
  using namespace lanewise;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  OutputS8 output;
  if (!read_output_s8(requantization, 1, &output) || output.scaling == Scaling::kFloat)
    return LANEWISE_INVALID_ARGUMENT;
  int8_t table[256];
  for (int32_t value = -128; value <= 127; value++) {
    table[value + 128] = requantize(value - requantization->input_zero_point, requantization->multipliers[0],
                                    requantization->shifts[0], output.zero_point, output.minimum, output.maximum);
  }
  return create_lookup_s8(elements, table, op);
}

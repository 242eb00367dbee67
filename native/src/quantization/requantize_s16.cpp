// SPDX-License-Identifier: Apache-2.0
#include "quantization/requantize_s16.h"

#include "quantization/requantize.h"

namespace lanewise {

bool read_output_s16(const lanewise_requantization* requantization, size_t channels, OutputS16* output,
                     ScalesS16* scales) {
  if (requantization == nullptr || requantization->multipliers == nullptr || requantization->shifts == nullptr)
    return false;
  const lanewise_requantization& r = *requantization;
  if (r.factors != nullptr || r.input_zero_point != 0 || r.output_zero_point != 0 || !is_int16(r.output_minimum) ||
      !is_int16(r.output_maximum) || r.output_minimum > r.output_maximum) {
    return false;
  }
  for (size_t c = 0; c < channels; c++) {
    if (!valid_wide_multiplier(r.multipliers[c], r.shifts[c])) return false;
  }
  *output = {r.output_minimum, r.output_maximum, false};
  *scales = {nullptr, r.multipliers, r.shifts};
  return true;
}

}  // namespace lanewise

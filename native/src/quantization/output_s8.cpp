// SPDX-License-Identifier: Apache-2.0
#include "quantization/output_s8.h"

#include <cstring>

#include "quantization/requantize.h"

namespace lanewise {

bool read_output_s8(const lanewise_requantization* requantization, size_t channels, OutputS8* output) {
  if (requantization == nullptr) return false;
  const lanewise_requantization& r = *requantization;
  if (r.factors == nullptr && (r.multipliers == nullptr || r.shifts == nullptr)) return false;
  if (!is_int8(r.input_zero_point) || !is_int8(r.output_zero_point) || !is_int8(r.output_minimum) ||
      !is_int8(r.output_maximum) || r.output_minimum > r.output_maximum) {
    return false;
  }
  *output = {static_cast<int16_t>(r.output_zero_point), static_cast<int8_t>(r.output_minimum),
             static_cast<int8_t>(r.output_maximum), Scaling::kFloat};
  if (r.factors != nullptr) {
    for (size_t c = 0; c < channels; c++) {
      if (!(r.factors[c] >= 0 && r.factors[c] < 1073741824.0f)) return false;
    }
    return true;
  }
  bool right_shifts_only = true;
  for (size_t c = 0; c < channels; c++) {
    if (!valid_multiplier(r.multipliers[c], r.shifts[c])) return false;
    right_shifts_only &= r.shifts[c] < 0;
  }
  const bool rectified = is_rectified(r.output_zero_point, r.output_minimum, r.output_maximum);
  output->scaling = !right_shifts_only ? Scaling::kAny : rectified ? Scaling::kRectified : Scaling::kRight;
  return true;
}

Scaling less_row(Scaling scaling) {
  return scaling == Scaling::kDouble  ? Scaling::kDoubleLessRow
         : scaling == Scaling::kFloat ? Scaling::kFloatLessRow
                                      : Scaling::kAnyLessRow;
}

bool valid_weight_zero_points(const int32_t* zero_points, size_t channels) {
  if (zero_points == nullptr) return false;
  for (size_t c = 0; c < channels; c++) {
    if (!is_int8(zero_points[c])) return false;
  }
  return true;
}

bool proven_without_minus_128(const int8_t* weights, size_t count) {
  return std::memchr(weights, 0x80, count) == nullptr;
}

}  // namespace lanewise

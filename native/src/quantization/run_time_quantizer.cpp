// SPDX-License-Identifier: Apache-2.0
// Compiled without fused multiplications (CMakeLists.txt): the last bit of a product decides how it is rounded.
#include "quantization/run_time_quantizer.h"

namespace lanewise {
namespace {

double magnitude(double value) { return value < 0 ? -value : value; }

/** Rounded, ties away from zero, clamped; NaN becomes 0, as in the rest of the library. */
int32_t round_and_clamp(double value, double least, double most) {
  if (!(value == value)) return 0;
  // Not 0.5, which the value just below it would be rounded up with.
  constexpr double kAlmostHalf = 0.49999999999999994;
  const double rounded = value + (value < 0 ? -kAlmostHalf : kAlmostHalf);
  return static_cast<int32_t>(rounded < least ? least : rounded > most ? most : rounded);
}

/** From the end of the range, in steps, at which the error of doing so is smaller. */
int32_t zero_point_of(double minimum, double maximum) {
  const bool lower = 128 + magnitude(minimum) < 127 + magnitude(maximum);
  return round_and_clamp(lower ? -128 - minimum : 127 - maximum, -128, 127);
}

}  // namespace

RunTimeQuantizer run_time_quantizer(const float* values, size_t count, bool asymmetric) {
  float minimum = __builtin_inff(), maximum = -minimum;
  for (size_t i = 0; i < count; i++) {
    minimum = values[i] < minimum ? values[i] : minimum;
    maximum = values[i] > maximum ? values[i] : maximum;
  }
  if (!asymmetric) {
    const float low = minimum < 0 ? -minimum : minimum, high = maximum < 0 ? -maximum : maximum;
    const float range = low > high ? low : high;
    if (range == 0) return {1, 0, 0, -127};
    return {range / 127, 127 / range, 0, -127};
  }
  const double low = minimum < 0 ? minimum : 0.0f, high = maximum > 0 ? maximum : 0.0f;
  if (low == high) return {1, 0, 0, -128};
  const double exact = (high - low) / 255;
  const float scale = static_cast<float>(exact);
  return {scale, 1 / scale, zero_point_of(low / exact, high / exact), -128};
}

void RunTimeQuantizer::quantize(const float* values, size_t count, int16_t* quantized) const {
  const float offset = static_cast<float>(zero_point);
  for (size_t i = 0; i < count; i++) {
    const float scaled = values[i] * inverse;
    quantized[i] = static_cast<int16_t>(round_and_clamp(offset + scaled, least, 127) - zero_point);
  }
}

}  // namespace lanewise

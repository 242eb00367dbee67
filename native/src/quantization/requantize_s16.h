// SPDX-License-Identifier: Apache-2.0
// int64 accumulator -> int16, TFLite's arithmetic for int16 activations: convolutions by a multiplier of 15 bits with
// one rounding, ties upward (kernels/internal/common.cc, MultiplyByQuantizedMultiplier of int64); dense layers by a
// factor in double, ties away from zero, as scale_in_double.h.
#ifndef LANEWISE_QUANTIZATION_REQUANTIZE_S16_H_
#define LANEWISE_QUANTIZATION_REQUANTIZE_S16_H_

#include <cstddef>
#include <cstdint>

#include "lanewise.h"
#include "quantization/requantize.h"

namespace lanewise {

/** The fused activation, and which of the two arithmetics. */
struct OutputS16 {
  int32_t minimum, maximum;
  bool in_double;
};

/** Of every output channel: `factors`, or `multipliers` and `shifts`. */
struct ScalesS16 {
  const double* factors;
  const int32_t* multipliers;
  const int32_t* shifts;
};

/** 15 bits of a Q0.31 multiplier, rounded. */
constexpr int32_t reduced_multiplier(int32_t multiplier) {
  return multiplier < 0x7FFF0000 ? (multiplier + (1 << 15)) >> 16 : 0x7FFF;
}

inline int16_t clamp_s16(int32_t value, const OutputS16& output) {
  return static_cast<int16_t>(value < output.minimum   ? output.minimum
                              : value > output.maximum ? output.maximum
                                                       : value);
}

/** Below 2^47, x is scaled by a multiplier and shift that are valid_multiplier, and of 7 bits to the left at most. */
inline bool valid_wide_multiplier(int32_t multiplier, int32_t shift) {
  return valid_multiplier(multiplier, shift) && shift <= 7;
}

/** `right_shift` is 15 - shift, 8 to 46. The scaled value keeps its low 32 bits, as the reference. */
inline int32_t scale_wide(int64_t x, int32_t reduced, int32_t right_shift) {
  return static_cast<int32_t>((x * reduced + (int64_t{1} << (right_shift - 1))) >> right_shift);
}

inline int16_t requantize_s16(int64_t accumulator, int32_t reduced, int32_t right_shift, const OutputS16& output) {
  return clamp_s16(scale_wide(accumulator, reduced, right_shift), output);
}

inline int16_t scale_in_double_s16(int64_t accumulator, double factor, const OutputS16& output) {
  // Beyond int16 anyway; comparisons between product and sum also keep the compiler from fusing the two.
  constexpr double kMost = 40000;
  double value = static_cast<double>(accumulator) * factor;
  value = value > kMost ? kMost : value < -kMost ? -kMost : value;
  return clamp_s16(static_cast<int32_t>(value + (value < 0 ? -0.49999999999999994 : 0.49999999999999994)), output);
}

constexpr bool is_int16(int32_t value) { return value >= INT16_MIN && value <= INT16_MAX; }

/** The output of int16 with checked scales; false where a parameter is out of range. */
bool read_output_s16(const lanewise_requantization* requantization, size_t channels, OutputS16* output,
                     ScalesS16* scales);

}  // namespace lanewise

#endif  // LANEWISE_QUANTIZATION_REQUANTIZE_S16_H_

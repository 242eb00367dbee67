// SPDX-License-Identifier: Apache-2.0
// The output side of int8 operators that scale each channel by itself.
#ifndef LANEWISE_QUANTIZATION_OUTPUT_S8_H_
#define LANEWISE_QUANTIZATION_OUTPUT_S8_H_

#include <cstddef>
#include <cstdint>

#include "lanewise.h"

namespace lanewise {

/** What is known of all channels of an output, and saves instructions. */
enum class Scaling : uint8_t {
  kAny,
  kRight,      // every channel shifts right by at least 1
  kRectified,  // so it does, and the zero point is -128 and the clamp -128 to 127: a fused RELU
  kDouble,     // in double, by a factor for each channel: fully_connected, as TFLite does it
  kFloat,      // in float, by a factor for each channel: as ONNX does it
  // As kAny, kDouble and kFloat, of sums that still lack what the zero points of their weights make of the input.
  kAnyLessRow,
  kDoubleLessRow,
  kFloatLessRow,
};

/** The scaling of the same outputs where weights have zero points. */
Scaling less_row(Scaling scaling);

/** The output side of requantization, common to all channels. */
struct OutputS8 {
  int16_t zero_point;
  int8_t minimum, maximum;
  Scaling scaling;
};

/** Reads what a create function was given for the output; false where it is out of range. */
bool read_output_s8(const lanewise_requantization* requantization, size_t channels, OutputS8* output);

/** Whether there is an int8 zero point for each of these weights' channels. */
bool valid_weight_zero_points(const int32_t* zero_points, size_t channels);

/** Whether no weight is -128: the proof that the pair kernels need. */
bool proven_without_minus_128(const int8_t* weights, size_t count);

}  // namespace lanewise

#endif  // LANEWISE_QUANTIZATION_OUTPUT_S8_H_

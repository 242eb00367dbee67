// SPDX-License-Identifier: Apache-2.0
// Floats to int8 by their own range, as TFLite's dynamic-range kernels quantize a row or an image
// (PortableSymmetricQuantizeFloats, PortableAsymmetricQuantizeFloats).
#ifndef LANEWISE_QUANTIZATION_RUN_TIME_QUANTIZER_H_
#define LANEWISE_QUANTIZATION_RUN_TIME_QUANTIZER_H_

#include <cstddef>
#include <cstdint>

namespace lanewise {

struct RunTimeQuantizer {
  float scale, inverse;
  int32_t zero_point;    // 0 if symmetric
  int32_t least;         // -127 if symmetric, else -128

  /** Writes q - zero_point: -255 to 255. */
  void quantize(const float* values, size_t count, int16_t* quantized) const;
};

/** By the smallest and largest of `count` values, at least one; `asymmetric`: with a zero point by the range, else
 *  0. */
RunTimeQuantizer run_time_quantizer(const float* values, size_t count, bool asymmetric);

}  // namespace lanewise

#endif  // LANEWISE_QUANTIZATION_RUN_TIME_QUANTIZER_H_

// SPDX-License-Identifier: Apache-2.0
// Plain C++: what runs where no other row does, and what LANEWISE_ISA=generic asks for.
#include <algorithm>

#include "gemm/gemm_s8.h"
#include "quantization/requantize.h"
#include "quantization/scale_in_double.h"
#include "quantization/scale_in_float.h"

namespace lanewise {
namespace {

constexpr size_t kNr = 4, kKr = 4;

int8_t scale(const OutputS8& output, const int32_t* scales, size_t lane, int32_t acc) {
  if (output.scaling != Scaling::kDouble && output.scaling != Scaling::kFloat) {
    const int shift = scales[kNr + lane] + scales[2 * kNr + lane];
    return requantize(acc, scales[lane], shift, output.zero_point, output.minimum, output.maximum);
  }
  int32_t lanes[kNr] = {};
  lanes[lane] = acc;
  if (output.scaling == Scaling::kFloat) {
    lanes[lane] = scale_in_float(acc, reinterpret_cast<const float*>(scales)[lane]);
  } else {
    scale_in_double(lanes, reinterpret_cast<const double*>(scales), kNr);
  }
  const int64_t value = int64_t{lanes[lane]} + output.zero_point;
  return static_cast<int8_t>(std::min<int64_t>(std::max<int64_t>(value, output.minimum), output.maximum));
}

void cell(const GemmS8Call& call, const uint8_t* panel, size_t row, size_t lane, int8_t* c) {
  uint32_t acc = reinterpret_cast<const uint32_t*>(panel)[lane];  // wraps
  const int8_t* w = reinterpret_cast<const int8_t*>(panel + kNr * sizeof(int32_t));
  for (size_t s = 0; s < call.segments; s++) {
    const int8_t* a = call.a[row] + call.segment_offsets[s];
    for (size_t k = 0; k < call.segment_bytes; k += kKr) {
      int32_t products = 0;
      for (size_t i = 0; i < kKr; i++) products += a[k + i] * w[lane * kKr + i];
      acc += static_cast<uint32_t>(products);
      w += kNr * kKr;
    }
  }
  c[row * call.c_stride] = scale(call.output, reinterpret_cast<const int32_t*>(w), lane, static_cast<int32_t>(acc));
}

}  // namespace

void gemm_s8_4x4c4_generic(const GemmS8Call& call) {
  const size_t panel_bytes = call.segments * call.segment_bytes * kNr + 4 * kNr * sizeof(int32_t);
  for (size_t n = 0; n < call.columns; n++) {
    for (size_t row = 0; row < call.rows; row++) {
      cell(call, call.panels + n / kNr * panel_bytes, row, n % kNr, call.c + n);
    }
  }
}

}  // namespace lanewise

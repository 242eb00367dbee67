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

bool takes_off_rows(Scaling scaling) {
  return scaling == Scaling::kAnyLessRow || scaling == Scaling::kDoubleLessRow || scaling == Scaling::kFloatLessRow;
}

/** The sum times its scale, which is one of the panel's. */
int32_t scaled(Scaling scaling, const int32_t* scales, size_t lane, int32_t acc) {
  switch (scaling) {
    case Scaling::kAny:
    case Scaling::kRight:
    case Scaling::kRectified:
      return multiply_by_quantized_multiplier(acc, scales[lane], scales[kNr + lane] + scales[2 * kNr + lane]);
    case Scaling::kAnyLessRow: return multiply_by_quantized_multiplier(acc, scales[lane], scales[kNr + lane]);
    case Scaling::kFloat:
    case Scaling::kFloatLessRow: return scale_in_float(acc, reinterpret_cast<const float*>(scales)[lane]);
    case Scaling::kDouble:
    case Scaling::kDoubleLessRow: break;
  }
  int32_t lanes[kNr] = {};
  lanes[lane] = acc;
  scale_in_double(lanes, reinterpret_cast<const double*>(scales), kNr);
  return lanes[lane];
}

int8_t output_of(const OutputS8& output, const int32_t* scales, size_t lane, int32_t acc) {
  const int64_t value = int64_t{scaled(output.scaling, scales, lane, acc)} + output.zero_point;
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
  const int32_t* scales = reinterpret_cast<const int32_t*>(w);
  if (takes_off_rows(call.output.scaling)) {
    acc -= static_cast<uint32_t>(call.row_sums[row]) * static_cast<uint32_t>(scales[2 * kNr + lane]);
  }
  c[row * call.c_stride] = output_of(call.output, scales, lane, static_cast<int32_t>(acc));
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

// SPDX-License-Identifier: Apache-2.0
// Plain C++: what runs where no other row does, and what LANEWISE_ISA=generic asks for.
#include "microkernels/microkernels.h"
#include "quantization/requantize.h"

namespace lanewise {
namespace {

constexpr size_t kNr = 4, kKr = 4;

void cell(const GemmS8Call& call, const uint8_t* panel, size_t row, size_t lane, int8_t* c) {
  int32_t acc = reinterpret_cast<const int32_t*>(panel)[lane];
  const int8_t* w = reinterpret_cast<const int8_t*>(panel + kNr * sizeof(int32_t));
  for (size_t s = 0; s < call.segments; s++) {
    const int8_t* a = call.a[row] + call.segment_offsets[s];
    for (size_t k = 0; k < call.segment_bytes; k += kKr) {
      for (size_t i = 0; i < kKr; i++) acc = static_cast<int32_t>(static_cast<uint32_t>(acc) + static_cast<uint32_t>(a[k + i] * w[lane * kKr + i]));
      w += kNr * kKr;
    }
  }
  const int32_t* scales = reinterpret_cast<const int32_t*>(w);
  int shift = scales[kNr + lane] + scales[2 * kNr + lane];
  c[row * call.c_stride] =
      requantize(acc, scales[lane], shift, call.output.zero_point, call.output.minimum, call.output.maximum);
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

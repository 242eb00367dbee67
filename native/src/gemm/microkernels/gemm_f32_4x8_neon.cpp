// SPDX-License-Identifier: Apache-2.0
// 4x8 in NEON: 4 rows by 2 vectors of 4 columns, one value of each row against 8 weights per step; 8 accumulators, so
// that it fits armv7's 16 registers too. Products are added one after the other and the bias last, as in TFLite's
// reference.
#include "gemm/gemm_f32.h"

#include <cstring>

#include "cpu/neon.h"

namespace lanewise {
namespace {

template <int R>
LANEWISE_INLINE void tile(const GemmF32Call& call, const float* const* rows, const float* panel, float* c,
                          size_t columns) {
  float32x4_t acc[R][2];
  for (int r = 0; r < R; r++) {
    acc[r][0] = vdupq_n_f32(0);
    acc[r][1] = vdupq_n_f32(0);
  }
  const float* w = panel + kGemmF32Columns;
  for (size_t s = 0; s < call.segments; s++) {
    for (size_t k = 0; k < call.segment_length; k++) {
      const float32x4_t low = vld1q_f32(w), high = vld1q_f32(w + 4);
      w += kGemmF32Columns;
      for (int r = 0; r < R; r++) {
        const float a = rows[r][call.segment_offsets[s] / sizeof(float) + k];
        acc[r][0] = vmlaq_n_f32(acc[r][0], low, a);
        acc[r][1] = vmlaq_n_f32(acc[r][1], high, a);
      }
    }
  }
  const float32x4_t low_bias = vld1q_f32(panel), high_bias = vld1q_f32(panel + 4);
  const float32x4_t minimum = vdupq_n_f32(call.output.minimum), maximum = vdupq_n_f32(call.output.maximum);
  for (int r = 0; r < R; r++, c += call.c_stride) {
    float out[kGemmF32Columns];
    vst1q_f32(out, vminq_f32(vmaxq_f32(vaddq_f32(acc[r][0], low_bias), minimum), maximum));
    vst1q_f32(out + 4, vminq_f32(vmaxq_f32(vaddq_f32(acc[r][1], high_bias), minimum), maximum));
    std::memcpy(c, out, (columns < kGemmF32Columns ? columns : kGemmF32Columns) * sizeof(float));
  }
}

template <int R>
LANEWISE_INLINE void all_columns(const GemmF32Call& call, const float* const* rows, float* c) {
  const float* panel = reinterpret_cast<const float*>(call.panels);
  for (size_t n = 0; n < call.columns; n += kGemmF32Columns) {
    tile<R>(call, rows, panel, c + n, call.columns - n);
    panel += gemm_f32_panel_elements(call.segments * call.segment_length);
  }
}

}  // namespace

void gemm_f32_4x8_neon(const GemmF32Call& shared) {
  const GemmF32Call call = shared;  // stores to C cannot change it
  size_t m = 0;
  for (; m + 4 <= call.rows; m += 4) all_columns<4>(call, call.a + m, call.c + m * call.c_stride);
  for (; m < call.rows; m++) all_columns<1>(call, call.a + m, call.c + m * call.c_stride);
}

}  // namespace lanewise

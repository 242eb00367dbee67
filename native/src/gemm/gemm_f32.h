// SPDX-License-Identifier: Apache-2.0
// float matrix multiplication with bias and clamp: the float twin of gemm_s8.h, for calibration and for operators that
// stay float. Rows of A are segments as there. Weights are packed into panels of 8 columns: bias[8], then w[k][8].
#ifndef LANEWISE_GEMM_GEMM_F32_H_
#define LANEWISE_GEMM_GEMM_F32_H_

#include <cstddef>
#include <cstdint>

#include "cpu/microkernel.h"

namespace lanewise {

constexpr size_t kGemmF32Columns = 8;

/** The fused clamp. */
struct OutputF32 {
  float minimum, maximum;
};

struct GemmF32Call {
  size_t rows, columns;
  const float* const* a;
  size_t segments;
  const size_t* segment_offsets;  // bytes
  size_t segment_length;          // elements
  const uint8_t* panels;
  float* c;
  size_t c_stride;                // elements
  OutputF32 output;
};

/** A row of gemm_f32.inc. */
using GemmF32Row = UniversalRow<GemmF32Call>;

extern const Microkernels<GemmF32Row> kGemmF32Table;

#define LANEWISE_MICROKERNEL(name, ...) void name(const GemmF32Call& call);
#include "gemm/gemm_f32.inc"
#undef LANEWISE_MICROKERNEL

constexpr size_t gemm_f32_panel_elements(size_t products) { return kGemmF32Columns * (products + 1); }

/** Packs weights [columns][products]; `bias` may be NULL. */
void pack_gemm_f32(size_t columns, size_t products, const float* weights, const float* bias, float* panels);

}  // namespace lanewise

#endif  // LANEWISE_GEMM_GEMM_F32_H_

// SPDX-License-Identifier: Apache-2.0
// int16 rows times int8 weights, summed in int64, narrowed to int16: convolutions and dense layers of TFLite's 16x8.
// Rows of A are segments as in gemm_s8.h. Weights are packed into panels of 8 columns:
//   int64 bias[8]
//   double factor[8], or int32 multiplier[8] (15 bits) and int32 right_shift[8]
//   int8 w[products][8]
// or, for sums that become floats (TFLite's dynamic range), bias 0 and in the place of the factors float scale[8],
// bias[8].
#ifndef LANEWISE_GEMM_GEMM_S16_H_
#define LANEWISE_GEMM_GEMM_S16_H_

#include <cstddef>
#include <cstdint>

#include "cpu/microkernel.h"
#include "quantization/dynamic_scale_f32.h"
#include "quantization/requantize_s16.h"

namespace lanewise {

constexpr size_t kGemmS16Columns = 8;

template <typename Result, typename Output>
struct GemmS16CallOf {
  size_t rows, columns;
  const int16_t* const* a;
  size_t segments;
  const size_t* segment_offsets;  // bytes
  size_t segment_length;          // elements
  const uint8_t* panels;
  Result* c;
  size_t c_stride;                // elements
  Output output;
};

using GemmS16Call = GemmS16CallOf<int16_t, OutputS16>;
using GemmDynamicF32Call = GemmS16CallOf<float, OutputDynamicF32>;

/** Rows of gemm_s16.inc and gemm_dynamic_f32.inc. */
using GemmS16Row = UniversalRow<GemmS16Call>;
using GemmDynamicF32Row = UniversalRow<GemmDynamicF32Call>;

extern const Microkernels<GemmS16Row> kGemmS16Table;
extern const Microkernels<GemmDynamicF32Row> kGemmDynamicF32Table;

#define LANEWISE_MICROKERNEL(name, ...) void name(const GemmS16Call& call);
#include "gemm/gemm_s16.inc"
#undef LANEWISE_MICROKERNEL
#define LANEWISE_MICROKERNEL(name, ...) void name(const GemmDynamicF32Call& call);
#include "gemm/gemm_dynamic_f32.inc"
#undef LANEWISE_MICROKERNEL

constexpr size_t gemm_s16_panel_bytes(size_t products) { return kGemmS16Columns * (2 * sizeof(int64_t) + products); }

/** Packs weights [columns][products], the first of which is column `first` of `scales` and `bias` (which may be
 *  NULL). */
void pack_gemm_s16(size_t columns, size_t products, const int8_t* weights, const int64_t* bias, const ScalesS16& scales,
                   size_t first, uint8_t* panels);

/** The same for sums that become floats; `bias` may be NULL. */
void pack_gemm_dynamic_f32(size_t columns, size_t products, const int8_t* weights, const float* scales,
                           const float* bias, uint8_t* panels);

}  // namespace lanewise

#endif  // LANEWISE_GEMM_GEMM_S16_H_

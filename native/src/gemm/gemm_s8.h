// SPDX-License-Identifier: Apache-2.0
// int8 matrix multiplication with fused requantization:
//   C[m][n] = requantize(bias[n] + sum over k of A[m][k] * W[n][k])
//
// A row of A is not one run of bytes but `segments` runs at the same offsets from the row's pointer. A plain matrix has
// one segment; a 3x3 convolution over an NHWC image has three, each the 3 * channels bytes that lie side by side in one
// image row. So convolution needs neither an im2col copy nor a pointer for every tap.
//
// Weights are packed into panels of NR columns:
//   int32 bias[NR]                      the input zero point already folded in
//   int8  w[segments][steps][NR][KR]    (int16 for kernels by lane) each segment filled up with zeros to a multiple of
//                                       the tail; where that leaves less than KR, the last step holds [NR][tail]
//   int32 multiplier[NR], right_shift[NR] (<= 0), left_shift[NR] (>= 0), or in their place double or float factor[NR]
//
// Weights with zero points z are multiplied as they are: sum a (w - z) = sum a w - z sum a. The sums of the rows of A
// come with the call, and a panel ends with
//   int32 multiplier[NR], shift[NR], or in place of these two a factor as above; zero_point[NR]
#ifndef LANEWISE_GEMM_GEMM_S8_H_
#define LANEWISE_GEMM_GEMM_S8_H_

#include <cstddef>
#include <cstdint>

#include "cpu/microkernel.h"
#include "quantization/output_s8.h"

namespace lanewise {

/** One call: any number of rows of A against any number of columns. */
struct GemmS8Call {
  size_t rows, columns;
  const int8_t* const* a;         // one pointer for each row
  size_t segments;
  const size_t* segment_offsets;  // from a row's pointer
  size_t segment_bytes;           // read of each segment: a multiple of the tail
  const uint8_t* panels;
  int8_t* c;
  size_t c_stride;                // bytes from row to row
  OutputS8 output;
  const int32_t* row_sums = nullptr;  // of each row, where the output's scaling takes them off
};

using GemmS8Function = void(const GemmS8Call& call);

/** A row of gemm_s8.inc. */
struct GemmS8Row : Microkernel {
  /** What a kernel is wanted for. */
  struct Work {
    bool proven;   // no weight is -128
    size_t depth;  // bytes of K
  };

  size_t mr, nr, kr, k_tail;
  size_t weight_bytes;
  size_t most_depth;
  bool needs_proof;
  GemmS8Function* run;

  bool suits(const Work& work) const { return (work.proven || !needs_proof) && work.depth <= most_depth; }
};

/** Its last row suits all work at every level. */
extern const Microkernels<GemmS8Row> kGemmS8Table;

#define LANEWISE_MICROKERNEL(name, ...) GemmS8Function name;
#include "gemm/gemm_s8.inc"
#undef LANEWISE_MICROKERNEL

/** A packed weight matrix and how to multiply with it. */
struct GemmS8 {
  const GemmS8Row* kernel;
  size_t columns;
  size_t segments, segment_bytes;
  size_t panel_bytes;
  size_t block_columns;  // columns multiplied before going to the next rows, so that their panels stay in the L1 cache
  const uint8_t* panels;
  OutputS8 output;
};

/** Sizes of everything but the pointers, for [columns][segments][segment_length] weights. */
GemmS8 plan_gemm_s8(const GemmS8Row* kernel, size_t columns, size_t segments, size_t segment_length,
                    const OutputS8& output);

/** Bytes of all panels; kTooLarge or more where they cannot be allocated. */
size_t panels_size(const GemmS8& gemm);

/** What a matrix is packed from. The scales that its Scaling does not use are NULL. */
struct ColumnsS8 {
  const int8_t* weights;       // [columns][segments][segment_length]
  const int32_t* bias;         // NULL for none
  int32_t input_zero_point;
  const int32_t* multipliers;  // these two as in the C API
  const int32_t* shifts;
  const double* factors;       // for Scaling::kDouble
  const float* float_factors;  // for Scaling::kFloat
  const int32_t* zero_points = nullptr;  // of the weights; NULL where all are 0
};

/** The columns from `first` on. */
ColumnsS8 columns_from(const ColumnsS8& columns, size_t first, size_t column_bytes);

void pack_gemm_s8(const GemmS8& gemm, size_t segment_length, const ColumnsS8& columns, uint8_t* panels);

}  // namespace lanewise

#endif  // LANEWISE_GEMM_GEMM_S8_H_

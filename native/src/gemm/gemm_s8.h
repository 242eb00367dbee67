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
// A kernel that skips zeros is a dense kernel with segments for each panel: the steps of K that hold what is not zero
// in its columns (kept_steps.h), all of the same few bytes. A panel begins with them,
//   size_t count, offsets[count]        bytes from a row's pointer; filled up to a multiple of 16 bytes
// and goes on as a dense kernel's panel with these segments. Panels are as long as what they keep, so where they start
// is put before them: size_t starts[panels], in bytes from there.
//
// Weights with zero points z are multiplied as they are: sum a (w - z) = sum a w - z sum a. The sums of the rows of A
// come with the call, and a panel ends with
//   int32 multiplier[NR], shift[NR], or in place of these two a factor as above; zero_point[NR]
#ifndef LANEWISE_GEMM_GEMM_S8_H_
#define LANEWISE_GEMM_GEMM_S8_H_

#include <cstddef>
#include <cstdint>

#include "cpu/microkernel.h"
#include "gemm/kept_steps.h"
#include "quantization/output_s8.h"

namespace lanewise {

/** One call: any number of rows of A against any number of columns. */
struct GemmS8Call {
  size_t rows, columns;
  const int8_t* const* a;         // one pointer for each row
  size_t segments;                // these two of dense kernels only
  const size_t* segment_offsets;  // from a row's pointer
  size_t segment_bytes;           // read of each segment: a multiple of the tail; or the bytes of a kept step
  const uint8_t* panels;
  int8_t* c;
  size_t c_stride;                // bytes from row to row
  OutputS8 output;
  const int32_t* row_sums = nullptr;  // of each row, where the output's scaling takes them off
  bool steps_of_panels = false;       // whether panels begin with segments of their own
};

using GemmS8Function = void(const GemmS8Call& call);

/** A row of gemm_s8.inc. */
struct GemmS8Row : Microkernel {
  /** What a kernel is wanted for. */
  struct Work {
    bool proven;  // no weight is -128
    WeightsS8 weights;
  };

  size_t mr, nr, kr, k_tail;
  size_t weight_bytes;
  size_t most_depth;
  bool needs_proof;
  size_t step_cost;
  GemmS8Function* run;

  bool skips_zeros() const { return step_cost != 0; }
  /** What the weights cost a kernel that skips zeros. */
  KeptSteps kept_steps(const WeightsS8& weights) const { return cheapest_steps(weights, nr, k_tail, step_cost); }
  bool suits(const Work& work) const {
    return (work.proven || !needs_proof) && work.weights.depth() <= most_depth &&
           (!skips_zeros() || kept_steps(work.weights).percent < 100);
  }
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
  size_t segments, segment_length;
  size_t read_bytes;     // of each segment of A
  size_t segment_bytes;  // of a call
  size_t panel_bytes;    // the mean of panels that skip zeros
  size_t packed_bytes;   // kTooLarge or more where they cannot be allocated; of several groups, the most of one
  size_t block_columns;  // columns multiplied before going to the next rows, so that their panels stay in the L1 cache
  const uint8_t* packed;
  OutputS8 output;
};

/** Everything but the pointers. Of dense kernels the weights are not read. */
GemmS8 plan_gemm_s8(const GemmS8Row* kernel, const WeightsS8& weights, const OutputS8& output);

/** Bytes of a panel as of a dense kernel; kTooLarge or more where they cannot be allocated. */
size_t dense_panel_bytes(const GemmS8Row& kernel, size_t segments, size_t segment_bytes);

/** Bytes of what comes before the first panel. */
inline size_t starts_of_panels_bytes(const GemmS8& gemm) {
  return gemm.kernel->skips_zeros() ? ((gemm.columns - 1) / gemm.kernel->nr + 1) * sizeof(size_t) : 0;
}

/** The panel that begins with a column, a multiple of NR. */
inline const uint8_t* panel_at(const GemmS8& gemm, const uint8_t* packed, size_t column) {
  const size_t panel = column / gemm.kernel->nr;
  return packed + (gemm.kernel->skips_zeros() ? reinterpret_cast<const size_t*>(packed)[panel]
                                              : panel * gemm.panel_bytes);
}

/** What the panel of a kernel that skips zeros begins with, and the dense kernel's panel behind it. */
struct SegmentsOfPanel {
  size_t count;
  const size_t* offsets;
  const uint8_t* panel;
};

inline size_t segments_of_panel_bytes(size_t count) { return ((1 + count) * sizeof(size_t) + 15) / 16 * 16; }

inline SegmentsOfPanel segments_of_panel(const uint8_t* bytes) {
  const size_t* words = reinterpret_cast<const size_t*>(bytes);
  return {words[0], words + 1, bytes + segments_of_panel_bytes(words[0])};
}

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

/** Packs one group for calls with these offsets of segments into zeroed memory of `packed_bytes`. */
void pack_gemm_s8(const GemmS8& gemm, const size_t* segment_offsets, const ColumnsS8& columns, uint8_t* packed);

}  // namespace lanewise

#endif  // LANEWISE_GEMM_GEMM_S8_H_

// SPDX-License-Identifier: Apache-2.0
// int8 depthwise convolution over a rectangle of output pixels. Vector lanes are channels: one tap of 16 channels is 16
// bytes of the NHWC image against 16 bytes of weights.
//
// Weights are packed into panels of NR channels:
//   int32 bias[NR]          the input zero point already folded in
//   int8  w[taps][NR]       where KR is 1
//   int8  w[3][2][NR][4]    where KR is 4, for windows of 3x3 that slide: rows; 4 neighbouring columns of the image,
//                           of which the first of two pixels sees the first three and the second the last three
//   int32 multiplier[NR], right_shift[NR] (<= 0), left_shift[NR] (>= 0)
#ifndef LANEWISE_DEPTHWISE_DEPTHWISE_S8_H_
#define LANEWISE_DEPTHWISE_DEPTHWISE_S8_H_

#include "cpu/microkernel.h"
#include "quantization/output_s8.h"

namespace lanewise {

/** One call: `pixels` outputs of each of some image rows, all channels. Several rows, so that what a panel needs is
 *  loaded into registers once for all of them. */
struct DepthwiseS8Call {
  size_t rows, pixels;
  const int8_t* input;        // the first pixel's window
  size_t row_stride;          // bytes from one row's windows to the next
  size_t pixel_stride;        // bytes from one pixel's window to the next
  size_t taps;
  const size_t* tap_offsets;  // bytes from a window's start to each tap
  size_t channels;
  const uint8_t* panels;
  int8_t* out;                // pixels x channels of each row
  size_t out_row_stride;      // bytes
  OutputS8 output;
};

using DepthwiseS8Function = void(const DepthwiseS8Call& call);

/** A row of depthwise_s8.inc. */
struct DepthwiseS8Row : Microkernel {
  /** What a kernel is wanted for. */
  struct Work {
    bool proven;  // no weight is -128
    size_t taps;
    bool slides;  // 3x3 windows one column apart
  };

  size_t mr, nr, kr;
  size_t taps;
  bool needs_proof;
  DepthwiseS8Function* run;

  bool suits(const Work& work) const {
    return (work.proven || !needs_proof) && (taps == 0 || taps == work.taps) && (kr == 1 || work.slides);
  }
};

/** Its last row suits all work at every level. */
extern const Microkernels<DepthwiseS8Row> kDepthwiseS8Table;

#define LANEWISE_MICROKERNEL(name, ...) DepthwiseS8Function name;
#include "depthwise/depthwise_s8.inc"
#undef LANEWISE_MICROKERNEL

constexpr size_t depthwise_panel_bytes(size_t taps, size_t nr) { return nr * (taps + 4 * sizeof(int32_t)); }

/** As above, for any row of the table. */
size_t depthwise_panel_bytes(const DepthwiseS8Row& kernel, size_t taps);

/** Packs weights [taps][channels] into panels filled with zeros. Lane i of the panels is channel i % channels, for
 *  `lanes` lanes. */
void pack_depthwise_s8(const DepthwiseS8Row& kernel, size_t taps, size_t channels, size_t lanes,
                       const lanewise_requantization& requantization, const int8_t* weights, const int32_t* bias,
                       uint8_t* panels);

}  // namespace lanewise

#endif  // LANEWISE_DEPTHWISE_DEPTHWISE_S8_H_

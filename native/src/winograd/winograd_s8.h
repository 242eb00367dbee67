// SPDX-License-Identifier: Apache-2.0
// Exact integer Winograd convolution F(2x2, 3x3): four outputs of a 3x3, stride-1 convolution by 16 multiplications for
// each pair of channels instead of 36.
//
// Source: Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks", 2015, section 4.1. With
//
//         | 1  0 -1  0 |        | 1    0    0  |
//   B' =  | 0  1  1  0 |   G =  | 1/2  1/2 1/2 |   A' = | 1 1  1  0 |
//         | 0 -1  1  0 |        | 1/2 -1/2 1/2 |        | 0 1 -1 -1 |
//         | 0  1  0 -1 |        | 0    0    1  |
//
// the outputs of one tile are Y = A' [sum over channels of (G w G') * (B' d B)] A. Integers keep this exact:
//   B' d B          at most 4 * 128 = 512: int16
//   4 (G w G')      whole numbers, at most 9 * 128 = 1152: int16
//   the sums and A' [...] A wrap in int32 as they like: what comes out is 4 Y modulo 2^32, and where |Y| < 2^29
//                   (winograd_fits) that is 4 Y itself, which a shift by 2 divides without rest.
// The bias, with the input zero point folded in, is 4 times in the sums of the one place (1, 1) that A' and A carry to
// all four outputs.
//
// Tiles are worked on in bands, each in three steps with its intermediate values in the workspace:
//   transform_input    int16 v[16][tiles][input channels]
//   multiply           int32 m[16][tiles][output channels], for each of the 16 places a matrix product
//   transform_output   int8 outputs
#ifndef LANEWISE_WINOGRAD_WINOGRAD_S8_H_
#define LANEWISE_WINOGRAD_WINOGRAD_S8_H_

#include "cpu/microkernel.h"
#include "quantization/output_s8.h"

namespace lanewise {

constexpr size_t kWinogradPlaces = 16;
constexpr size_t kWinogradNr = 16;  // output channels of a panel

/** Tiles `first` to `last` of an image, which are 0 to last - first of their band. */
struct WinogradS8Call {
  size_t first, last;
  size_t tiles_per_row;
  size_t band_tiles;             // what v and m have room for
  size_t input_channels;         // a multiple of 8
  size_t output_channels;        // a multiple of 16
  size_t output_height, output_width;
  const int8_t* image;           // whose cell (0, 0) is the first of the first window
  size_t image_row_bytes;
  int16_t* v;
  int32_t* m;
  const uint8_t* panels;         // [place][panel]: int32 bias[16], int16 w[input channels][16]
  size_t panel_bytes;
  const int32_t* scales;         // for each panel: multiplier[16], right_shift[16] (<= 0), left_shift[16] (>= 0)
  int8_t* out;                   // of the whole image
  OutputS8 output;
};

/** A kernel: the steps. */
struct WinogradS8Functions {
  void (*transform_input)(const WinogradS8Call& call);
  void (*multiply)(const WinogradS8Call& call);
  void (*transform_output)(const WinogradS8Call& call);
};

/** A row of winograd_s8.inc. */
struct WinogradS8Row : Microkernel {
  struct Work {};

  size_t mr;
  const WinogradS8Functions& steps;

  bool suits(const Work&) const { return true; }
};

extern const Microkernels<WinogradS8Row> kWinogradS8Table;

#define LANEWISE_MICROKERNEL(name, ...) extern const WinogradS8Functions name;
#include "winograd/winograd_s8.inc"
#undef LANEWISE_MICROKERNEL

}  // namespace lanewise

#endif  // LANEWISE_WINOGRAD_WINOGRAD_S8_H_

// SPDX-License-Identifier: Apache-2.0
// depthwise_conv2d in int8 by a kernel of one's choice.
#ifndef LANEWISE_DEPTHWISE_DEPTHWISE_CONV2D_S8_H_
#define LANEWISE_DEPTHWISE_DEPTHWISE_CONV2D_S8_H_

#include "depthwise/depthwise_s8.h"
#include "lanewise.h"

namespace lanewise {

/** The taps of a window's cells and their weights [count][channels]. */
struct DepthwiseTapsS8 {
  size_t count;
  const int8_t* weights;
  const size_t* cells;  // of each tap, in order; NULL where each cell has one tap
};

/** One tap for each cell of a valid window. */
DepthwiseTapsS8 taps_of_cells(const lanewise_window& window, const int8_t* weights);

/** What a kernel for a valid window must do. */
DepthwiseS8Row::Work depthwise_work(const lanewise_window& window, const DepthwiseTapsS8& taps);

/** As lanewise_create_depthwise_conv2d_s8, with checked arguments, by a kernel that suits the window's work. */
lanewise_status create_depthwise_conv2d_s8(const DepthwiseS8Row* kernel, const lanewise_window& window,
                                           const lanewise_requantization& requantization, const OutputS8& output,
                                           const DepthwiseTapsS8& taps, const int32_t* bias, lanewise_operator** op);

}  // namespace lanewise

#endif  // LANEWISE_DEPTHWISE_DEPTHWISE_CONV2D_S8_H_

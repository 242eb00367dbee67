// SPDX-License-Identifier: Apache-2.0
// conv2d in int8 by Winograd's algorithm, where it applies and pays.
#ifndef LANEWISE_WINOGRAD_WINOGRAD_CONV2D_S8_H_
#define LANEWISE_WINOGRAD_WINOGRAD_CONV2D_S8_H_

#include "lanewise.h"
#include "winograd/winograd_s8.h"

namespace lanewise {

/** Whether the algorithm can do a layer (3x3, stride 1, one group; channels in whole vectors) exactly: 4 times any sum,
 *  bias included, fits int32. */
bool winograd_fits(const lanewise_window& window, const lanewise_requantization& requantization, const int8_t* weights,
                   const int32_t* bias);

/** What it costs of a dense GEMM, in percent, as counted on Cortex-A53: 16 of 36 multiplications, of int16, and
 *  transformations of every input and output. */
size_t winograd_percent(const lanewise_window& window);

/** As lanewise_create_conv2d_s8, with checked arguments of a layer that fits. */
lanewise_status create_winograd_conv2d_s8(const WinogradS8Row* kernel, const lanewise_window& window,
                                          const lanewise_requantization& requantization, const OutputS8& output,
                                          const int8_t* weights, const int32_t* bias, lanewise_operator** op);

}  // namespace lanewise

#endif  // LANEWISE_WINOGRAD_WINOGRAD_CONV2D_S8_H_

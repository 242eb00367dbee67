// SPDX-License-Identifier: Apache-2.0
// conv2d in int8 for those that bring an output scaling of their own.
#ifndef LANEWISE_CONVOLUTION_CONV2D_S8_H_
#define LANEWISE_CONVOLUTION_CONV2D_S8_H_

#include "gemm/gemm_s8.h"
#include "lanewise.h"

namespace lanewise {

/** The GEMM kernel for a valid convolution; NULL where its weights are too many. */
const GemmS8Row* select_conv2d_s8(const lanewise_window& window, const int8_t* weights);

/** As lanewise_create_conv2d_s8, or its asymmetric twin where the columns have zero points, with checked arguments. */
lanewise_status create_conv2d_s8(const GemmS8Row* kernel, const lanewise_window& window, const OutputS8& output,
                                 const ColumnsS8& columns, lanewise_operator** op);

}  // namespace lanewise

#endif  // LANEWISE_CONVOLUTION_CONV2D_S8_H_

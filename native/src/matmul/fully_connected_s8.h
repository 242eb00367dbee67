// SPDX-License-Identifier: Apache-2.0
// fully_connected in int8 by a kernel of one's choice.
#ifndef LANEWISE_MATMUL_FULLY_CONNECTED_S8_H_
#define LANEWISE_MATMUL_FULLY_CONNECTED_S8_H_

#include "matmul/dense_s8.h"
#include "lanewise.h"

namespace lanewise {

/** As lanewise_create_fully_connected_s8 for one row, or its asymmetric twin where `zero_points` is not NULL, with
 *  checked arguments, by a kernel that suits the weights. */
lanewise_status create_fully_connected_row_s8(const DenseS8Row* kernel, size_t depth, size_t columns,
                                              const lanewise_dense_scaling& scaling, const int8_t* weights,
                                              const int32_t* zero_points, const int32_t* bias,
                                              lanewise_operator** op);

}  // namespace lanewise

#endif  // LANEWISE_MATMUL_FULLY_CONNECTED_S8_H_

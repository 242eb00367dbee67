// SPDX-License-Identifier: Apache-2.0
// fully_connected in int8 by a kernel of one's choice.
#ifndef LANEWISE_FULLY_CONNECTED_FULLY_CONNECTED_S8_H_
#define LANEWISE_FULLY_CONNECTED_FULLY_CONNECTED_S8_H_

#include "lanewise.h"
#include "microkernels/microkernels.h"

namespace lanewise {

/** As lanewise_create_fully_connected_s8 for one row, with checked arguments, by a dense kernel that does such weights. */
lanewise_status create_fully_connected_row_s8(const Microkernel* kernel, size_t depth, size_t columns,
                                              const lanewise_dense_scaling& scaling, const int8_t* weights,
                                              const int32_t* bias, lanewise_operator** op);

}  // namespace lanewise

#endif  // LANEWISE_FULLY_CONNECTED_FULLY_CONNECTED_S8_H_

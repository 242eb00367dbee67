// SPDX-License-Identifier: Apache-2.0
#include "matmul/dense_s8.h"

namespace lanewise {

#define LANEWISE_MICROKERNEL LANEWISE_MICROKERNEL_ROW

constexpr Microkernels<DenseS8Row> kDenseS8Table = {
#include "matmul/dense_s8.inc"
};

}  // namespace lanewise

// SPDX-License-Identifier: Apache-2.0
// The rows of elementwise.inc. A kernel here is the phase of its operator, one for all cores.
#ifndef LANEWISE_ELEMENTWISE_ELEMENTWISE_KERNELS_H_
#define LANEWISE_ELEMENTWISE_ELEMENTWISE_KERNELS_H_

#include "cpu/microkernel.h"

namespace lanewise {

#define LANEWISE_MICROKERNEL LANEWISE_MICROKERNEL_OBJECT
#include "elementwise/elementwise.inc"
#undef LANEWISE_MICROKERNEL

}  // namespace lanewise

#endif  // LANEWISE_ELEMENTWISE_ELEMENTWISE_KERNELS_H_

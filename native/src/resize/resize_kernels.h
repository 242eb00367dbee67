// SPDX-License-Identifier: Apache-2.0
// The rows of resize.inc. A kernel here is the phase of its operator, one for all cores.
#ifndef LANEWISE_RESIZE_RESIZE_KERNELS_H_
#define LANEWISE_RESIZE_RESIZE_KERNELS_H_

#include "cpu/microkernel.h"

namespace lanewise {

#define LANEWISE_MICROKERNEL LANEWISE_MICROKERNEL_OBJECT
#include "resize/resize.inc"
#undef LANEWISE_MICROKERNEL

}  // namespace lanewise

#endif  // LANEWISE_RESIZE_RESIZE_KERNELS_H_

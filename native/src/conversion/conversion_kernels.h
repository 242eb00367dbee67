// SPDX-License-Identifier: Apache-2.0
// The rows of conversion.inc. A kernel here is the phase of its operator, one for all cores.
#ifndef LANEWISE_CONVERSION_CONVERSION_KERNELS_H_
#define LANEWISE_CONVERSION_CONVERSION_KERNELS_H_

#include "cpu/microkernel.h"

namespace lanewise {

#define LANEWISE_MICROKERNEL LANEWISE_MICROKERNEL_OBJECT
#include "conversion/conversion.inc"
#undef LANEWISE_MICROKERNEL

}  // namespace lanewise

#endif  // LANEWISE_CONVERSION_CONVERSION_KERNELS_H_

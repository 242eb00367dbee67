// SPDX-License-Identifier: Apache-2.0
// The rows of activation.inc. A kernel here is the phase of its operator, one for all cores.
#ifndef LANEWISE_ACTIVATION_ACTIVATION_KERNELS_H_
#define LANEWISE_ACTIVATION_ACTIVATION_KERNELS_H_

#include "cpu/microkernel.h"

namespace lanewise {

#define LANEWISE_MICROKERNEL LANEWISE_MICROKERNEL_OBJECT
#include "activation/activation.inc"
#undef LANEWISE_MICROKERNEL

}  // namespace lanewise

#endif  // LANEWISE_ACTIVATION_ACTIVATION_KERNELS_H_

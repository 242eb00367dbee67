// SPDX-License-Identifier: Apache-2.0
// The rows of movement.inc. A kernel here is the phase of its operator, one for all cores.
#ifndef LANEWISE_MOVEMENT_MOVEMENT_KERNELS_H_
#define LANEWISE_MOVEMENT_MOVEMENT_KERNELS_H_

#include "cpu/microkernel.h"

namespace lanewise::movement {

#define LANEWISE_MICROKERNEL LANEWISE_MICROKERNEL_OBJECT
#include "movement/movement.inc"
#undef LANEWISE_MICROKERNEL

}  // namespace lanewise::movement

#endif  // LANEWISE_MOVEMENT_MOVEMENT_KERNELS_H_

// SPDX-License-Identifier: Apache-2.0
// NEON intrinsics everywhere: ARM's own header, or SIMDe's portable ones, so that one source is developed, sanitized and
// tested on a workstation and runs on a board.
#ifndef LANEWISE_CPU_NEON_H_
#define LANEWISE_CPU_NEON_H_

#if defined(__ARM_NEON)
#include <arm_neon.h>
#else
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"
#define SIMDE_ENABLE_NATIVE_ALIASES
#include <simde/arm/neon.h>
#pragma GCC diagnostic pop
#include "cpu/simde_shifts.h"
#endif

#endif  // LANEWISE_CPU_NEON_H_

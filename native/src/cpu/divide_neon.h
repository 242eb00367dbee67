// SPDX-License-Identifier: Apache-2.0
#ifndef LANEWISE_CPU_DIVIDE_NEON_H_
#define LANEWISE_CPU_DIVIDE_NEON_H_

#include "cpu/neon.h"

namespace lanewise {

/** Correctly rounded quotients. 32-bit NEON has no division: there the compiler divides lane by lane. */
inline float32x4_t divide(float32x4_t dividend, float32x4_t divisor) { return dividend / divisor; }

}  // namespace lanewise

#endif  // LANEWISE_CPU_DIVIDE_NEON_H_

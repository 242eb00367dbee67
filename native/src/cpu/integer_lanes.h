// SPDX-License-Identifier: Apache-2.0
// Vectors of int8 and int16 by the same names, for kernels that are templates over the element.
#ifndef LANEWISE_CPU_INTEGER_LANES_H_
#define LANEWISE_CPU_INTEGER_LANES_H_

#include "cpu/neon.h"

namespace lanewise {

LANEWISE_INLINE int8x16_t load(const int8_t* from) { return vld1q_s8(from); }
LANEWISE_INLINE int16x8_t load(const int16_t* from) { return vld1q_s16(from); }
LANEWISE_INLINE void store(int8_t* to, int8x16_t values) { vst1q_s8(to, values); }
LANEWISE_INLINE void store(int16_t* to, int16x8_t values) { vst1q_s16(to, values); }
LANEWISE_INLINE int8x16_t repeated(int8_t value) { return vdupq_n_s8(value); }
LANEWISE_INLINE int16x8_t repeated(int16_t value) { return vdupq_n_s16(value); }
LANEWISE_INLINE int8x16_t larger(int8x16_t a, int8x16_t b) { return vmaxq_s8(a, b); }
LANEWISE_INLINE int16x8_t larger(int16x8_t a, int16x8_t b) { return vmaxq_s16(a, b); }
LANEWISE_INLINE int8x16_t smaller(int8x16_t a, int8x16_t b) { return vminq_s8(a, b); }
LANEWISE_INLINE int16x8_t smaller(int16x8_t a, int16x8_t b) { return vminq_s16(a, b); }

/** 8 values less their zero point, which int16 does not have. */
LANEWISE_INLINE int16x8_t load_8_less(const int8_t* from, int8x8_t zero_point) {
  return vsubl_s8(vld1_s8(from), zero_point);
}
LANEWISE_INLINE int16x8_t load_8_less(const int16_t* from, int8x8_t) { return vld1q_s16(from); }

}  // namespace lanewise

#endif  // LANEWISE_CPU_INTEGER_LANES_H_

// SPDX-License-Identifier: Apache-2.0
// SIMDe 0.7.4's rounding shift adds the rounding constant in 32 bits, which wraps for large values: 2^31 - 1 shifted right
// by 31 gives -1 there and 1 on ARM. Included by cpu/neon.h alone. Shifts are -31 to 31.
#ifndef LANEWISE_CPU_SIMDE_ROUNDING_SHIFT_H_
#define LANEWISE_CPU_SIMDE_ROUNDING_SHIFT_H_

#include <cstdint>

namespace lanewise {

LANEWISE_INLINE int32x4_t exact_rounding_shift(int32x4_t values, int32x4_t shifts) {
  int32_t x[4], by[4];
  vst1q_s32(x, values);
  vst1q_s32(by, shifts);
  for (int i = 0; i < 4; i++) {
    x[i] = by[i] >= 0 ? static_cast<int32_t>(static_cast<uint32_t>(x[i]) << by[i])
                      : static_cast<int32_t>((x[i] + (int64_t{1} << (-by[i] - 1))) >> -by[i]);
  }
  return vld1q_s32(x);
}

}  // namespace lanewise

#undef vrshlq_s32
#define vrshlq_s32(values, shifts) lanewise::exact_rounding_shift(values, shifts)

#endif  // LANEWISE_CPU_SIMDE_ROUNDING_SHIFT_H_

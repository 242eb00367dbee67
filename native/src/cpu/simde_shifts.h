// SPDX-License-Identifier: Apache-2.0
// The two shifts by a vector that SIMDe 0.7.4 gets wrong where ARM does not: its rounding shift adds the rounding constant
// in 32 bits, which wraps (2^31 - 1 shifted right by 31 gives -1 instead of 1), and both shift negative values left.
// Included by cpu/neon.h alone. Shifts are -31 to 31.
#ifndef LANEWISE_CPU_SIMDE_SHIFTS_H_
#define LANEWISE_CPU_SIMDE_SHIFTS_H_

#include <cstdint>

namespace lanewise {

inline int32_t shift_left_or_round_right(int32_t x, int shift) {
  if (shift >= 0) return static_cast<int32_t>(static_cast<uint32_t>(x) << shift);
  return static_cast<int32_t>((x + (int64_t{1} << (-shift - 1))) >> -shift);
}

inline int32_t shift_left_or_right(int32_t x, int shift) {
  return shift >= 0 ? static_cast<int32_t>(static_cast<uint32_t>(x) << shift) : x >> -shift;
}

template <int32_t (*kShift)(int32_t, int)>
inline int32x4_t shift_lanes(int32x4_t values, int32x4_t shifts) {
  int32_t x[4], by[4];
  vst1q_s32(x, values);
  vst1q_s32(by, shifts);
  for (int lane = 0; lane < 4; lane++) x[lane] = kShift(x[lane], by[lane]);
  return vld1q_s32(x);
}

}  // namespace lanewise

#undef vrshlq_s32
#define vrshlq_s32(values, shifts) lanewise::shift_lanes<lanewise::shift_left_or_round_right>(values, shifts)
#undef vshlq_s32
#define vshlq_s32(values, shifts) lanewise::shift_lanes<lanewise::shift_left_or_right>(values, shifts)

#endif  // LANEWISE_CPU_SIMDE_SHIFTS_H_

// SPDX-License-Identifier: Apache-2.0
// NEON intrinsics everywhere: ARM's own header, or SIMDe's portable ones, so that one source is developed, sanitized
// and tested on a workstation and runs on a board.
#ifndef LANEWISE_CPU_NEON_H_
#define LANEWISE_CPU_NEON_H_

/** For every function that files of different ISA levels include: each file keeps its own copy, inlined, so that the
 *  linker can never give one level's code to another. */
#define LANEWISE_INLINE static inline __attribute__((always_inline))

/** The same for a function that is better called than inlined: its callers keep their registers. */
#define LANEWISE_OUTLINE [[maybe_unused]] static __attribute__((noinline))

#if defined(__ARM_NEON)
#include <arm_neon.h>
#else
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"
#define SIMDE_ENABLE_NATIVE_ALIASES
#include <simde/arm/neon.h>
#include <immintrin.h>
#pragma GCC diagnostic pop
#include "cpu/simde_repairs.h"
#endif

namespace lanewise {

/** acc + a * b of the upper 8 lanes, one instruction on aarch64. */
LANEWISE_INLINE int16x8_t multiply_accumulate_high(int16x8_t acc, int8x16_t a, int8x16_t b) {
#if defined(__aarch64__)
  return vmlal_high_s8(acc, a, b);
#else
  return vmlal_s8(acc, vget_high_s8(a), vget_high_s8(b));
#endif
}

/** acc + b * lane `Lane` of `a`. */
template <int Lane>
LANEWISE_INLINE int32x4_t multiply_accumulate_lane(int32x4_t acc, int16x4_t b, int16x8_t a) {
#if defined(__aarch64__)
  return vmlal_laneq_s16(acc, b, a, Lane);
#else
  return vmlal_lane_s16(acc, b, Lane < 4 ? vget_low_s16(a) : vget_high_s16(a), Lane % 4);
#endif
}

/** acc + the upper 4 lanes of b * lane `Lane` of `a`. */
template <int Lane>
LANEWISE_INLINE int32x4_t multiply_accumulate_lane_high(int32x4_t acc, int16x8_t b, int16x8_t a) {
#if defined(__aarch64__)
  return vmlal_high_laneq_s16(acc, b, a, Lane);
#else
  return multiply_accumulate_lane<Lane>(acc, vget_high_s16(b), a);
#endif
}

/** a * b of the upper 8 lanes, one instruction on aarch64. */
LANEWISE_INLINE int16x8_t multiply_high(int8x16_t a, int8x16_t b) {
#if defined(__aarch64__)
  return vmull_high_s8(a, b);
#else
  return vmull_s8(vget_high_s8(a), vget_high_s8(b));
#endif
}

/** acc + the upper 4 lanes, one instruction on aarch64. */
LANEWISE_INLINE int32x4_t add_wide_high(int32x4_t acc, int16x8_t values) {
#if defined(__aarch64__)
  return vaddw_high_s16(acc, values);
#else
  return vaddw_s16(acc, vget_high_s16(values));
#endif
}

/** VRSHL where all lanes shift right by the same amount, 1 to 31: x86 has that, but not a shift for each lane. */
LANEWISE_INLINE int32x4_t shift_all_right_rounding(int32x4_t values, int32x4_t shifts) {
#if defined(__ARM_NEON)
  return vrshlq_s32(values, shifts);
#else
  return uniform_rounding_shift(values, shifts);
#endif
}

/** Both vectors narrowed with saturation, two instructions on aarch64. */
LANEWISE_INLINE int16x8_t narrow_two(int32x4_t low, int32x4_t high) {
#if defined(__aarch64__)
  return vqmovn_high_s32(vqmovn_s32(low), high);
#elif defined(__SSE2__)
  return (int16x8_t)_mm_packs_epi32((__m128i)low, (__m128i)high);
#else
  return vcombine_s16(vqmovn_s32(low), vqmovn_s32(high));
#endif
}
LANEWISE_INLINE int8x16_t narrow_two(int16x8_t low, int16x8_t high) {
#if defined(__aarch64__)
  return vqmovn_high_s16(vqmovn_s16(low), high);
#elif defined(__SSE2__)
  return (int8x16_t)_mm_packs_epi16((__m128i)low, (__m128i)high);
#else
  return vcombine_s8(vqmovn_s16(low), vqmovn_s16(high));
#endif
}

/** As narrow_two, to 0 to 255. */
LANEWISE_INLINE uint8x16_t narrow_two_unsigned(int16x8_t low, int16x8_t high) {
#if defined(__aarch64__)
  return vqmovun_high_s16(vqmovun_s16(low), high);
#elif defined(__SSE2__)
  return (uint8x16_t)_mm_packus_epi16((__m128i)low, (__m128i)high);
#else
  return vcombine_u8(vqmovun_s16(low), vqmovun_s16(high));
#endif
}

}  // namespace lanewise

#endif  // LANEWISE_CPU_NEON_H_

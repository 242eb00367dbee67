// SPDX-License-Identifier: Apache-2.0
// Intrinsics that SIMDe 0.7.4 does not give well, included by cpu/neon.h alone:
//   vrshlq_s32    wrong: it adds the rounding constant in 32 bits, which wraps for large values (2^31 - 1 shifted
//                 right by 31 gives -1 there and 1 on ARM); shifts here are -31 to 31;
//   vqrdmulhq_s32 right but scalar; here b is never negative, so nothing saturates;
//   vshll_n       right but scalar;
//   vmull_s8, vmlal_s8 and vpadalq_s16 one after the other: x86 does it in one, for every int8.
#ifndef LANEWISE_CPU_SIMDE_REPAIRS_H_
#define LANEWISE_CPU_SIMDE_REPAIRS_H_

#include <cstdint>

namespace lanewise {

#if defined(__AVX2__)

LANEWISE_INLINE int32x4_t exact_rounding_shift(int32x4_t values, int32x4_t shifts) {
  __m128i x = (__m128i)values, by = (__m128i)shifts, one = _mm_set1_epi32(1);
  __m128i right = _mm_sub_epi32(_mm_setzero_si128(), by);
  __m128i half = _mm_and_si128(_mm_srav_epi32(x, _mm_sub_epi32(right, one)), one);
  __m128i rounded = _mm_add_epi32(_mm_srav_epi32(x, right), half);
  return (int32x4_t)_mm_blendv_epi8(_mm_sllv_epi32(x, by), rounded, _mm_srai_epi32(by, 31));
}

LANEWISE_INLINE int32x4_t rounding_doubling_high_multiply(int32x4_t a, int32x4_t b) {
  __m128i x = (__m128i)a, y = (__m128i)b, half = _mm_set1_epi64x(INT64_C(1) << 30);
  __m128i even = _mm_add_epi64(_mm_mul_epi32(x, y), half);
  __m128i odd = _mm_add_epi64(_mm_mul_epi32(_mm_srli_epi64(x, 32), _mm_srli_epi64(y, 32)), half);
  return (int32x4_t)_mm_blend_epi32(_mm_srli_epi64(even, 31), _mm_slli_epi64(odd, 1), 0xA);
}

/** Sums of 4 of the 16 products, in 4 lanes. */
LANEWISE_INLINE int32x4_t multiply_16(int8x16_t a, int8x16_t b) {
  __m256i pairs = _mm256_madd_epi16(_mm256_cvtepi8_epi16((__m128i)a), _mm256_cvtepi8_epi16((__m128i)b));
  return (int32x4_t)_mm_add_epi32(_mm256_castsi256_si128(pairs), _mm256_extracti128_si256(pairs, 1));
}

#else

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

LANEWISE_INLINE int32x4_t rounding_doubling_high_multiply(int32x4_t a, int32x4_t b) {
  // Unsigned products of even and odd lanes; a negative `a` stands for a - 2^32 there, so b * 2^32 comes off.
  __m128i x = (__m128i)a, y = (__m128i)b, half = _mm_set1_epi64x(INT64_C(1) << 30);
  __m128i excess = _mm_and_si128(_mm_srai_epi32(x, 31), y);
  __m128i even = _mm_sub_epi64(_mm_mul_epu32(x, y), _mm_slli_epi64(excess, 32));
  __m128i odd = _mm_sub_epi64(_mm_mul_epu32(_mm_srli_epi64(x, 32), _mm_srli_epi64(y, 32)),
                              _mm_and_si128(excess, _mm_set1_epi64x(-(INT64_C(1) << 32))));
  even = _mm_srli_epi64(_mm_add_epi64(even, half), 31);
  odd = _mm_slli_epi64(_mm_add_epi64(odd, half), 1);
  __m128i low = _mm_set1_epi64x(0xffffffff);
  return (int32x4_t)_mm_or_si128(_mm_and_si128(low, even), _mm_andnot_si128(low, odd));
}

#endif

/** The rounding shift where all lanes shift right by the same amount, 1 to 31. */
LANEWISE_INLINE int32x4_t uniform_rounding_shift(int32x4_t values, int32x4_t shifts) {
  __m128i x = (__m128i)values;
  int right = -_mm_cvtsi128_si32((__m128i)shifts);
  __m128i half = _mm_sra_epi32(x, _mm_cvtsi32_si128(right - 1));
  __m128i rounded = _mm_sra_epi32(x, _mm_cvtsi32_si128(right));
  return (int32x4_t)_mm_add_epi32(rounded, _mm_and_si128(half, _mm_set1_epi32(1)));
}

}  // namespace lanewise

#undef vqrdmulhq_s32
#define vqrdmulhq_s32(a, b) lanewise::rounding_doubling_high_multiply(a, b)
#undef vshll_n_s8
#define vshll_n_s8(values, shift) vshlq_n_s16(vmovl_s8(values), shift)
#undef vshll_n_s16
#define vshll_n_s16(values, shift) vshlq_n_s32(vmovl_s16(values), shift)
#undef vrshlq_s32
#define vrshlq_s32(values, shifts) lanewise::exact_rounding_shift(values, shifts)

#endif  // LANEWISE_CPU_SIMDE_REPAIRS_H_

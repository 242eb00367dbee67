// SPDX-License-Identifier: Apache-2.0
// Sums of gemm_s8 Rx4c16 in NEON without dot product: R rows, 4 columns, 16 bytes of K per step, "dot along k".
//
// Each output has an accumulator register of its own whose 4 lanes are partial sums over k, added up once at the end:
//
//                 b0       b1       b2       b3        16 bytes of 4 columns
//      a0 ->    acc00    acc01    acc02    acc03
//      a1 ->    acc10    acc11    acc12    acc13       16 accumulators for R = 4 (aarch64, 32 registers),
//      a2 ->    acc20    acc21    acc22    acc23        8 for R = 2 (armv7, 16 registers)
//      a3 ->    acc30    acc31    acc32    acc33
//
// Per 16 bytes of k and output:
//   pair   smull p, a.lo, b.lo;  smlal p, a.hi, b.hi;  sadalp acc, p                           3 instructions, 16 MAC
//          right where no weight is -128: |p| <= 2 * 128 * 127 = 32512; two products of -128 * -128 would wrap
//   safe   smull p, a.lo, b.lo;  sadalp acc, p;  smull q, a.hi, b.hi;  sadalp acc, q           4 instructions, 16 MAC
//          right for every int8: |p| <= 16384
// A segment of an odd multiple of 8 bytes ends with half a step.
// 4x4: 48 (pair) + 4 loads of A + 4 of B + 3 of the loop = 59 instructions for 256 MAC, 0.23 per MAC; safe 75, 0.29.
// 2x4: 24 + 2 + 4 + 3 = 33 for 128 MAC, 0.26 per MAC; safe 41, 0.32.
#ifndef LANEWISE_GEMM_MICROKERNELS_ACCUMULATE_C16_NEON_H_
#define LANEWISE_GEMM_MICROKERNELS_ACCUMULATE_C16_NEON_H_

#include "cpu/neon.h"
#include "gemm/gemm_s8.h"

namespace lanewise {

LANEWISE_INLINE int32x4_t sum_of_lanes(const int32x4_t (&acc)[4]) {
#if defined(__aarch64__)
  return vpaddq_s32(vpaddq_s32(acc[0], acc[1]), vpaddq_s32(acc[2], acc[3]));
#else
  int32x2_t half[4];
  for (int n = 0; n < 4; n++) half[n] = vadd_s32(vget_low_s32(acc[n]), vget_high_s32(acc[n]));
  return vcombine_s32(vpadd_s32(half[0], half[1]), vpadd_s32(half[2], half[3]));
#endif
}

/** acc += 16 products. kFirst: acc is not read, as if it were 0. */
template <bool kPair, bool kFirst>
LANEWISE_INLINE int32x4_t multiply_accumulate_c16(int32x4_t acc, int8x16_t a, int8x16_t b) {
#if defined(__AVX2__)
  return kFirst ? multiply_16(a, b) : vaddq_s32(acc, multiply_16(a, b));
#else
  int16x8_t product = vmull_s8(vget_low_s8(a), vget_low_s8(b));
  if (kPair) product = multiply_accumulate_high(product, a, b);
  acc = kFirst ? vpaddlq_s16(product) : vpadalq_s16(acc, product);
  return kPair ? acc : vpadalq_s16(acc, multiply_high(a, b));
#endif
}

/** One step of 16 bytes, `at` from the rows. */
template <int R, bool kPair, bool kFirst>
LANEWISE_INLINE void step_c16(int32x4_t (&acc)[R][4], const int8_t* const (&a)[R], size_t at, const int8_t* w) {
  int8x16_t b[4];
  for (int n = 0; n < 4; n++) b[n] = vld1q_s8(w + 16 * n);
  for (int r = 0; r < R; r++) {
    const int8x16_t row = vld1q_s8(a[r] + at);
    for (int n = 0; n < 4; n++) acc[r][n] = multiply_accumulate_c16<kPair, kFirst>(acc[r][n], row, b[n]);
  }
}

/** The next step of 16 bytes; moves rows and weights past it. */
template <int R, bool kPair, bool kFirst>
LANEWISE_INLINE void next_step_c16(int32x4_t (&acc)[R][4], const int8_t* (&a)[R], const int8_t*& w) {
  step_c16<R, kPair, kFirst>(acc, a, 0, w);
  for (int r = 0; r < R; r++) a[r] += 16;
  w += 64;
}

/** The last 8 bytes of a segment whose length is an odd multiple of 8. */
template <int R, bool kFirst>
LANEWISE_INLINE void step_c8(int32x4_t (&acc)[R][4], const int8_t* (&a)[R], const int8_t*& w) {
  for (int n = 0; n < 4; n++) {
    int8x8_t b = vld1_s8(w + 8 * n);
    for (int r = 0; r < R; r++) {
      int16x8_t product = vmull_s8(vld1_s8(a[r]), b);
      acc[r][n] = kFirst ? vpaddlq_s16(product) : vpadalq_s16(acc[r][n], product);
    }
  }
  w += 32;
}

/** acc = all segments. */
template <int R, bool kPair>
LANEWISE_INLINE void accumulate_c16(const GemmS8Call& call, const int8_t* const* rows, const int8_t* w,
                                              int32x4_t (&acc)[R][4]) {
  const int8_t* a[R];
  for (int r = 0; r < R; r++) a[r] = rows[r] + call.segment_offsets[0];
  size_t k = call.segment_bytes;
  if (k >= 16) {
    next_step_c16<R, kPair, true>(acc, a, w);
    k -= 16;
  } else {
    step_c8<R, true>(acc, a, w);
    k = 0;
  }
  for (size_t s = 0;;) {
    for (; k >= 16; k -= 16) next_step_c16<R, kPair, false>(acc, a, w);
    if (k != 0) step_c8<R, false>(acc, a, w);
    if (++s == call.segments) return;
    for (int r = 0; r < R; r++) a[r] = rows[r] + call.segment_offsets[s];
    k = call.segment_bytes;
  }
}

/** acc = all segments, of 16 bytes each, which the steps are that kernels keep where they skip zeros. */
template <int R, bool kPair>
LANEWISE_INLINE void accumulate_steps_c16(const GemmS8Call& call, const int8_t* const* rows, const int8_t* w,
                                          int32x4_t (&acc)[R][4]) {
  const int8_t* a[R];
  for (int r = 0; r < R; r++) a[r] = rows[r];
  step_c16<R, kPair, true>(acc, a, call.segment_offsets[0], w);
  for (size_t s = 1; s < call.segments; s++) {
    w += 64;
    step_c16<R, kPair, false>(acc, a, call.segment_offsets[s], w);
  }
}

/** What accumulates, and the sums over the lanes: one vector of 4 columns for each row. */
template <bool kPair>
struct DotAlongC16 {
  static constexpr size_t kNr = 4, kWeightBytes = 1;

  template <int R, int V>
  LANEWISE_INLINE void accumulate(int32x4_t (&sums)[R][V], const GemmS8Call& call, const int8_t* const* rows,
                                  const uint8_t* panel) {
    int32x4_t acc[R][4];
    const int8_t* w = reinterpret_cast<const int8_t*>(panel + kNr * sizeof(int32_t));
    if (call.segment_bytes == 16) {
      accumulate_steps_c16<R, kPair>(call, rows, w, acc);
    } else {
      accumulate_c16<R, kPair>(call, rows, w, acc);
    }
    const int32x4_t bias = vld1q_s32(reinterpret_cast<const int32_t*>(panel));
    for (int r = 0; r < R; r++) sums[r][0] = vaddq_s32(sum_of_lanes(acc[r]), bias);
  }
};

}  // namespace lanewise

#endif  // LANEWISE_GEMM_MICROKERNELS_ACCUMULATE_C16_NEON_H_

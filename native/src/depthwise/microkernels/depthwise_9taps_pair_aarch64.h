// SPDX-License-Identifier: Apache-2.0
// A row of pixels of 16 channels by 9 taps (3x3), rectified, in assembly: everything a panel needs stays in registers,
// which GCC 12 does not manage (82 instructions a pixel instead of 67), and the instructions of a product stand apart,
// for cores that issue in order.
//
//   v16 to v24   weights of the 9 taps         v8 to v11    right shifts
//   v25 to v28   bias                          v12 to v15   multipliers
//   v4 to v7     accumulators                  v31          0x80 in every byte
//   v0 v1, v2 v3, v29 v30   in turn inputs of two taps, their products, and the next two inputs
//
// Per pixel: 9 loads, 18 SMULL or SMLAL, 20 SADDW, 8 to scale, 8 to narrow and store, 4 of the loop = 67 for 144 MAC.
#ifndef LANEWISE_DEPTHWISE_MICROKERNELS_DEPTHWISE_9TAPS_PAIR_AARCH64_H_
#define LANEWISE_DEPTHWISE_MICROKERNELS_DEPTHWISE_9TAPS_PAIR_AARCH64_H_

#include "depthwise/microkernels/depthwise_s8_1x16_9taps_neon.h"

namespace lanewise {

#define LANEWISE_TAPS(a, x, b, y) "ldr q" #a ", [" #x ", x14]\n ldr q" #b ", [" #y ", x14]\n"

// low and high 8 channels: the first, then the second of two taps.
#define LANEWISE_FIRST(low, high, a, w) \
  "smull v" #low ".8h, v" #a ".8b, v" #w ".8b\n smull2 v" #high ".8h, v" #a ".16b, v" #w ".16b\n"
#define LANEWISE_SECOND(low, high, a, w) \
  "smlal v" #low ".8h, v" #a ".8b, v" #w ".8b\n smlal2 v" #high ".8h, v" #a ".16b, v" #w ".16b\n"

// Accumulators = those from `c` on + products.
#define LANEWISE_ADD(low, high, c0, c1, c2, c3)                                            \
  "saddw v4.4s, v" #c0 ".4s, v" #low ".4h\n saddw2 v5.4s, v" #c1 ".4s, v" #low ".8h\n"     \
  "saddw v6.4s, v" #c2 ".4s, v" #high ".4h\n saddw2 v7.4s, v" #c3 ".4s, v" #high ".8h\n"

/** Outputs of 16 channels from `channel` on, for an output whose scaling is kRectified. */
LANEWISE_INLINE void panel_9taps_assembly(const DepthwiseS8Call& call, size_t channel, const uint8_t* panel) {
  const int8_t* input = call.input + channel;
  int8_t* out = call.out + channel;
  size_t rows = call.rows;
  asm volatile(
      "ldp x5, x6, [%[taps]]\n ldp x7, x8, [%[taps], #16]\n ldp x9, x10, [%[taps], #32]\n"
      "ldp x11, x12, [%[taps], #48]\n ldr x13, [%[taps], #64]\n"
      "ldp q25, q26, [%[panel]]\n ldp q27, q28, [%[panel], #32]\n"
      "ldp q16, q17, [%[panel], #64]\n ldp q18, q19, [%[panel], #96]\n"
      "ldp q20, q21, [%[panel], #128]\n ldp q22, q23, [%[panel], #160]\n"
      "ldp q24, q12, [%[panel], #192]\n ldp q13, q14, [%[panel], #224]\n"
      "ldp q15, q8, [%[panel], #256]\n ldp q9, q10, [%[panel], #288]\n ldr q11, [%[panel], #320]\n"
      "movi v31.16b, #0x80\n"
      "mov x14, %[input]\n"
      "mov x15, %[pixels]\n"
      "1:\n"
      LANEWISE_TAPS(0, x5, 1, x6)
      LANEWISE_TAPS(29, x7, 30, x8)
      LANEWISE_FIRST(2, 3, 0, 16)
      "subs x15, x15, #1\n"
      LANEWISE_SECOND(2, 3, 1, 17)
      LANEWISE_FIRST(0, 1, 29, 18)
      LANEWISE_ADD(2, 3, 25, 26, 27, 28)
      LANEWISE_TAPS(2, x9, 3, x10)
      LANEWISE_SECOND(0, 1, 30, 19)
      LANEWISE_FIRST(29, 30, 2, 20)
      LANEWISE_ADD(0, 1, 4, 5, 6, 7)
      LANEWISE_TAPS(0, x11, 1, x12)
      LANEWISE_SECOND(29, 30, 3, 21)
      LANEWISE_FIRST(2, 3, 0, 22)
      LANEWISE_ADD(29, 30, 4, 5, 6, 7)
      "ldr q29, [x13, x14]\n"
      LANEWISE_SECOND(2, 3, 1, 23)
      LANEWISE_FIRST(0, 1, 29, 24)
      LANEWISE_ADD(2, 3, 4, 5, 6, 7)
      "add x14, x14, %[step]\n"
      LANEWISE_ADD(0, 1, 4, 5, 6, 7)
      "sqrdmulh v4.4s, v4.4s, v12.4s\n sqrdmulh v5.4s, v5.4s, v13.4s\n"
      "sqrdmulh v6.4s, v6.4s, v14.4s\n sqrdmulh v7.4s, v7.4s, v15.4s\n"
      "srshl v4.4s, v4.4s, v8.4s\n srshl v5.4s, v5.4s, v9.4s\n"
      "srshl v6.4s, v6.4s, v10.4s\n srshl v7.4s, v7.4s, v11.4s\n"
      "sqxtn v4.4h, v4.4s\n sqxtn v6.4h, v6.4s\n"
      "sqxtn2 v4.8h, v5.4s\n sqxtn2 v6.8h, v7.4s\n"
      "sqxtun v4.8b, v4.8h\n sqxtun2 v4.16b, v6.8h\n"
      "eor v4.16b, v4.16b, v31.16b\n"
      "str q4, [%[out]]\n"
      "add %[out], %[out], %[channels]\n"
      "b.ne 1b\n"
      "subs %[rows], %[rows], #1\n"
      "add %[input], %[input], %[row_stride]\n"
      "add %[out], %[out], %[gap]\n"
      "mov x14, %[input]\n"
      "mov x15, %[pixels]\n"
      "b.ne 1b\n"
      : [out] "+r"(out), [input] "+r"(input), [rows] "+r"(rows)
      : [row_stride] "r"(call.row_stride), [gap] "r"(call.out_row_stride - call.pixels * call.channels),
        [taps] "r"(call.tap_offsets), [panel] "r"(panel), [pixels] "r"(call.pixels),
        [step] "r"(call.pixel_stride), [channels] "r"(call.channels)
      : "x5", "x6", "x7", "x8", "x9", "x10", "x11", "x12", "x13", "x14", "x15", "v0", "v1", "v2", "v3", "v4", "v5",
        "v6", "v7", "v8", "v9", "v10", "v11", "v12", "v13", "v14", "v15", "v16", "v17", "v18", "v19", "v20", "v21",
        "v22", "v23", "v24", "v25", "v26", "v27", "v28", "v29", "v30", "v31", "cc", "memory");
}

/** Rectified whole panels in assembly, all else by the intrinsics twin. */
LANEWISE_INLINE void depthwise_s8_1x16_9taps_assembly(const DepthwiseS8Call& call) {
  if (call.output.scaling != Scaling::kRectified || call.rows * call.pixels == 0) return depthwise_s8_1x16_9taps(call);
  size_t channel = 0;
  const uint8_t* panel = call.panels;
  for (; channel + kDepthwiseNr <= call.channels; channel += kDepthwiseNr) {
    panel_9taps_assembly(call, channel, panel);
    panel += depthwise_panel_bytes(9, kDepthwiseNr);
  }
  if (channel < call.channels) panel_9taps<Scaling::kRectified>(call, channel, panel);
}

#undef LANEWISE_TAPS
#undef LANEWISE_FIRST
#undef LANEWISE_SECOND
#undef LANEWISE_ADD

}  // namespace lanewise

#endif  // LANEWISE_DEPTHWISE_MICROKERNELS_DEPTHWISE_9TAPS_PAIR_AARCH64_H_

// SPDX-License-Identifier: Apache-2.0
// Sums of int8 channels: the first half of average pooling and of MEAN.
#ifndef LANEWISE_REDUCTION_CHANNEL_SUMS_S8_H_
#define LANEWISE_REDUCTION_CHANNEL_SUMS_S8_H_

#include "cpu/neon.h"
#include "reduction/cells.h"

namespace lanewise {

/** Adds up 16 neighbouring channels over all cells. */
inline void sum_16_channels(const int8_t* first, const Cells& cells, int32x4_t (&sums)[4]) {
  constexpr int kCellsIn16Bits = 256;  // 256 * -128 is the smallest int16
  int16x8_t low = vdupq_n_s16(0), high = low;
  int pending = 0;
  for (int32x4_t& sum : sums) sum = vdupq_n_s32(0);
  auto widen = [&] {
    sums[0] = vaddw_s16(sums[0], vget_low_s16(low));
    sums[1] = vaddw_s16(sums[1], vget_high_s16(low));
    sums[2] = vaddw_s16(sums[2], vget_low_s16(high));
    sums[3] = vaddw_s16(sums[3], vget_high_s16(high));
    low = high = vdupq_n_s16(0);
    pending = 0;
  };
  for_each_cell(first, cells, [&](const int8_t* cell) {
    const int8x16_t q = vld1q_s8(cell);
    low = vaddw_s8(low, vget_low_s8(q));
    high = vaddw_s8(high, vget_high_s8(q));
    if (++pending == kCellsIn16Bits) widen();
  });
  widen();
}

}  // namespace lanewise

#endif  // LANEWISE_REDUCTION_CHANNEL_SUMS_S8_H_

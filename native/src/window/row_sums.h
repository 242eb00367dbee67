// SPDX-License-Identifier: Apache-2.0
// Sums of windows: what zero points of weights are multiplied with.
#ifndef LANEWISE_WINDOW_ROW_SUMS_H_
#define LANEWISE_WINDOW_ROW_SUMS_H_

#include "cpu/neon.h"
#include "window/window_rows.h"

namespace lanewise {

/** Sum of `count` values, which wraps. */
LANEWISE_INLINE int32_t sum_of(const int8_t* values, size_t count) {
  int32x4_t sums = vdupq_n_s32(0);
  for (; count >= 16; count -= 16, values += 16) sums = vpadalq_s16(sums, vpaddlq_s8(vld1q_s8(values)));
  if (count >= 8) {
    sums = vaddw_s16(sums, vpaddl_s8(vld1_s8(values)));
    count -= 8, values += 8;
  }
  const int32x2_t pair = vpadd_s32(vget_low_s32(sums), vget_high_s32(sums));
  uint32_t sum = static_cast<uint32_t>(vget_lane_s32(vpadd_s32(pair, pair), 0));
  for (; count > 0; count--) sum += static_cast<uint32_t>(*values++);
  return static_cast<int32_t>(sum);
}

/** Sums of the windows `first` to `end` of an image whose groups' segments hold `length` values. */
inline void sum_rows(const WindowRows& rows, size_t length, const uint8_t* image, size_t first, size_t end,
                     int32_t* sums) {
  WindowCursor cursor(rows, image, first);
  for (; first < end; first++, sums++) {
    const int8_t* window;
    cursor.next(&window, 1);
    uint32_t sum = 0;
    for (size_t s = 0; s < rows.segments; s++) sum += static_cast<uint32_t>(sum_of(window + rows.offsets[s], length));
    *sums = static_cast<int32_t>(sum);
  }
}

}  // namespace lanewise

#endif  // LANEWISE_WINDOW_ROW_SUMS_H_

// SPDX-License-Identifier: Apache-2.0
// Tables with lines between their values: each step is its first value and how far it rises, in one word, so that a
// vector of them takes one load for each lane.
#ifndef LANEWISE_ACTIVATION_TABLE_STEPS_H_
#define LANEWISE_ACTIVATION_TABLE_STEPS_H_

#include <cstddef>

#include "cpu/neon.h"

namespace lanewise {

/** Whether values rise all the way, by no more than 15 bits hold. */
template <typename T>
bool rises(const T* values, size_t count) {
  for (size_t i = 1; i < count; i++) {
    if (values[i] < values[i - 1] || values[i] - values[i - 1] > INT16_MAX) return false;
  }
  return true;
}

/** A step: 16 bits of its first value above 16 bits of its rise. */
inline uint32_t table_step(uint32_t value, uint32_t rise) { return value << 16 | rise; }

/** The steps from each of `count` + 1 values to the next. */
template <typename T>
void table_steps(const T* values, size_t count, uint32_t* steps) {
  for (size_t i = 0; i < count; i++) {
    steps[i] = table_step(static_cast<uint16_t>(values[i]), static_cast<uint32_t>(values[i + 1] - values[i]));
  }
}

/** What a table has at 4 places. */
struct TableLines {
  int32x4_t value, rise;

  TableLines(const uint32_t* steps, int32x4_t index) {
    int32_t at[4];
    vst1q_s32(at, index);
    const uint32_t found[4] = {steps[at[0]], steps[at[1]], steps[at[2]], steps[at[3]]};
    const uint32x4_t step = vld1q_u32(found);
    value = vreinterpretq_s32_u32(vshrq_n_u32(step, 16));
    rise = vreinterpretq_s32_u32(vandq_u32(step, vdupq_n_u32(0xffff)));
  }
};

}  // namespace lanewise

#endif  // LANEWISE_ACTIVATION_TABLE_STEPS_H_

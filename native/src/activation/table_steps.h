// SPDX-License-Identifier: Apache-2.0
// Tables with lines between their values: each step is how far it rises and its first value, in one word, so that a
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

/** A step: 16 bits of its rise above 16 bits of its first value. What does not fit wraps, as in TFLite. */
inline uint32_t table_step(int32_t value, int32_t rise) {
  return static_cast<uint32_t>(rise) << 16 | static_cast<uint16_t>(value);
}

/** The steps from each of `count` + 1 values, less `origin`, to the next. */
template <typename T>
void table_steps(const T* values, size_t count, uint32_t* steps, int32_t origin = 0) {
  for (size_t i = 0; i < count; i++) steps[i] = table_step(values[i] - origin, values[i + 1] - values[i]);
}

/** What a table has at 4 places: rises have a sign, values count modulo 2^16. */
struct TableLines {
  int32x4_t value, rise;

  TableLines(const uint32_t* steps, int32x4_t index) {
    int32_t at[4];
    vst1q_s32(at, index);
    const uint32_t found[4] = {steps[at[0]], steps[at[1]], steps[at[2]], steps[at[3]]};
    const uint32x4_t step = vld1q_u32(found);
    value = vreinterpretq_s32_u32(vandq_u32(step, vdupq_n_u32(0xffff)));
    rise = vshrq_n_s32(vreinterpretq_s32_u32(step), 16);
  }
};

/** Of a table for int16: steps of 128 arguments. */
constexpr size_t kInt16Steps = 512;
constexpr int kInt16FractionalBits = 7;

/** What such a table has for arguments of -32768 to 32767, modulo 2^16. */
LANEWISE_INLINE int32x4_t interpolate(const uint32_t* steps, int32x4_t argument) {
  constexpr int kBits = kInt16FractionalBits;
  const TableLines lines(steps, vaddq_s32(vshrq_n_s32(argument, kBits), vdupq_n_s32(kInt16Steps / 2)));
  const int32x4_t fraction = vandq_s32(argument, vdupq_n_s32((1 << kBits) - 1));
  return vaddq_s32(lines.value, vrshrq_n_s32(vmulq_s32(lines.rise, fraction), kBits));
}

}  // namespace lanewise

#endif  // LANEWISE_ACTIVATION_TABLE_STEPS_H_

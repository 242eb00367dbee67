// SPDX-License-Identifier: Apache-2.0
#ifndef LANEWISE_ACTIVATION_LARGEST_S8_H_
#define LANEWISE_ACTIVATION_LARGEST_S8_H_

#include "cpu/blocks.h"
#include "cpu/neon.h"

namespace lanewise {

/** The largest of a row; -128 of none. */
inline int32_t largest(const int8_t* in, size_t count) {
  int8x16_t most = vdupq_n_s8(INT8_MIN);
  size_t i = 0;
  for (; i + kBlock <= count; i += kBlock) most = vmaxq_s8(most, vld1q_s8(in + i));
  int8_t lanes[kBlock];
  vst1q_s8(lanes, most);
  int32_t result = INT8_MIN;
  for (int8_t lane : lanes) result = lane > result ? lane : result;
  for (; i < count; i++) result = in[i] > result ? in[i] : result;
  return result;
}

}  // namespace lanewise

#endif  // LANEWISE_ACTIVATION_LARGEST_S8_H_

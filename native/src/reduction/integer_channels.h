// SPDX-License-Identifier: Apache-2.0
// Sums of channels of int8 and int16 by the same names: the first half of average pooling and of MEAN.
#ifndef LANEWISE_REDUCTION_INTEGER_CHANNELS_H_
#define LANEWISE_REDUCTION_INTEGER_CHANNELS_H_

#include "quantization/tensor_scale_neon.h"
#include "reduction/channel_sums_s8.h"

namespace lanewise {

template <typename T>
struct IntegerChannels;

template <>
struct IntegerChannels<int8_t> {
  static constexpr size_t kLanes = 16;
  using Sums = int32x4_t[4];
  using Narrow = NarrowS8;

  static void sum(const int8_t* first, const Cells& cells, Sums& sums) { sum_16_channels(first, cells, sums); }

  /** Adds 16 values of a run to four sums. */
  static int32x4_t add_16(int32x4_t sums, const int8_t* in) {
    return vpadalq_s16(sums, vpaddlq_s8(vld1q_s8(in)));
  }
};

template <>
struct IntegerChannels<int16_t> {
  static constexpr size_t kLanes = 8;
  using Sums = int32x4_t[2];
  using Narrow = NarrowS16;

  static void sum(const int16_t* first, const Cells& cells, Sums& sums) {
    sums[0] = sums[1] = vdupq_n_s32(0);
    for_each_cell(first, cells, [&sums](const int16_t* cell) {
      const int16x8_t q = vld1q_s16(cell);
      sums[0] = vaddw_s16(sums[0], vget_low_s16(q));
      sums[1] = add_wide_high(sums[1], q);
    });
  }

  static int32x4_t add_16(int32x4_t sums, const int16_t* in) {
    return vpadalq_s16(vpadalq_s16(sums, vld1q_s16(in)), vld1q_s16(in + 8));
  }
};

}  // namespace lanewise

#endif  // LANEWISE_REDUCTION_INTEGER_CHANNELS_H_

// SPDX-License-Identifier: Apache-2.0
// int16 depthwise convolution with int8 weights over a line of pixels.
#ifndef LANEWISE_DEPTHWISE_DEPTHWISE_S16_H_
#define LANEWISE_DEPTHWISE_DEPTHWISE_S16_H_

#include "cpu/microkernel.h"
#include "depthwise/depthwise_taps.h"
#include "quantization/requantize_s16.h"

namespace lanewise {

constexpr size_t kDepthwiseS16Channels = 8;  // of a vector

struct DepthwiseS16Call {
  TapWindows windows;
  const int64_t* bias;
  const int32_t* multipliers;  // 15 bits
  const int32_t* right_shifts;
  const int8_t* weights;
  int16_t* out;
  OutputS16 output;
};

/** A row of depthwise_s16.inc. */
using DepthwiseS16Row = UniversalRow<DepthwiseS16Call>;

extern const Microkernels<DepthwiseS16Row> kDepthwiseS16Table;

#define LANEWISE_MICROKERNEL(name, ...) void name(const DepthwiseS16Call& call);
#include "depthwise/depthwise_s16.inc"
#undef LANEWISE_MICROKERNEL

}  // namespace lanewise

#endif  // LANEWISE_DEPTHWISE_DEPTHWISE_S16_H_

// SPDX-License-Identifier: Apache-2.0
// float32 depthwise convolution over a line of pixels.
#ifndef LANEWISE_DEPTHWISE_DEPTHWISE_F32_H_
#define LANEWISE_DEPTHWISE_DEPTHWISE_F32_H_

#include "cpu/microkernel.h"
#include "depthwise/depthwise_taps.h"

namespace lanewise {

constexpr size_t kDepthwiseF32Channels = 4;  // of a vector

struct DepthwiseF32Call {
  TapWindows windows;
  const float* bias;
  const float* weights;
  float* out;
  float minimum, maximum;
};

/** A row of depthwise_f32.inc. */
using DepthwiseF32Row = UniversalRow<DepthwiseF32Call>;

extern const Microkernels<DepthwiseF32Row> kDepthwiseF32Table;

#define LANEWISE_MICROKERNEL(name, ...) void name(const DepthwiseF32Call& call);
#include "depthwise/depthwise_f32.inc"
#undef LANEWISE_MICROKERNEL

}  // namespace lanewise

#endif  // LANEWISE_DEPTHWISE_DEPTHWISE_F32_H_

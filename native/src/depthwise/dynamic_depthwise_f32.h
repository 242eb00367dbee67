// SPDX-License-Identifier: Apache-2.0
// Depthwise convolution over a line of pixels of what was quantized at run time to int16, with int8 weights: floats
// come out. No sum exceeds int32: the caller has proved it.
#ifndef LANEWISE_DEPTHWISE_DYNAMIC_DEPTHWISE_F32_H_
#define LANEWISE_DEPTHWISE_DYNAMIC_DEPTHWISE_F32_H_

#include "cpu/microkernel.h"
#include "depthwise/depthwise_taps.h"
#include "quantization/dynamic_scale_f32.h"

namespace lanewise {

constexpr size_t kDynamicDepthwiseChannels = 8;  // of a vector

struct DynamicDepthwiseF32Call {
  TapWindows windows;
  const float* scales;
  const float* bias;
  const int8_t* weights;
  float* out;
  OutputDynamicF32 output;
};

/** A row of dynamic_depthwise_f32.inc. */
using DynamicDepthwiseF32Row = UniversalRow<DynamicDepthwiseF32Call>;

extern const Microkernels<DynamicDepthwiseF32Row> kDynamicDepthwiseF32Table;

#define LANEWISE_MICROKERNEL(name, ...) void name(const DynamicDepthwiseF32Call& call);
#include "depthwise/dynamic_depthwise_f32.inc"
#undef LANEWISE_MICROKERNEL

}  // namespace lanewise

#endif  // LANEWISE_DEPTHWISE_DYNAMIC_DEPTHWISE_F32_H_

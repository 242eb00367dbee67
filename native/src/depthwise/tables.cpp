// SPDX-License-Identifier: Apache-2.0
#include "depthwise/depthwise_f32.h"
#include "depthwise/depthwise_s16.h"
#include "depthwise/depthwise_s8.h"
#include "depthwise/dynamic_depthwise_f32.h"

namespace lanewise {

#define LANEWISE_MICROKERNEL LANEWISE_MICROKERNEL_ROW

constexpr Microkernels<DepthwiseS8Row> kDepthwiseS8Table = {
#include "depthwise/depthwise_s8.inc"
};

constexpr Microkernels<DepthwiseF32Row> kDepthwiseF32Table = {
#include "depthwise/depthwise_f32.inc"
};

constexpr Microkernels<DepthwiseS16Row> kDepthwiseS16Table = {
#include "depthwise/depthwise_s16.inc"
};

constexpr Microkernels<DynamicDepthwiseF32Row> kDynamicDepthwiseF32Table = {
#include "depthwise/dynamic_depthwise_f32.inc"
};

}  // namespace lanewise

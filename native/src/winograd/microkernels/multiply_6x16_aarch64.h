// SPDX-License-Identifier: Apache-2.0
// 6 tiles by 16 output channels in assembly: gemm/microkernels/accumulate_lane_c1_6x16_aarch64.h without the widening.
#ifndef LANEWISE_WINOGRAD_MICROKERNELS_MULTIPLY_6X16_AARCH64_H_
#define LANEWISE_WINOGRAD_MICROKERNELS_MULTIPLY_6X16_AARCH64_H_

#include "gemm/microkernels/accumulate_lane_c1_6x16_aarch64.h"
#include "winograd/microkernels/multiply_neon.h"

namespace lanewise {

struct WinogradLanesAssembly {
  template <int R>
  LANEWISE_INLINE void accumulate(int32x4_t (&acc)[R][4], const int16_t* tiles, size_t depth, const uint8_t* panel) {
    if constexpr (R == 6) {
      accumulate_words_6x16(acc, tiles, depth, panel);
    } else {
      WinogradLanes::accumulate<R>(acc, tiles, depth, panel);
    }
  }
};

}  // namespace lanewise

#endif  // LANEWISE_WINOGRAD_MICROKERNELS_MULTIPLY_6X16_AARCH64_H_

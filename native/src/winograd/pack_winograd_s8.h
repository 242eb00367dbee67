// SPDX-License-Identifier: Apache-2.0
// Weights of a 3x3 layer as Winograd's algorithm wants them: 4 (G w G'), packed in panels (winograd_s8.h).
#ifndef LANEWISE_WINOGRAD_PACK_WINOGRAD_S8_H_
#define LANEWISE_WINOGRAD_PACK_WINOGRAD_S8_H_

#include <cstddef>
#include <cstdint>

#include "lanewise.h"

namespace lanewise {

struct WinogradSizes {
  size_t input_channels, output_channels;
  size_t panel_bytes, panels_bytes, scales_bytes;
};

WinogradSizes winograd_sizes(size_t input_channels, size_t output_channels);

/** Weights [output_channels][3][3][input_channels]; `bias` may be NULL. */
void pack_winograd_s8(const WinogradSizes& sizes, const lanewise_requantization& requantization, const int8_t* weights,
                      const int32_t* bias, uint8_t* panels, int32_t* scales);

}  // namespace lanewise

#endif  // LANEWISE_WINOGRAD_PACK_WINOGRAD_S8_H_

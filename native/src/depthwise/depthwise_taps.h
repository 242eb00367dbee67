// SPDX-License-Identifier: Apache-2.0
// Weights of depthwise convolutions whose kernels take one tap of a few channels at a time: [taps][channels], channels filled up
// to whole vectors.
#ifndef LANEWISE_DEPTHWISE_DEPTHWISE_TAPS_H_
#define LANEWISE_DEPTHWISE_DEPTHWISE_TAPS_H_

#include <cstring>

#include "operator/operator.h"

namespace lanewise {

struct DepthwiseTaps {
  size_t channels, padded_channels, taps;
  size_t count;          // of weights
  size_t offsets_bytes;  // of a segment's offset for each tap

  /** Whether an operator can hold them. */
  bool fit() const { return taps <= INT32_MAX && count <= INT32_MAX / 2; }

  /** Packs weights [taps][channels]; what fills channels up is left as it is. */
  template <typename T>
  void pack(const T* weights, T* packed) const {
    for (size_t t = 0; t < taps; t++) std::memcpy(packed + t * padded_channels, weights + t * channels, channels * sizeof(T));
  }
};

/** Those of a valid window for vectors of `lanes` channels. */
inline DepthwiseTaps depthwise_taps(const lanewise_window& window, size_t lanes) {
  const size_t channels = static_cast<size_t>(window.output_channels), padded_channels = round_up(channels, lanes);
  const size_t taps = checked_product(window.kernel_height, window.kernel_width);
  return {channels, padded_channels, taps, checked_product(taps, padded_channels), round_up(taps * sizeof(size_t), kAlignment)};
}

}  // namespace lanewise

#endif  // LANEWISE_DEPTHWISE_DEPTHWISE_TAPS_H_

// SPDX-License-Identifier: Apache-2.0
// Depthwise convolutions whose kernels take one tap of a few channels at a time. Everything by channel is filled up to
// whole vectors; weights are [taps][channels].
#ifndef LANEWISE_DEPTHWISE_DEPTHWISE_TAPS_H_
#define LANEWISE_DEPTHWISE_DEPTHWISE_TAPS_H_

#include <cstring>

#include "operator/operator.h"
#include "window/window_rows.h"

namespace lanewise {

/** A line of windows side by side. */
struct TapWindows {
  size_t pixels;
  const uint8_t* first;       // the first pixel's window
  size_t pixel_stride;        // bytes from one pixel's window to the next
  size_t taps;
  const size_t* tap_offsets;  // bytes from a window's start to each tap
  size_t channels;
};

/** The sizes of packed weights. */
struct DepthwiseTaps {
  size_t channels, padded_channels, taps;
  size_t count;          // of weights
  size_t offsets_bytes;  // of a segment's offset for each tap

  /** Whether an operator can hold them. */
  bool fit() const { return taps <= INT32_MAX && count <= INT32_MAX / 2; }

  /** Packs weights [taps][channels]; what fills channels up is left as it is. */
  template <typename T>
  void pack(const T* weights, T* packed) const {
    for (size_t t = 0; t < taps; t++)
      std::memcpy(packed + t * padded_channels, weights + t * channels, channels * sizeof(T));
  }
};

/** Those of a valid window for vectors of `lanes` channels. */
inline DepthwiseTaps depthwise_taps(const lanewise_window& window, size_t lanes) {
  const size_t channels = static_cast<size_t>(window.output_channels), padded_channels = round_up(channels, lanes);
  const size_t taps = checked_product(window.kernel_height, window.kernel_width);
  return {channels, padded_channels, taps, checked_product(taps, padded_channels),
          round_up(taps * sizeof(size_t), kAlignment)};
}

/** The windows `first` to `last` of row `y` of an image. */
inline TapWindows tap_windows(const WindowRows& rows, const uint8_t* image, size_t y, size_t first, size_t last,
                              size_t channels) {
  const uint8_t* window = image + y * rows.row_step + first * rows.pixel_step;
  return {last - first, window, rows.pixel_step, rows.segments, rows.offsets, channels};
}

}  // namespace lanewise

#endif  // LANEWISE_DEPTHWISE_DEPTHWISE_TAPS_H_

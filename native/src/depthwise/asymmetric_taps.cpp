// SPDX-License-Identifier: Apache-2.0
#include "depthwise/asymmetric_taps.h"

#include <algorithm>

namespace lanewise {
namespace {

constexpr int32_t kMost = 127;

}  // namespace

int32_t AsymmetricTaps::weight(size_t cell, size_t channel) const {
  return weights_[cell * channels_ + channel] - zero_points_[channel];
}

size_t AsymmetricTaps::count_of(size_t cell) const {
  int32_t farthest = 1;  // a tap of zeros is still one
  for (size_t c = 0; c < channels_; c++) farthest = std::max({farthest, weight(cell, c), -weight(cell, c)});
  return static_cast<size_t>((farthest + kMost - 1) / kMost);
}

size_t AsymmetricTaps::count() const {
  size_t count = 0;
  for (size_t cell = 0; cell < cells_; cell++) count += count_of(cell);
  return count;
}

void AsymmetricTaps::share_out(size_t* cells, int8_t* weights) const {
  for (size_t cell = 0; cell < cells_; cell++) {
    const int32_t count = static_cast<int32_t>(count_of(cell));
    for (int32_t tap = 0; tap < count; tap++, weights += channels_) {
      *cells++ = cell;
      for (size_t c = 0; c < channels_; c++) {
        const int32_t from = kMost * tap, rest = weight(cell, c);  // less what the taps before have
        weights[c] = static_cast<int8_t>(rest > 0 ? std::min(std::max(rest - from, 0), kMost)
                                                  : std::max(std::min(rest + from, 0), -kMost));
      }
    }
  }
}

}  // namespace lanewise

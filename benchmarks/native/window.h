// SPDX-License-Identifier: Apache-2.0
#ifndef LANEWISE_BENCHMARKS_WINDOW_H_
#define LANEWISE_BENCHMARKS_WINDOW_H_

#include <algorithm>
#include <cstdint>

#include "lanewise.h"

namespace lanewise::benchmarks {

/** A square window over a square image with TensorFlow's SAME padding. */
inline lanewise_window same_window(int size, int channels, int outputs, int kernel, int stride) {
  const int output = (size + stride - 1) / stride;
  const int before = std::max(0, (output - 1) * stride + kernel - size) / 2;
  return {1, size, size, channels, output, output, outputs, kernel, kernel, stride, stride, 1, 1, before, before, 1};
}

/** Without padding. */
inline lanewise_window valid_window(int size, int channels, int kernel, int stride) {
  const int output = (size - kernel) / stride + 1;
  return {1, size, size, channels, output, output, channels, kernel, kernel, stride, stride, 1, 1, 0, 0, 1};
}

inline int64_t output_elements(const lanewise_window& w) {
  return int64_t{w.output_height} * w.output_width * w.output_channels;
}

}  // namespace lanewise::benchmarks

#endif  // LANEWISE_BENCHMARKS_WINDOW_H_

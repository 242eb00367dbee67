// SPDX-License-Identifier: Apache-2.0
#ifndef LANEWISE_SAMPLES_WINDOW_H_
#define LANEWISE_SAMPLES_WINDOW_H_

#include <algorithm>
#include <cstdint>

#include "lanewise.h"

namespace lanewise::samples {

struct WindowSize {
  int height, width;
};

/** TensorFlow's SAME padding, or VALID. The rest of the fields are 1 and may be changed. */
inline lanewise_window make_window(WindowSize input, int channels, int outputs, WindowSize kernel, WindowSize stride,
                                   bool same, WindowSize dilation = {1, 1}) {
  auto size = [same](int in, int k, int s, int d) {
    return same ? (in + s - 1) / s : (in - ((k - 1) * d + 1)) / s + 1;
  };
  auto before = [same](int in, int out, int k, int s, int d) {
    return same ? std::max(0, (out - 1) * s + (k - 1) * d + 1 - in) / 2 : 0;
  };
  lanewise_window w = {};
  w.batch = 1;
  w.input_height = input.height;
  w.input_width = input.width;
  w.input_channels = channels;
  w.output_height = size(input.height, kernel.height, stride.height, dilation.height);
  w.output_width = size(input.width, kernel.width, stride.width, dilation.width);
  w.output_channels = outputs;
  w.kernel_height = kernel.height;
  w.kernel_width = kernel.width;
  w.stride_height = stride.height;
  w.stride_width = stride.width;
  w.dilation_height = dilation.height;
  w.dilation_width = dilation.width;
  w.padding_top = before(input.height, w.output_height, kernel.height, stride.height, dilation.height);
  w.padding_left = before(input.width, w.output_width, kernel.width, stride.width, dilation.width);
  w.groups = 1;
  return w;
}

/** A square window over a square image, with SAME padding. */
inline lanewise_window same_window(int size, int channels, int outputs, int kernel, int stride) {
  return make_window({size, size}, channels, outputs, {kernel, kernel}, {stride, stride}, true);
}

/** Without padding. */
inline lanewise_window valid_window(int size, int channels, int kernel, int stride) {
  return make_window({size, size}, channels, channels, {kernel, kernel}, {stride, stride}, false);
}

inline int64_t output_elements(const lanewise_window& w) {
  return int64_t{w.batch} * w.output_height * w.output_width * w.output_channels;
}

}  // namespace lanewise::samples

#endif  // LANEWISE_SAMPLES_WINDOW_H_

// SPDX-License-Identifier: Apache-2.0
// Windows for tests of convolution and pooling.
#ifndef LANEWISE_TESTS_WINDOW_CASES_H_
#define LANEWISE_TESTS_WINDOW_CASES_H_

#include <algorithm>
#include <cstddef>
#include <ostream>

#include "lanewise.h"

/** For SCOPED_TRACE. */
inline std::ostream& operator<<(std::ostream& out, const lanewise_window& w) {
  return out << w.batch << " x " << w.input_height << "x" << w.input_width << "x" << w.input_channels << " -> "
             << w.output_height << "x" << w.output_width << "x" << w.output_channels << ", kernel " << w.kernel_height
             << "x" << w.kernel_width << ", stride " << w.stride_height << "x" << w.stride_width << ", dilation "
             << w.dilation_height << "x" << w.dilation_width << ", padding " << w.padding_top << "," << w.padding_left
             << ", groups " << w.groups;
}

namespace lanewise::testing {

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

inline size_t input_elements(const lanewise_window& w) {
  return static_cast<size_t>(w.batch) * static_cast<size_t>(w.input_height * w.input_width * w.input_channels);
}

inline size_t output_elements(const lanewise_window& w) {
  return static_cast<size_t>(w.batch) * static_cast<size_t>(w.output_height * w.output_width * w.output_channels);
}

}  // namespace lanewise::testing

#endif  // LANEWISE_TESTS_WINDOW_CASES_H_

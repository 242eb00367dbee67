// SPDX-License-Identifier: Apache-2.0
// Windows for tests of convolution and pooling.
#ifndef LANEWISE_TESTS_WINDOW_CASES_H_
#define LANEWISE_TESTS_WINDOW_CASES_H_

#include <cstddef>
#include <ostream>

#include "lanewise.h"
#include "samples/window.h"

/** For SCOPED_TRACE. */
inline std::ostream& operator<<(std::ostream& out, const lanewise_window& w) {
  return out << w.batch << " x " << w.input_height << "x" << w.input_width << "x" << w.input_channels << " -> "
             << w.output_height << "x" << w.output_width << "x" << w.output_channels << ", kernel " << w.kernel_height
             << "x" << w.kernel_width << ", stride " << w.stride_height << "x" << w.stride_width << ", dilation "
             << w.dilation_height << "x" << w.dilation_width << ", padding " << w.padding_top << "," << w.padding_left
             << ", groups " << w.groups;
}

namespace lanewise::testing {

using samples::make_window;
using samples::WindowSize;

inline size_t input_elements(const lanewise_window& w) {
  return static_cast<size_t>(w.batch) * static_cast<size_t>(w.input_height * w.input_width * w.input_channels);
}

inline size_t output_elements(const lanewise_window& w) {
  return static_cast<size_t>(w.batch) * static_cast<size_t>(w.output_height * w.output_width * w.output_channels);
}

}  // namespace lanewise::testing

#endif  // LANEWISE_TESTS_WINDOW_CASES_H_

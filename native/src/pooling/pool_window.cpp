// SPDX-License-Identifier: Apache-2.0
#include "pooling/pool_window.h"

#include "window/padded_image.h"

namespace lanewise {
namespace {

bool every_window_touches(int32_t outputs, int32_t stride, int32_t padding, int32_t kernel, int32_t dilation,
                          int32_t size) {
  for (int32_t i = 0; i < outputs; i++) {
    if (taps_inside(int64_t{i} * stride - padding, kernel, dilation, size).count == 0) return false;
  }
  return true;
}

}  // namespace

bool valid_pool_window(const lanewise_window* window) {
  if (!valid_window(window)) return false;
  const lanewise_window& w = *window;
  return w.groups == 1 && w.input_channels == w.output_channels &&
         every_window_touches(w.output_height, w.stride_height, w.padding_top, w.kernel_height, w.dilation_height,
                              w.input_height) &&
         every_window_touches(w.output_width, w.stride_width, w.padding_left, w.kernel_width, w.dilation_width,
                              w.input_width);
}

}  // namespace lanewise

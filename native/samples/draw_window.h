// SPDX-License-Identifier: Apache-2.0
// Windows by dice, for convolutions and pools.
#ifndef LANEWISE_SAMPLES_DRAW_WINDOW_H_
#define LANEWISE_SAMPLES_DRAW_WINDOW_H_

#include "samples/draw.h"

namespace lanewise::samples {

enum class Windowed { kPool, kConvolution, kDepthwise };

/** A window with padding as its caller must give it, now and then not. */
inline lanewise_window draw_window(Dice& dice, Windowed kind) {
  lanewise_window w = {};
  const int32_t groups = kind != Windowed::kPool && dice.one_in(4) ? dice.between(1, 4) : 1;
  w.batch = dice.one_in(4) ? dice.size(3) : 1;
  w.kernel_height = dice.size(5);
  w.kernel_width = dice.size(5);
  w.stride_height = dice.size(3);
  w.stride_width = dice.size(3);
  w.dilation_height = dice.one_in(4) ? dice.size(3) : 1;
  w.dilation_width = dice.one_in(4) ? dice.size(3) : 1;
  w.padding_top = dice.mostly(dice.one_in(2) ? dice.between(0, 4) : 0);
  w.padding_left = dice.mostly(dice.one_in(2) ? dice.between(0, 4) : 0);
  w.output_height = dice.size(6);
  w.output_width = dice.size(20);
  w.input_channels = dice.size(dice.one_in(4) ? 70 : 20);
  // What the output needs, less than that, or more.
  const int64_t height = (int64_t{w.output_height} - 1) * w.stride_height +
                         (int64_t{w.kernel_height} - 1) * w.dilation_height + 1;
  const int64_t width = (int64_t{w.output_width} - 1) * w.stride_width +
                        (int64_t{w.kernel_width} - 1) * w.dilation_width + 1;
  w.input_height = static_cast<int32_t>(height - w.padding_top - dice.between(0, 2) + dice.between(0, 2));
  w.input_width = static_cast<int32_t>(width - w.padding_left - dice.between(0, 2) + dice.between(0, 2));
  w.groups = dice.mostly(groups);
  w.output_channels = w.input_channels;
  const bool usual = w.input_channels > 0 && w.input_channels < 100;
  if (kind == Windowed::kDepthwise) {
    w.groups = dice.mostly(w.input_channels);
    if (usual) w.output_channels = dice.mostly(w.input_channels * dice.between(1, 3));
  } else if (kind == Windowed::kConvolution) {
    if (usual) w.input_channels *= groups;
    w.output_channels = groups * dice.between(1, 24);
  }
  return w;
}

}  // namespace lanewise::samples

#endif  // LANEWISE_SAMPLES_DRAW_WINDOW_H_

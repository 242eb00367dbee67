// SPDX-License-Identifier: Apache-2.0
// How a pooling window moves over an image, and which of its cells lie inside.
#ifndef LANEWISE_POOLING_POOL_WINDOW_H_
#define LANEWISE_POOLING_POOL_WINDOW_H_

#include "operator/operator.h"
#include "reduction/cells.h"

namespace lanewise {

/** Range of kernel taps inside the image, along one dimension. */
struct Taps {
  int64_t first, count;
};

/** Taps of the window that starts at `start` (may be negative) and touches every `dilation`-th cell of `size`. */
inline Taps taps_inside(int64_t start, int32_t kernel, int32_t dilation, int32_t size) {
  const int64_t first = start >= 0 ? 0 : (-start + dilation - 1) / dilation;
  const int64_t beyond = start >= size ? 0 : (size - start + dilation - 1) / dilation;
  const int64_t end = beyond < kernel ? beyond : kernel;
  return {first, end > first ? end - first : 0};
}

/** Whether pooling can work with `window`: it is valid, has one group and one output for each input channel, and every
 *  window touches a cell. */
bool valid_pool_window(const lanewise_window* window);

/** Checks that and fills in the buffer sizes of a pooling operator. */
template <typename T>
bool plan_pool(const lanewise_window* window, lanewise_operator* op) {
  if (!valid_pool_window(window)) return false;
  const lanewise_window& w = *window;
  return plan_unary<T, T>(checked_product(w.batch, w.input_height, w.input_width, w.input_channels),
                          checked_product(w.batch, w.output_height, w.output_width, w.output_channels), op);
}

/** Adds the phase of a pooling operator: a unit is an output pixel. */
inline void add_pool_phase(const lanewise_window& w, PhaseFunction* run, lanewise_operator* op) {
  add_phase(op, run, checked_product(w.batch, w.output_height, w.output_width),
            checked_product(w.kernel_height, w.kernel_width, w.input_channels));
}

/** Calls pool(const T* first_cell, const Cells&, T* output_pixel) for every output pixel of `part`. */
template <typename T, typename Pool>
inline void for_each_pool_window(const lanewise_window& w, const Part& part, const T* input, T* output, Pool pool) {
  const size_t channels = static_cast<size_t>(w.input_channels);
  const size_t row = static_cast<size_t>(w.input_width) * channels;
  const size_t output_height = static_cast<size_t>(w.output_height), output_width = static_cast<size_t>(w.output_width);
  Cells cells = {};
  cells.row_step = static_cast<size_t>(w.dilation_height) * row;
  cells.column_step = static_cast<size_t>(w.dilation_width) * channels;
  output += part.begin * channels;
  for_each_row(part, output_width, [&](size_t output_row, size_t first, size_t last) {
    const int64_t top = static_cast<int64_t>(output_row % output_height) * w.stride_height - w.padding_top;
    const Taps vertical = taps_inside(top, w.kernel_height, w.dilation_height, w.input_height);
    cells.rows = static_cast<size_t>(vertical.count);
    const T* line = input + output_row / output_height * static_cast<size_t>(w.input_height) * row +
                    static_cast<size_t>(top + vertical.first * w.dilation_height) * row;
    for (size_t x = first; x < last; x++, output += channels) {
      const int64_t left = static_cast<int64_t>(x) * w.stride_width - w.padding_left;
      const Taps horizontal = taps_inside(left, w.kernel_width, w.dilation_width, w.input_width);
      cells.columns = static_cast<size_t>(horizontal.count);
      pool(line + static_cast<size_t>(left + horizontal.first * w.dilation_width) * channels, cells, output);
    }
  });
}

}  // namespace lanewise

#endif  // LANEWISE_POOLING_POOL_WINDOW_H_

// SPDX-License-Identifier: Apache-2.0
#include "window/window_rows.h"

namespace lanewise {
namespace {

size_t size(int32_t value) { return static_cast<size_t>(value); }

void fill_offsets(const lanewise_window& w, const Segments& segments, size_t pixel_bytes, size_t row_bytes,
                  size_t* offsets) {
  for (size_t s = 0; s < segments.count; s++) {
    offsets[s] = s / segments.taps_per_row * size(w.dilation_height) * row_bytes +
                 s % segments.taps_per_row * size(w.dilation_width) * pixel_bytes;
  }
}

}  // namespace

Segments convolution_segments(const lanewise_window& w) {
  size_t group_channels = size(w.input_channels / w.groups);
  if (w.groups == 1 && (w.dilation_width == 1 || w.kernel_width == 1)) {
    return {size(w.kernel_height), size(w.kernel_width) * group_channels, 1};
  }
  return {size(w.kernel_height) * size(w.kernel_width), group_channels, size(w.kernel_width)};
}

Segments depthwise_segments(const lanewise_window& w) {
  return {size(w.kernel_height) * size(w.kernel_width), size(w.output_channels), size(w.kernel_width)};
}

WindowRows window_rows(const lanewise_window& w, const Segments& segments, const WindowReads& reads, size_t* offsets) {
  WindowRows rows = {};
  rows.batch = size(w.batch);
  rows.output_height = size(w.output_height);
  rows.output_width = size(w.output_width);
  rows.image = padded_image(w, reads.element_bytes, reads.repeat, reads.zero);
  rows.image_bytes = rows.image.input_rows * rows.image.input_row_bytes;
  const size_t pixel_bytes = size(w.input_channels) * reads.repeat * reads.element_bytes;
  rows.pixel_step = size(w.stride_width) * pixel_bytes;
  rows.segments = segments.count;
  rows.offsets = offsets;

  size_t row_bytes = rows.image.input_row_bytes;
  fill_offsets(w, segments, pixel_bytes, row_bytes, offsets);
  size_t read_end = (rows.output_height - 1) * size(w.stride_height) * row_bytes +
                    (rows.output_width - 1) * rows.pixel_step + reads.last_group + offsets[segments.count - 1] +
                    reads.segment_bytes;
  rows.copies = reads.repeat > 1 || needs_padding(w) || read_end > rows.image_bytes;
  if (rows.copies) {
    row_bytes = rows.image.row_bytes;
    fill_offsets(w, segments, pixel_bytes, row_bytes, offsets);
    rows.workspace_size = padded_image_bytes(rows.image) + reads.segment_bytes - segments.length * reads.element_bytes;
  }
  rows.row_step = size(w.stride_height) * row_bytes;
  return rows;
}

}  // namespace lanewise

// SPDX-License-Identifier: Apache-2.0
// A convolution's input as rows of a matrix: each window of the image is one row, made of segments (runs of bytes) at
// the same offsets from the window's start. Shared by conv2d and depthwise_conv2d of all element types; everything in
// bytes.
#ifndef LANEWISE_WINDOW_WINDOW_ROWS_H_
#define LANEWISE_WINDOW_WINDOW_ROWS_H_

#include <algorithm>

#include "operator/operator.h"
#include "window/padded_image.h"

namespace lanewise {

/** How a window's cells fall into segments. */
struct Segments {
  size_t count;
  size_t length;        // elements
  size_t taps_per_row;  // segments of one kernel row: 1 where a segment is a run of kernel_width pixels
};

/** conv2d: whole kernel rows where groups and dilation allow, else single taps of one group's channels. */
Segments convolution_segments(const lanewise_window& window);

/** depthwise_conv2d: single taps of all output channels. */
Segments depthwise_segments(const lanewise_window& window);

struct WindowRows {
  size_t batch, output_height, output_width;
  PaddedImage image;
  bool copies;                   // the input goes through the workspace
  size_t image_bytes;            // of one input image
  size_t row_step, pixel_step;   // between windows of neighbouring output rows and pixels
  size_t segments;
  const size_t* offsets;         // of each segment
  size_t workspace_size;
};

/** What kernels do with a window. */
struct WindowReads {
  size_t element_bytes;
  size_t repeat;         // of each channel: the depthwise multiplier
  size_t segment_bytes;  // read of each segment, which may be more than it holds
  size_t last_group;     // bytes from a window's start to its last group
  uint8_t zero;          // every byte of the element that stands for real 0
};

/** Decides whether the input must be copied: for padding, for repeating, or because a kernel would read past its end.
 *  `offsets` has room for every segment and outlives the result. */
WindowRows window_rows(const lanewise_window& window, const Segments& segments, const WindowReads& reads,
                       size_t* offsets);

/** The image of a round, where its windows are read. */
inline const uint8_t* image_of(const WindowRows& rows, const lanewise_buffer* buffers, size_t round) {
  const lanewise_buffer& buffer = buffers[rows.copies ? 2 : 0];
  return static_cast<const uint8_t*>(buffer.data) + (rows.copies ? 0 : round * rows.image_bytes);
}

/** Phase of an operator with WindowRows: the padded copy, row by row. */
template <typename T>
void copy_image(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const WindowRows& rows = static_cast<const T&>(op).rows;
  copy_padded(rows.image, static_cast<const uint8_t*>(buffers[0].data) + part.round * rows.image_bytes, part.begin,
              part.end, static_cast<uint8_t*>(buffers[2].data));
}

/** The phases of an operator with WindowRows, with a round for each image: the copy, where there is one, and `run`. */
template <typename T>
void add_image_phases(T* op, PhaseFunction* run, size_t units, size_t work) {
  constexpr size_t kBytesPerCopyWork = 16;
  op->rounds = op->rows.batch;
  const PaddedImage& image = op->rows.image;
  if (op->rows.copies) add_phase(op, copy_image<T>, image.rows, image.row_bytes / kBytesPerCopyWork);
  add_phase(op, run, units, work);
}

/** Goes through the windows of one image in output order, from any. */
class WindowCursor {
 public:
  WindowCursor(const WindowRows& rows, const uint8_t* image, size_t first)
      : rows_(rows), line_(image + first / rows.output_width * rows.row_step), x_(first % rows.output_width) {}

  template <typename T>
  void next(const T** pointers, size_t count) {
    while (count > 0) {
      const size_t run = std::min(count, rows_.output_width - x_);
      const uint8_t* window = line_ + x_ * rows_.pixel_step;
#pragma GCC unroll 4
      for (size_t r = 0; r < run; r++, window += rows_.pixel_step) *pointers++ = reinterpret_cast<const T*>(window);
      count -= run;
      x_ += run;
      if (x_ == rows_.output_width) {
        x_ = 0;
        line_ += rows_.row_step;
      }
    }
  }

 private:
  const WindowRows& rows_;
  const uint8_t* line_;
  size_t x_;
};

/** Rows handed to a GEMM microkernel in one call: many, so that what a call costs is shared by many tiles. */
constexpr size_t kRowsPerCall = 96;

}  // namespace lanewise

#endif  // LANEWISE_WINDOW_WINDOW_ROWS_H_

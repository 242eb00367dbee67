// SPDX-License-Identifier: Apache-2.0
// An image copied into the workspace with its padding around it, so that every window of a convolution lies inside and
// every tap is at a fixed distance from the window's start. The copy costs one pass over the input, against kernel size
// times output channels for the multiplications; in exchange no kernel ever tests for padding.
#ifndef LANEWISE_WINDOW_PADDED_IMAGE_H_
#define LANEWISE_WINDOW_PADDED_IMAGE_H_

#include <cstddef>
#include <cstdint>

#include "lanewise.h"

namespace lanewise {

struct PaddedImage {
  size_t rows, row_bytes;                    // of the copy
  size_t top, left_bytes;                    // padding before
  size_t input_rows, input_row_bytes;        // of the source
  size_t copied_rows, copied_row_bytes;      // how much of the source a window can reach
  size_t repeat;                             // each element is written this often: depthwise channel multiplier
  size_t element_bytes;
  uint8_t zero;                              // every byte of the element that stands for real 0
};

/** Whether the window's sizes are in range and everything it spans fits memory: the check of all windowed operators. */
bool valid_window(const lanewise_window* window);

/** The same of a convolution, whose channels fit its groups, too. */
bool valid_convolution(const lanewise_window* window);

/** The same of a depthwise convolution. */
bool valid_depthwise(const lanewise_window* window);

/** Geometry for one image of a valid window; elements of 1 or 4 bytes, whose bytes are all `zero` for real 0. */
PaddedImage padded_image(const lanewise_window& window, size_t element_bytes, size_t repeat, uint8_t zero);

inline size_t padded_image_bytes(const PaddedImage& image) { return image.rows * image.row_bytes; }

/** Whether windows reach outside the input. */
bool needs_padding(const lanewise_window& window);

/** Writes the rows `begin` to `end` of the copy of one image. */
void copy_padded(const PaddedImage& image, const uint8_t* input, size_t begin, size_t end, uint8_t* copy);

}  // namespace lanewise

#endif  // LANEWISE_WINDOW_PADDED_IMAGE_H_

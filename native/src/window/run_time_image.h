// SPDX-License-Identifier: Apache-2.0
// An image of floats that is quantized by its own range when it is convolved: as int16 (value - zero point, so that
// padding is 0) in the workspace, padded and repeated as the windows want it.
#ifndef LANEWISE_WINDOW_RUN_TIME_IMAGE_H_
#define LANEWISE_WINDOW_RUN_TIME_IMAGE_H_

#include "operator/operator.h"
#include "window/padded_image.h"

namespace lanewise {

struct RunTimeImage {
  PaddedImage image;      // sizes in bytes of int16
  size_t input_elements;  // of one image
  bool asymmetric;        // whether it has a zero point by its range
};

/** `repeat`: the depthwise multiplier. */
RunTimeImage make_run_time_image(const lanewise_window& window, size_t repeat, bool asymmetric);

/** The same convolution of the image as it lies in the workspace. */
lanewise_window window_of(const RunTimeImage& image, const lanewise_window& window, size_t repeat);

/** Bytes that the operator needs of a workspace; kernels may read a vector past the image. */
size_t workspace_bytes(const RunTimeImage& image);

/** Quantizes the image of a round into the workspace. */
void quantize_image(const RunTimeImage& image, const lanewise_buffer* buffers, size_t round);

/** Where the windows are read. */
const uint8_t* quantized_image(const lanewise_buffer* buffers);

/** What one step of the quantized image is. */
float quantized_scale(const lanewise_buffer* buffers);

}  // namespace lanewise

#endif  // LANEWISE_WINDOW_RUN_TIME_IMAGE_H_

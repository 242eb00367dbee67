// SPDX-License-Identifier: Apache-2.0
#include "window/padded_image.h"

#include <cstring>
#include <initializer_list>

#include "cpu/neon.h"
#include "operator/operator.h"

namespace lanewise {
namespace {

// Cells that the windows of one dimension span.
int64_t span(int32_t output, int32_t stride, int32_t kernel, int32_t dilation) {
  return (int64_t{output} - 1) * stride + (int64_t{kernel} - 1) * dilation + 1;
}

size_t smaller(size_t a, size_t b) { return a < b ? a : b; }

// By 16 bytes: what is too much the next store puts right, and the last ones are exact.
void copy_repeated(const uint8_t* from, size_t bytes, size_t repeat, uint8_t* to) {
  constexpr size_t kVector = 16;
  const size_t total = bytes * repeat;
  size_t i = 0;
  if (repeat <= kVector) {
    for (; i * repeat + kVector <= total; i++) vst1q_u8(to + i * repeat, vld1q_dup_u8(from + i));
  }
  for (; i < bytes; i++) std::memset(to + i * repeat, from[i], repeat);
}

void copy_repeated(const uint8_t* from, size_t bytes, size_t element_bytes, size_t repeat, uint8_t* to) {
  if (element_bytes == 1) return copy_repeated(from, bytes, repeat, to);
  for (size_t i = 0; i < bytes; i += element_bytes) {
    for (size_t r = 0; r < repeat; r++, to += element_bytes) std::memcpy(to, from + i, element_bytes);
  }
}

}  // namespace

bool valid_window(const lanewise_window* window) {
  if (window == nullptr) return false;
  const lanewise_window& w = *window;
  for (int32_t size : {w.batch, w.input_height, w.input_width, w.input_channels, w.output_height, w.output_width,
                       w.output_channels, w.kernel_height, w.kernel_width, w.stride_height, w.stride_width,
                       w.dilation_height, w.dilation_width, w.groups}) {
    if (size < 1) return false;
  }
  if (w.padding_top < 0 || w.padding_left < 0) return false;
  int64_t rows = span(w.output_height, w.stride_height, w.kernel_height, w.dilation_height);
  int64_t columns = span(w.output_width, w.stride_width, w.kernel_width, w.dilation_width);
  if (rows > INT32_MAX || columns > INT32_MAX || w.padding_top >= rows || w.padding_left >= columns) return false;
  // Float elements of every image and of the padded copy stay addressable, with room to spare for vectors read past
  // rows.
  constexpr size_t kMost = INT32_MAX / 4 - 1024;
  return checked_product(w.batch, w.input_height, w.input_width, w.input_channels) <= kMost &&
         checked_product(w.batch, w.output_height, w.output_width, w.output_channels) <= kMost &&
         checked_product(rows, columns, w.input_channels) <= kMost &&
         checked_product(rows, columns, w.output_channels) <= kMost &&
         checked_product(w.kernel_height, w.kernel_width, w.input_channels) <= kMost;
}

bool valid_convolution(const lanewise_window* window) {
  return valid_window(window) && window->input_channels % window->groups == 0 &&
         window->output_channels % window->groups == 0;
}

bool valid_depthwise(const lanewise_window* window) {
  return valid_window(window) && window->groups == window->input_channels &&
         window->output_channels % window->input_channels == 0;
}

bool needs_padding(const lanewise_window& w) {
  return w.padding_top > 0 || w.padding_left > 0 ||
         span(w.output_height, w.stride_height, w.kernel_height, w.dilation_height) > w.input_height ||
         span(w.output_width, w.stride_width, w.kernel_width, w.dilation_width) > w.input_width;
}

PaddedImage padded_image(const lanewise_window& w, size_t element_bytes, size_t repeat, uint8_t zero) {
  PaddedImage image = {};
  size_t pixel = static_cast<size_t>(w.input_channels) * element_bytes;
  size_t rows = static_cast<size_t>(span(w.output_height, w.stride_height, w.kernel_height, w.dilation_height));
  size_t columns = static_cast<size_t>(span(w.output_width, w.stride_width, w.kernel_width, w.dilation_width));
  size_t top = static_cast<size_t>(w.padding_top), left = static_cast<size_t>(w.padding_left);
  image.rows = rows;
  image.row_bytes = columns * pixel * repeat;
  image.top = smaller(top, rows);
  image.left_bytes = smaller(left, columns) * pixel * repeat;
  image.input_rows = static_cast<size_t>(w.input_height);
  image.input_row_bytes = static_cast<size_t>(w.input_width) * pixel;
  image.copied_rows = smaller(image.input_rows, rows - image.top);
  image.copied_row_bytes = smaller(static_cast<size_t>(w.input_width), columns - smaller(left, columns)) * pixel;
  image.repeat = repeat;
  image.element_bytes = element_bytes;
  image.zero = zero;
  return image;
}

void copy_padded(const PaddedImage& image, const uint8_t* input, size_t begin, size_t end, uint8_t* copy) {
  const size_t right = image.left_bytes + image.copied_row_bytes * image.repeat;
  for (size_t y = begin; y < end; y++) {
    uint8_t* to = copy + y * image.row_bytes;
    if (y < image.top || y - image.top >= image.copied_rows) {
      std::memset(to, image.zero, image.row_bytes);
      continue;
    }
    const uint8_t* from = input + (y - image.top) * image.input_row_bytes;
    std::memset(to, image.zero, image.left_bytes);
    if (image.repeat == 1) {
      std::memcpy(to + image.left_bytes, from, image.copied_row_bytes);
    } else {
      copy_repeated(from, image.copied_row_bytes, image.element_bytes, image.repeat, to + image.left_bytes);
    }
    std::memset(to + right, image.zero, image.row_bytes - right);
  }
}

}  // namespace lanewise

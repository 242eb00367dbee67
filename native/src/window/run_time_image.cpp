// SPDX-License-Identifier: Apache-2.0
// The workspace: a cache line with the scale, the image, room for a vector, and a row before it is repeated.
#include "window/run_time_image.h"

#include <algorithm>
#include <cstring>

#include "quantization/run_time_quantizer.h"

namespace lanewise {
namespace {

uint8_t* aligned_workspace(const lanewise_buffer* buffers) {
  const uintptr_t address = reinterpret_cast<uintptr_t>(buffers[2].data);
  return static_cast<uint8_t*>(buffers[2].data) + (kAlignment - address % kAlignment) % kAlignment;
}

size_t image_bytes(const PaddedImage& image) { return round_up(padded_image_bytes(image), kAlignment) + kAlignment; }

}  // namespace

RunTimeImage make_run_time_image(const lanewise_window& window, size_t repeat, bool asymmetric) {
  return {padded_image(window, sizeof(int16_t), repeat, 0),
          checked_product(window.input_height, window.input_width, window.input_channels), asymmetric};
}

lanewise_window window_of(const RunTimeImage& image, const lanewise_window& window, size_t repeat) {
  lanewise_window padded = window;
  padded.input_channels *= static_cast<int32_t>(repeat);
  padded.input_height = static_cast<int32_t>(image.image.rows);
  padded.input_width =
      static_cast<int32_t>(image.image.row_bytes / sizeof(int16_t) / static_cast<size_t>(padded.input_channels));
  padded.padding_top = padded.padding_left = 0;
  return padded;
}

size_t workspace_bytes(const RunTimeImage& image) {
  return 2 * kAlignment + image_bytes(image.image) + (image.image.repeat == 1 ? 0 : image.image.copied_row_bytes);
}

void quantize_image(const RunTimeImage& run_time, const lanewise_buffer* buffers, size_t round) {
  const PaddedImage& image = run_time.image;
  const float* input = static_cast<const float*>(buffers[0].data) + round * run_time.input_elements;
  const RunTimeQuantizer quantizer = run_time_quantizer(input, run_time.input_elements, run_time.asymmetric);
  uint8_t* workspace = aligned_workspace(buffers);
  std::memcpy(workspace, &quantizer.scale, sizeof quantizer.scale);
  uint8_t* padded = workspace + kAlignment;
  int16_t* once = reinterpret_cast<int16_t*>(padded + image_bytes(image));
  std::memset(padded, 0, padded_image_bytes(image));
  const size_t elements = image.copied_row_bytes / sizeof(int16_t);
  for (size_t y = 0; y < image.copied_rows; y++) {
    const float* from = input + y * image.input_row_bytes / sizeof(int16_t);
    int16_t* to = reinterpret_cast<int16_t*>(padded + (image.top + y) * image.row_bytes + image.left_bytes);
    quantizer.quantize(from, elements, image.repeat == 1 ? to : once);
    if (image.repeat == 1) continue;
    for (size_t i = 0; i < elements; i++, to += image.repeat) std::fill_n(to, image.repeat, once[i]);
  }
}

const uint8_t* quantized_image(const lanewise_buffer* buffers) { return aligned_workspace(buffers) + kAlignment; }

float quantized_scale(const lanewise_buffer* buffers) {
  float scale;
  std::memcpy(&scale, aligned_workspace(buffers), sizeof scale);
  return scale;
}

}  // namespace lanewise

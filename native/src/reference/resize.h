// SPDX-License-Identifier: Apache-2.0
// RESIZE_NEAREST_NEIGHBOR and RESIZE_BILINEAR as TFLite's reference kernels define them
// (kernels/internal/reference/resize_nearest_neighbor.h and resize_bilinear.h), one cell at a time. Arguments as in
// lanewise.h, already checked.
#ifndef LANEWISE_REFERENCE_RESIZE_H_
#define LANEWISE_REFERENCE_RESIZE_H_

#include <algorithm>
#include <cmath>
#include <cstring>

#include "lanewise.h"

namespace lanewise::reference {

struct Cell {
  int32_t lower, upper;
};

// ---- where cell i of `output` lies among `input` ones

inline float scale_of(const lanewise_resize& r, int32_t input, int32_t output) {
  return r.align_corners && output > 1 ? static_cast<float>(input - 1) / static_cast<float>(output - 1)
                                       : static_cast<float>(input) / static_cast<float>(output);
}

inline int32_t nearest(const lanewise_resize& r, int32_t input, int32_t output, int32_t i) {
  const float position =
      (static_cast<float>(i) + (r.half_pixel_centers ? 0.5f : 0.0f)) * scale_of(r, input, output);
  const float cell = r.align_corners ? std::round(position) : std::floor(position);
  return std::max(0, std::min(input - 1, static_cast<int32_t>(cell)));
}

inline Cell between(const lanewise_resize& r, int32_t input, int32_t output, int32_t i, float* fraction) {
  volatile float scaled = static_cast<float>(i) * scale_of(r, input, output);  // rounded before 0.5 is taken off
  if (r.half_pixel_centers) scaled = (static_cast<float>(i) + 0.5f) * scale_of(r, input, output);
  const float position = r.half_pixel_centers ? scaled - 0.5f : static_cast<float>(scaled);
  const Cell cell = {std::min(std::max(static_cast<int32_t>(std::floor(position)), 0), input - 1),
                     std::max(std::min(static_cast<int32_t>(std::ceil(position)), input - 1), 0)};
  *fraction = position - static_cast<float>(cell.lower);
  return cell;
}

inline Cell between(const lanewise_resize& r, int32_t input, int32_t output, int32_t i, int64_t* fraction) {
  int32_t scale = ((1 << 10) * input + output / 2) / output;
  if (r.align_corners && output > 1) scale = ((1 << 10) * (input - 1) + (output - 1) / 2) / (output - 1);
  const int32_t position = r.half_pixel_centers ? i * scale + scale / 2 - (1 << 9) : i * scale;
  const Cell cell = {std::min(std::max(position / (1 << 10), 0), input - 1),
                     std::max(std::min((position + (1 << 10) - 1) / (1 << 10), input - 1), 0)};
  *fraction = position - (1 << 10) * cell.lower;
  return cell;
}

// ---- images

// output[n, y, x, c] = of(n, y, x, c), all of them in row-major order.
template <typename T, typename Of>
void for_each_cell(const lanewise_resize& r, T* output, Of of) {
  for (int32_t n = 0; n < r.batch; n++) {
    for (int32_t y = 0; y < r.output_height; y++) {
      for (int32_t x = 0; x < r.output_width; x++) {
        for (int32_t c = 0; c < r.channels; c++) *output++ = of(n, y, x, c);
      }
    }
  }
}

inline int64_t element(const lanewise_resize& r, int32_t n, int32_t y, int32_t x, int32_t c) {
  return ((int64_t{n} * r.input_height + y) * r.input_width + x) * r.channels + c;
}

template <typename T>
void resize_nearest(const lanewise_resize& r, const T* input, T* output) {
  for_each_cell(r, output, [&](int32_t n, int32_t y, int32_t x, int32_t c) {
    return input[element(r, n, nearest(r, r.input_height, r.output_height, y),
                         nearest(r, r.input_width, r.output_width, x), c)];
  });
}

// blend(upper left, upper right, lower left, lower right, fraction across, fraction down).
template <typename Fraction, typename T, typename Blend>
void resize_bilinear(const lanewise_resize& r, const T* input, T* output, Blend blend) {
  for_each_cell(r, output, [&](int32_t n, int32_t y, int32_t x, int32_t c) {
    Fraction u, v;
    const Cell row = between(r, r.input_height, r.output_height, y, &v);
    const Cell column = between(r, r.input_width, r.output_width, x, &u);
    return blend(input[element(r, n, row.lower, column.lower, c)], input[element(r, n, row.lower, column.upper, c)],
                 input[element(r, n, row.upper, column.lower, c)], input[element(r, n, row.upper, column.upper, c)], u,
                 v);
  });
}

inline void resize_bilinear_s8(const lanewise_resize& r, const int8_t* input, int8_t* output) {
  resize_bilinear<int64_t>(r, input, output, [](int64_t a, int64_t b, int64_t c, int64_t d, int64_t u, int64_t v) {
    constexpr int64_t kOne = 1 << 10;
    const int64_t sum = a * (kOne - v) * (kOne - u) + c * v * (kOne - u) + b * (kOne - v) * u + d * v * u;
    return static_cast<int8_t>((sum + (sum > 0 ? 1 << 19 : -(1 << 19))) / (1 << 20));
  });
}

// Each operation rounded, also where the compiler could fuse two.
inline float product(float a, float b) {
  volatile float rounded = a * b;
  return rounded;
}

inline void resize_bilinear_u8(const lanewise_resize& r, const int8_t* input, int8_t* output) {
  resize_bilinear<float>(r, input, output, [](int8_t a, int8_t b, int8_t c, int8_t d, float u, float v) {
    auto weigh = [](int8_t value, float down, float across) {
      return product(product(static_cast<float>(value + 128), down), across);
    };
    const float sum =
        weigh(a, 1 - v, 1 - u) + weigh(c, v, 1 - u) + weigh(b, 1 - v, u) + weigh(d, v, u);
    return static_cast<int8_t>(static_cast<int32_t>(sum + 0.5f) - 128);
  });
}

inline void resize_bilinear_f32(const lanewise_resize& r, const float* input, float* output) {
  resize_bilinear<float>(r, input, output, [](float a, float b, float c, float d, float u, float v) {
    const float top = product(a, 1 - u) + product(b, u), bottom = product(c, 1 - u) + product(d, u);
    return product(top, 1 - v) + product(bottom, v);
  });
}

}  // namespace lanewise::reference

#endif  // LANEWISE_REFERENCE_RESIZE_H_

// SPDX-License-Identifier: Apache-2.0
// Pooling as TFLite's reference kernels define it (kernels/internal/reference/integer_ops/pooling.h and pooling.h).
// Arguments as in lanewise.h, already checked.
#ifndef LANEWISE_REFERENCE_POOLING_H_
#define LANEWISE_REFERENCE_POOLING_H_

#include <limits>

#include "lanewise.h"

namespace lanewise::reference {

// output = finish(sum or maximum of the cells inside the image, their number), clamped.
template <typename Accumulator, typename T, typename Take, typename Finish>
void pool(const lanewise_window& w, Accumulator minimum, Accumulator maximum, const T* input, T* output,
          Accumulator start, Take take, Finish finish) {
  for (int b = 0; b < w.batch; b++) {
    for (int y = 0; y < w.output_height; y++) {
      for (int x = 0; x < w.output_width; x++) {
        for (int c = 0; c < w.input_channels; c++) {
          Accumulator accumulator = start;
          int cells = 0;
          for (int ky = 0; ky < w.kernel_height; ky++) {
            for (int kx = 0; kx < w.kernel_width; kx++) {
              const int in_y = y * w.stride_height - w.padding_top + ky * w.dilation_height;
              const int in_x = x * w.stride_width - w.padding_left + kx * w.dilation_width;
              if (in_y < 0 || in_y >= w.input_height || in_x < 0 || in_x >= w.input_width) continue;
              const int64_t pixel = (int64_t{b} * w.input_height + in_y) * w.input_width + in_x;
              const T value = input[pixel * w.input_channels + c];
              accumulator = take(accumulator, value);
              cells++;
            }
          }
          const Accumulator result = finish(accumulator, cells);
          *output++ = static_cast<T>(result < minimum ? minimum : result > maximum ? maximum : result);
        }
      }
    }
  }
}

template <typename Accumulator>
Accumulator sum(Accumulator a, Accumulator b) {
  return a + b;
}

/** std::max: a NaN is not larger. */
template <typename Accumulator>
Accumulator larger(Accumulator a, Accumulator b) {
  return a < b ? b : a;
}

inline int32_t rounded_average(int32_t sum, int cells) { return (sum > 0 ? sum + cells / 2 : sum - cells / 2) / cells; }

/** As of values 128 more, none of which is negative. */
inline int32_t rounded_average_u8(int32_t sum, int cells) {
  return (sum + 128 * cells + cells / 2) / cells - 128;
}

inline float average(float sum, int cells) { return sum / static_cast<float>(cells); }

template <typename Accumulator>
Accumulator unchanged(Accumulator value, int) {
  return value;
}

inline void average_pool2d_s8(const lanewise_window& window, int32_t minimum, int32_t maximum, const int8_t* input,
                              int8_t* output) {
  pool(window, minimum, maximum, input, output, 0, sum<int32_t>, rounded_average);
}

inline void average_pool2d_u8(const lanewise_window& window, int32_t minimum, int32_t maximum, const int8_t* input,
                              int8_t* output) {
  pool(window, minimum, maximum, input, output, 0, sum<int32_t>, rounded_average_u8);
}

inline void average_pool2d_s16(const lanewise_window& window, int32_t minimum, int32_t maximum, const int16_t* input,
                               int16_t* output) {
  pool(window, minimum, maximum, input, output, 0, sum<int32_t>, rounded_average);
}

inline void max_pool2d_s16(const lanewise_window& window, int32_t minimum, int32_t maximum, const int16_t* input,
                           int16_t* output) {
  pool(window, minimum, maximum, input, output, minimum, larger<int32_t>, unchanged<int32_t>);
}

inline void max_pool2d_s8(const lanewise_window& window, int32_t minimum, int32_t maximum, const int8_t* input,
                          int8_t* output) {
  pool(window, minimum, maximum, input, output, minimum, larger<int32_t>, unchanged<int32_t>);
}

inline void average_pool2d_f32(const lanewise_window& window, float minimum, float maximum, const float* input,
                               float* output) {
  pool(window, minimum, maximum, input, output, 0.0f, sum<float>, average);
}

inline void max_pool2d_f32(const lanewise_window& window, float minimum, float maximum, const float* input,
                           float* output) {
  pool(window, minimum, maximum, input, output, std::numeric_limits<float>::lowest(), larger<float>, unchanged<float>);
}

}  // namespace lanewise::reference

#endif  // LANEWISE_REFERENCE_POOLING_H_

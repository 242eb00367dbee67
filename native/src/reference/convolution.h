// SPDX-License-Identifier: Apache-2.0
// Convolutions as TFLite's reference kernels define them (kernels/internal/reference/integer_ops/conv.h and
// depthwise_conv.h): straight loops, the specification of the fast ones. Arguments as in lanewise.h, already checked.
#ifndef LANEWISE_REFERENCE_CONVOLUTION_H_
#define LANEWISE_REFERENCE_CONVOLUTION_H_

#include "lanewise.h"
#include "quantization/requantize.h"

namespace lanewise::reference {

// The input cell that tap (ky, kx) of output (y, x) reads, or NULL in the padding, which contributes nothing.
inline const int8_t* cell(const lanewise_window& w, const int8_t* input, int b, int y, int x, int ky, int kx,
                          int channel) {
  int iy = y * w.stride_height - w.padding_top + ky * w.dilation_height;
  int ix = x * w.stride_width - w.padding_left + kx * w.dilation_width;
  if (iy < 0 || iy >= w.input_height || ix < 0 || ix >= w.input_width) return nullptr;
  return input + ((static_cast<ptrdiff_t>(b) * w.input_height + iy) * w.input_width + ix) * w.input_channels + channel;
}

// The nearest integer, of two equally near ones the even; what int8 cannot hold may be any such value.
inline double half_even(double x) {
  if (!(x > -1000 && x < 1000)) return x;
  const double down = static_cast<double>(static_cast<int32_t>(x + 1000)) - 1000;  // floor
  const double rest = x - down;
  const bool odd = static_cast<int32_t>(down) % 2 != 0;
  return rest > 0.5 || (rest == 0.5 && odd) ? down + 1 : down;
}

// Sums wrap modulo 2^32, as the reference's do on every machine, though C++ has no word for it.
inline int8_t finish(const lanewise_requantization& r, const int32_t* bias, int channel, uint32_t products) {
  const int32_t acc = static_cast<int32_t>(products + (bias == nullptr ? 0 : static_cast<uint32_t>(bias[channel])));
  if (r.factors != nullptr) {
    const double scaled = static_cast<float>(acc) * r.factors[channel];
    const double nearest = half_even(scaled) + r.output_zero_point;
    return static_cast<int8_t>(nearest < r.output_minimum   ? r.output_minimum
                               : nearest > r.output_maximum ? r.output_maximum
                                                            : nearest);
  }
  return requantize(acc, r.multipliers[channel], r.shifts[channel], r.output_zero_point, r.output_minimum,
                    r.output_maximum);
}

template <typename Accumulate>
void for_each_output(const lanewise_window& w, const lanewise_requantization& r, const int32_t* bias, int8_t* output,
                     Accumulate accumulate) {
  for (int b = 0; b < w.batch; b++) {
    for (int y = 0; y < w.output_height; y++) {
      for (int x = 0; x < w.output_width; x++) {
        for (int c = 0; c < w.output_channels; c++) *output++ = finish(r, bias, c, accumulate(b, y, x, c));
      }
    }
  }
}

inline void asymmetric_conv2d_s8(const lanewise_window& w, const lanewise_requantization& r, const int8_t* weights,
                                 const int32_t* zero_points, const int32_t* bias, const int8_t* input,
                                 int8_t* output) {
  const int group_inputs = w.input_channels / w.groups, group_outputs = w.output_channels / w.groups;
  for_each_output(w, r, bias, output, [&](int b, int y, int x, int c) {
    uint32_t acc = 0;
    for (int ky = 0; ky < w.kernel_height; ky++) {
      for (int kx = 0; kx < w.kernel_width; kx++) {
        const int8_t* from = cell(w, input, b, y, x, ky, kx, c / group_outputs * group_inputs);
        const int8_t* tap =
            weights + ((static_cast<ptrdiff_t>(c) * w.kernel_height + ky) * w.kernel_width + kx) * group_inputs;
        for (int i = 0; from != nullptr && i < group_inputs; i++) {
          acc += static_cast<uint32_t>((from[i] - r.input_zero_point) *
                                       (tap[i] - (zero_points == nullptr ? 0 : zero_points[c])));
        }
      }
    }
    return acc;
  });
}

inline void conv2d_s8(const lanewise_window& w, const lanewise_requantization& r, const int8_t* weights,
                      const int32_t* bias, const int8_t* input, int8_t* output) {
  asymmetric_conv2d_s8(w, r, weights, nullptr, bias, input, output);
}

inline void asymmetric_depthwise_conv2d_s8(const lanewise_window& w, const lanewise_requantization& r,
                                           const int8_t* weights, const int32_t* zero_points, const int32_t* bias,
                                           const int8_t* input, int8_t* output) {
  const int multiplier = w.output_channels / w.input_channels;
  for_each_output(w, r, bias, output, [&](int b, int y, int x, int c) {
    uint32_t acc = 0;
    for (int ky = 0; ky < w.kernel_height; ky++) {
      for (int kx = 0; kx < w.kernel_width; kx++) {
        const int8_t* from = cell(w, input, b, y, x, ky, kx, c / multiplier);
        int32_t tap = weights[(static_cast<ptrdiff_t>(ky) * w.kernel_width + kx) * w.output_channels + c];
        if (zero_points != nullptr) tap -= zero_points[c];
        if (from != nullptr) acc += static_cast<uint32_t>((*from - r.input_zero_point) * tap);
      }
    }
    return acc;
  });
}

inline void depthwise_conv2d_s8(const lanewise_window& w, const lanewise_requantization& r, const int8_t* weights,
                                const int32_t* bias, const int8_t* input, int8_t* output) {
  asymmetric_depthwise_conv2d_s8(w, r, weights, nullptr, bias, input, output);
}

}  // namespace lanewise::reference

#endif  // LANEWISE_REFERENCE_CONVOLUTION_H_

// SPDX-License-Identifier: Apache-2.0
// MEAN, SUM, REDUCE_PROD, REDUCE_MAX and REDUCE_MIN over the middle of [outer, reduced, inner] as TFLite's reference
// kernels define them (kernels/internal/reference/reduce.h). Arguments as in lanewise.h, already checked.
#ifndef LANEWISE_REFERENCE_REDUCTION_H_
#define LANEWISE_REFERENCE_REDUCTION_H_

#include <algorithm>
#include <limits>
#include <numeric>
#include <vector>

#include "lanewise.h"
#include "quantization/requantize.h"
#include "quantization/requantize_s16.h"

namespace lanewise::reference {

// output[o, i] = finish(start joined with input[o, r, i] for each r).
template <typename Sum, typename T, typename Join, typename Finish>
void reduce(int32_t outer, int32_t reduced, int32_t inner, const T* input, T* output, Sum start, Join join,
            Finish finish) {
  for (int64_t o = 0; o < outer; o++) {
    for (int64_t i = 0; i < inner; i++) {
      Sum joined = start;
      for (int64_t r = 0; r < reduced; r++) joined = join(joined, input[(o * reduced + r) * inner + i]);
      *output++ = finish(joined);
    }
  }
}

inline void mean_s8(int32_t outer, int32_t reduced, int32_t inner, int32_t input_zero_point, int32_t output_zero_point,
                    int32_t multiplier, int32_t shift, const int8_t* input, int8_t* output) {
  reduce(outer, reduced, inner, input, output, int32_t{0}, [](int32_t sum, int8_t q) { return sum + q; },
         [=](int32_t sum) {
           sum -= reduced * input_zero_point;
           return requantize(sum, multiplier, shift, output_zero_point, INT8_MIN, INT8_MAX);
         });
}

inline void mean_s16(int32_t outer, int32_t reduced, int32_t inner, int32_t multiplier, int32_t shift,
                     const int16_t* input, int16_t* output) {
  reduce(outer, reduced, inner, input, output, int32_t{0}, [](int32_t sum, int16_t q) { return sum + q; },
         [=](int32_t sum) { return requantize<int16_t>(sum, multiplier, shift, 0, INT16_MIN, INT16_MAX); });
}

inline void mean_f32(int32_t outer, int32_t reduced, int32_t inner, const float* input, float* output) {
  reduce(outer, reduced, inner, input, output, 0.0f, [](float sum, float x) { return sum + x; },
         [=](float sum) { return sum / static_cast<float>(reduced); });
}

// Of values of which none is NaN.
template <typename T>
T join(int32_t function, T left, T right) {
  switch (function) {
    case LANEWISE_REDUCE_MAX: return left > right ? left : right;
    case LANEWISE_REDUCE_MIN: return left < right ? left : right;
    case LANEWISE_REDUCE_PROD: return static_cast<T>(left * right);
    default: return static_cast<T>(left + right);
  }
}

// int8 or int16.
template <typename T>
void reduce_prod(int32_t outer, int32_t reduced, int32_t inner, int32_t input_zero_point, int32_t output_zero_point,
                 int32_t multiplier, int32_t shift, const T* input, T* output) {
  const auto scaled = [=](int64_t x) { return scale_wide(x, reduced_multiplier(multiplier), 15 - shift); };
  const auto value = [=](int64_t o, int64_t r, int64_t i) {
    return int32_t{input[(o * reduced + r) * inner + i]} - input_zero_point;
  };
  for (int64_t o = 0; o < outer; o++) {
    for (int64_t i = 0; i < inner; i++) {
      int32_t product = value(o, 0, i);
      for (int64_t r = 1; r < reduced; r++) product = scaled(int64_t{product} * value(o, r, i));
      const int64_t result = int64_t{scaled(product)} + output_zero_point;
      *output++ = static_cast<T>(
          std::clamp<int64_t>(result, std::numeric_limits<T>::min(), std::numeric_limits<T>::max()));
    }
  }
}

// int8, int16 or float.
template <typename T>
void reduce(int32_t outer, int32_t reduced, int32_t inner, int32_t function, const T* input, T* output) {
  using Limits = std::numeric_limits<T>;
  const T start = function == LANEWISE_REDUCE_MAX    ? Limits::lowest()
                  : function == LANEWISE_REDUCE_MIN  ? Limits::max()
                  : function == LANEWISE_REDUCE_PROD ? T{1}
                                                     : T{0};
  reduce(outer, reduced, inner, input, output, start, [=](T left, T right) { return join(function, left, right); },
         [](T joined) { return joined; });
}

// Of integers that stand for themselves, in 64 bits, of which T takes the low ones.
template <typename T>
void reduce_integers(int32_t outer, int32_t reduced, int32_t inner, int32_t function, const T* input, T* output) {
  const int64_t start = function == LANEWISE_REDUCE_MAX    ? INT64_MIN
                        : function == LANEWISE_REDUCE_MIN  ? INT64_MAX
                        : function == LANEWISE_REDUCE_PROD ? 1
                                                           : 0;
  const auto joined = [=](int64_t left, int64_t right) {
    const uint64_t l = static_cast<uint64_t>(left), r = static_cast<uint64_t>(right);
    switch (function) {
      case LANEWISE_REDUCE_PROD: return static_cast<int64_t>(l * r);
      case LANEWISE_REDUCE_SUM: return static_cast<int64_t>(l + r);
      default: return join(function, left, right);
    }
  };
  reduce(outer, reduced, inner, input, output, start, [=](int64_t all, T value) { return joined(all, int64_t{value}); },
         [](int64_t all) { return static_cast<T>(all); });
}

// CUMSUM, in order; Sum is float, or uint64_t for integers.
template <typename Sum, typename T>
void cumulate(int32_t outer, int32_t reduced, int32_t inner, bool exclusive, bool reverse, const T* input, T* output) {
  for (int64_t o = 0; o < outer; o++) {
    for (int64_t i = 0; i < inner; i++) {
      Sum sum = 0;
      for (int32_t k = 0; k < reduced; k++) {
        const int64_t cell = (o * reduced + (reverse ? reduced - 1 - k : k)) * inner + i;
        const Sum with = sum + static_cast<Sum>(input[cell]);
        output[cell] = static_cast<T>(exclusive ? sum : with);
        sum = with;
      }
    }
  }
}

// ARG_MAX and ARG_MIN.
template <typename T, typename Index>
void find_extremum(int32_t outer, int32_t reduced, int32_t inner, bool largest, const T* input, Index* output) {
  for (int64_t o = 0; o < outer; o++) {
    for (int64_t i = 0; i < inner; i++) {
      const T* cells = input + o * reduced * inner + i;
      Index best = 0;
      for (int32_t r = 1; r < reduced; r++) {
        const T value = cells[int64_t{r} * inner], found = cells[best * inner];
        if (largest ? value > found : value < found) best = r;
      }
      *output++ = best;
    }
  }
}

// TOPK_V2's indices, of values of which none is NaN.
template <typename T, typename Index>
void find_largest(int32_t rows, int32_t depth, int32_t count, const T* input, Index* output) {
  std::vector<Index> order(static_cast<size_t>(depth));
  for (int64_t r = 0; r < rows; r++, input += depth) {
    std::iota(order.begin(), order.end(), Index{0});
    std::sort(order.begin(), order.end(), [=](Index left, Index right) {
      return input[left] > input[right] || (input[left] == input[right] && left < right);
    });
    output = std::copy_n(order.begin(), count, output);
  }
}

}  // namespace lanewise::reference

#endif  // LANEWISE_REFERENCE_REDUCTION_H_

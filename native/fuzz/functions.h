// SPDX-License-Identifier: Apache-2.0
// The functions of calls.cpp, each in the file of its family, and what they share.
#ifndef LANEWISE_FUZZ_FUNCTIONS_H_
#define LANEWISE_FUZZ_FUNCTIONS_H_

#include <cmath>
#include <initializer_list>

#include "calls.h"

namespace lanewise::fuzz {

/** Draws parameters for the create function of its name and tries it. */
using Draw = void(Dice& dice, const Try& trial);

Draw conv2d_s8, depthwise_conv2d_s8, conv2d_s16, depthwise_conv2d_s16, fully_connected_s8,
    fully_connected_s16, dynamic_conv2d_f32, dynamic_depthwise_conv2d_f32, dynamic_fully_connected_f32,
    conv2d_f32, depthwise_conv2d_f32, fully_connected_f32, average_pool2d_s8, max_pool2d_s8,
    average_pool2d_f32, max_pool2d_f32, mean_s8, mean_f32, add_s8, mul_s8, add_f32, mul_f32, lookup_s8,
    logistic_f32, clamp_f32, softmax_s8, softmax_f32, concatenation, pad, copy, strided_copy, quantize_f32_s8,
    quantize_even_f32_s8, dequantize_s8_f32, requantize_s8;

constexpr size_t kMostElements = 1 << 16;

/** Elements of an array with these sizes, of which one that is not positive asks for none; SIZE_MAX for too many. */
inline size_t elements(std::initializer_list<int32_t> sizes) {
  size_t product = 1;
  for (int32_t size : sizes) {
    if (size <= 0) return 0;
    if (static_cast<size_t>(size) > kMostElements / product) return SIZE_MAX;
    product *= static_cast<size_t>(size);
  }
  return product;
}

/** Factors as they must be; now and then those behind some stay as they are. */
template <typename T>
void make_positive(const Exact<T>& factors, Dice& dice) {
  for (size_t c = 0; c < factors.count() && !dice.one_in(16); c++) factors[c] = std::abs(factors[c]);
}

/** Of int16 it is 0. */
inline int32_t zero_point(bool wide, Dice& dice) { return wide ? dice.mostly(0) : dice.zero_point(); }

}  // namespace lanewise::fuzz

#endif  // LANEWISE_FUZZ_FUNCTIONS_H_

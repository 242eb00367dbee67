// SPDX-License-Identifier: Apache-2.0
#include "calls.h"

#include <iterator>

#include "functions.h"

namespace lanewise::fuzz {
namespace {

/** CMakeLists.txt asks for every function of lanewise.h here. What is kept in corpus/ names them by their place. */
Draw* const kFunctions[] = {
    conv2d_s8, depthwise_conv2d_s8, conv2d_s16, depthwise_conv2d_s16, fully_connected_s8,
    fully_connected_s16, dynamic_conv2d_f32, dynamic_depthwise_conv2d_f32, dynamic_fully_connected_f32,
    conv2d_f32, depthwise_conv2d_f32, fully_connected_f32, average_pool2d_s8, max_pool2d_s8,
    average_pool2d_f32, max_pool2d_f32, mean_s8, mean_f32, add_s8, mul_s8, add_f32, mul_f32, lookup_s8,
    logistic_f32, clamp_f32, softmax_s8, softmax_f32, concatenation, pad, copy, quantize_f32_s8,
    quantize_even_f32_s8, dequantize_s8_f32, requantize_s8, strided_copy,
};

}  // namespace

size_t function_count() { return std::size(kFunctions); }

void draw(size_t function, Dice& dice, const Try& trial) { kFunctions[function](dice, trial); }

}  // namespace lanewise::fuzz

// SPDX-License-Identifier: Apache-2.0
// Convolutions and pools.
#include "functions.h"

namespace lanewise::fuzz {
namespace {

/** A window with padding as its caller must give it, now and then not. */
lanewise_window draw_window(Dice& dice, bool convolution, bool depthwise) {
  lanewise_window w = {};
  const int32_t groups = convolution && dice.one_in(4) ? dice.between(1, 4) : 1;
  w.batch = dice.one_in(4) ? dice.size(3) : 1;
  w.kernel_height = dice.size(5);
  w.kernel_width = dice.size(5);
  w.stride_height = dice.size(3);
  w.stride_width = dice.size(3);
  w.dilation_height = dice.one_in(4) ? dice.size(3) : 1;
  w.dilation_width = dice.one_in(4) ? dice.size(3) : 1;
  w.padding_top = dice.mostly(dice.one_in(2) ? dice.between(0, 4) : 0);
  w.padding_left = dice.mostly(dice.one_in(2) ? dice.between(0, 4) : 0);
  w.output_height = dice.size(6);
  w.output_width = dice.size(20);
  w.input_channels = dice.size(dice.one_in(4) ? 70 : 20);
  // What the output needs, less than that, or more.
  const int64_t height = (int64_t{w.output_height} - 1) * w.stride_height +
                         (int64_t{w.kernel_height} - 1) * w.dilation_height + 1;
  const int64_t width = (int64_t{w.output_width} - 1) * w.stride_width +
                        (int64_t{w.kernel_width} - 1) * w.dilation_width + 1;
  w.input_height = static_cast<int32_t>(height - w.padding_top - dice.between(0, 2) + dice.between(0, 2));
  w.input_width = static_cast<int32_t>(width - w.padding_left - dice.between(0, 2) + dice.between(0, 2));
  w.groups = dice.mostly(groups);
  w.output_channels = w.input_channels;
  const bool usual = w.input_channels > 0 && w.input_channels < 100;
  if (depthwise) {
    w.groups = dice.mostly(w.input_channels);
    if (usual) w.output_channels = dice.mostly(w.input_channels * dice.between(1, 3));
  } else if (convolution) {
    if (usual) w.input_channels *= groups;
    w.output_channels = groups * dice.between(1, 24);
  }
  return w;
}

size_t output_channels(const lanewise_window& w) { return elements({w.output_channels}); }

size_t weight_count(const lanewise_window& w) {
  const size_t channels = w.groups > 0 ? elements({w.output_channels, w.input_channels / w.groups}) : 0;
  if (channels > kMostElements) return channels;
  return elements({static_cast<int32_t>(channels), w.kernel_height, w.kernel_width});
}

/** Whether memory and time for a run are there. */
bool is_small(const lanewise_window& w) {
  const size_t sizes[] = {elements({w.batch, w.input_height, w.input_width, w.input_channels}),
                          elements({w.batch, w.output_height, w.output_width, w.output_channels}), weight_count(w),
                          output_channels(w)};
  for (size_t size : sizes) {
    if (size > kMostElements) return false;
  }
  return true;
}

template <typename Bias, typename Function>
void integer_convolution(Function function, bool depthwise, Dice& dice, const Try& trial) {
  const lanewise_window w = draw_window(dice, true, depthwise);
  if (!is_small(w)) return;
  const size_t channels = output_channels(w);
  Exact<int32_t> multipliers(channels), shifts(channels);
  const bool wide = sizeof(Bias) == 8;
  const int32_t multiplier = dice.multiplier(), shift = dice.shift(-31, wide ? 7 : 10);
  for (size_t c = 0; c < channels; c++) {
    multipliers[c] = multiplier;
    shifts[c] = c % 2 == 0 || shift > 20 ? shift : shift + 1;
  }
  const Exact<float> factors = dice.values<float>(channels);
  const bool by_factors = !wide && dice.one_in(4);
  make_positive(factors, dice);
  const lanewise_requantization requantization = {zero_point(wide, dice), zero_point(wide, dice),
      dice.mostly(wide ? -32768 : -128), dice.mostly(wide ? 32767 : 127), multipliers.data(), shifts.data(),
      by_factors ? factors.data() : nullptr};
  const Exact<int8_t> weights = dice.values<int8_t>(weight_count(w));
  // Small enough for the bound that a caller has to prove.
  Exact<Bias> bias = dice.values<Bias>(channels);
  for (size_t c = 0; c < channels; c++) bias[c] = static_cast<Bias>(bias[c] % (1 << 20));
  const Bias* given = dice.one_in(3) ? nullptr : bias.data();
  trial([&](lanewise_operator** op) { return function(&w, &requantization, weights.data(), given, op); });
}

template <typename Function>
void dynamic_convolution(Function function, bool depthwise, Dice& dice, const Try& trial) {
  const lanewise_window w = draw_window(dice, true, depthwise);
  if (!is_small(w)) return;
  const Exact<float> scales = dice.values<float>(output_channels(w)), bias = dice.values<float>(output_channels(w));
  const Exact<int8_t> weights = dice.values<int8_t>(weight_count(w));
  const lanewise_dynamic_scaling scaling = {dice.between(0, 1), dice.between(0, 1), dice.real(), dice.real(),
      scales.data()};
  const float* given = dice.one_in(3) ? nullptr : bias.data();
  trial([&](lanewise_operator** op) { return function(&w, &scaling, weights.data(), given, op); });
}

template <typename Function>
void float_convolution(Function function, bool depthwise, Dice& dice, const Try& trial) {
  const lanewise_window w = draw_window(dice, true, depthwise);
  if (!is_small(w)) return;
  const Exact<float> weights = dice.values<float>(weight_count(w)), bias = dice.values<float>(output_channels(w));
  const float minimum = dice.real(), maximum = dice.real();
  const float* given = dice.one_in(3) ? nullptr : bias.data();
  trial([&](lanewise_operator** op) { return function(&w, minimum, maximum, weights.data(), given, op); });
}

/** A pool without weights. Its bounds are `Bound`: int32_t or float. */
template <typename Bound, typename Function>
void pool(Function function, Dice& dice, const Try& trial) {
  const lanewise_window w = draw_window(dice, false, false);
  Bound minimum, maximum;
  if constexpr (std::is_same_v<Bound, float>) {
    minimum = dice.real(), maximum = dice.real();
  } else {
    minimum = dice.mostly(dice.between(-128, 0)), maximum = dice.mostly(dice.between(0, 127));
  }
  trial([&](lanewise_operator** op) { return function(&w, minimum, maximum, op); });
}

}  // namespace

void conv2d_s8(Dice& dice, const Try& trial) {
  integer_convolution<int32_t>(lanewise_create_conv2d_s8, false, dice, trial);
}

void depthwise_conv2d_s8(Dice& dice, const Try& trial) {
  integer_convolution<int32_t>(lanewise_create_depthwise_conv2d_s8, true, dice, trial);
}

void conv2d_s16(Dice& dice, const Try& trial) {
  integer_convolution<int64_t>(lanewise_create_conv2d_s16, false, dice, trial);
}

void depthwise_conv2d_s16(Dice& dice, const Try& trial) {
  integer_convolution<int64_t>(lanewise_create_depthwise_conv2d_s16, true, dice, trial);
}

void dynamic_conv2d_f32(Dice& dice, const Try& trial) {
  dynamic_convolution(lanewise_create_dynamic_conv2d_f32, false, dice, trial);
}

void dynamic_depthwise_conv2d_f32(Dice& dice, const Try& trial) {
  dynamic_convolution(lanewise_create_dynamic_depthwise_conv2d_f32, true, dice, trial);
}

void conv2d_f32(Dice& dice, const Try& trial) {
  float_convolution(lanewise_create_conv2d_f32, false, dice, trial);
}

void depthwise_conv2d_f32(Dice& dice, const Try& trial) {
  float_convolution(lanewise_create_depthwise_conv2d_f32, true, dice, trial);
}

void average_pool2d_s8(Dice& dice, const Try& trial) {
  pool<int32_t>(lanewise_create_average_pool2d_s8, dice, trial);
}

void max_pool2d_s8(Dice& dice, const Try& trial) {
  pool<int32_t>(lanewise_create_max_pool2d_s8, dice, trial);
}

void average_pool2d_f32(Dice& dice, const Try& trial) {
  pool<float>(lanewise_create_average_pool2d_f32, dice, trial);
}

void max_pool2d_f32(Dice& dice, const Try& trial) {
  pool<float>(lanewise_create_max_pool2d_f32, dice, trial);
}

}  // namespace lanewise::fuzz

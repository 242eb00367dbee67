// SPDX-License-Identifier: Apache-2.0
// conv2d and depthwise_conv2d: one signature, two layouts of weights.
#include <algorithm>
#include <cstdio>
#include <limits>

#include "samples/draw_window.h"
#include "samples/families.h"
#include "samples/functions.h"
#include "samples/layer.h"
#include "samples/window.h"

namespace lanewise::samples {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();

// ---- at random

size_t drawn_channels(const lanewise_window& w) { return elements({w.output_channels}); }

size_t drawn_weights(const lanewise_window& w) {
  const size_t channels = w.groups > 0 ? elements({w.output_channels, w.input_channels / w.groups}) : 0;
  if (channels > kMostElements) return channels;
  return elements({static_cast<int32_t>(channels), w.kernel_height, w.kernel_width});
}

/** Whether memory and time for a run are there. */
bool is_small(const lanewise_window& w) {
  const size_t sizes[] = {elements({w.batch, w.input_height, w.input_width, w.input_channels}),
                          elements({w.batch, w.output_height, w.output_width, w.output_channels}), drawn_weights(w),
                          drawn_channels(w)};
  for (size_t size : sizes) {
    if (size > kMostElements) return false;
  }
  return true;
}

/** `call` takes the window, the requantization, weights and bias. */
template <typename Bias, typename Function>
void draw_integer(Windowed kind, Dice& dice, const Function& call) {
  const lanewise_window w = draw_window(dice, kind);
  if (!is_small(w)) return;
  const size_t channels = drawn_channels(w);
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
  const Exact<int8_t> weights = dice.values<int8_t>(drawn_weights(w));
  // Small enough for the bound that a caller has to prove.
  Exact<Bias> bias = dice.values<Bias>(channels);
  for (size_t c = 0; c < channels; c++) bias[c] = static_cast<Bias>(bias[c] % (1 << 20));
  const Bias* given = dice.one_in(3) ? nullptr : bias.data();
  if (dice.one_in(4)) std::fill(weights.data() + weights.count() / 2, weights.data() + weights.count(), int8_t{0});
  call(&w, &requantization, weights.data(), given);
}

template <typename Bias, typename Function>
void draw_integer(Function function, Windowed kind, Dice& dice, const Try& trial) {
  draw_integer<Bias>(kind, dice, [&](auto* w, auto* requantization, auto* weights, auto* bias) {
    trial({function, with(w, requantization, weights, bias)});
  });
}

template <typename Function>
void draw_asymmetric(Function function, Windowed kind, Dice& dice, const Try& trial) {
  draw_integer<int32_t>(kind, dice, [&](auto* w, auto* requantization, auto* weights, auto* bias) {
    const Exact<int32_t> zero_points = draw_zero_points(drawn_channels(*w), dice);
    const int32_t* given = dice.one_in(32) ? nullptr : zero_points.data();
    trial({function, with(w, requantization, weights, given, bias)});
  });
}

template <typename Function>
void draw_dynamic(Function function, Windowed kind, Dice& dice, const Try& trial) {
  const lanewise_window w = draw_window(dice, kind);
  if (!is_small(w)) return;
  const Exact<float> scales = dice.values<float>(drawn_channels(w)), bias = dice.values<float>(drawn_channels(w));
  const Exact<int8_t> weights = dice.values<int8_t>(drawn_weights(w));
  const lanewise_dynamic_scaling scaling = {dice.between(0, 1), dice.between(0, 1), dice.real(), dice.real(),
      scales.data()};
  const float* given = dice.one_in(3) ? nullptr : bias.data();
  trial({function, with(&w, &scaling, weights.data(), given)});
}

template <typename Function>
void draw_float(Function function, Windowed kind, Dice& dice, const Try& trial) {
  const lanewise_window w = draw_window(dice, kind);
  if (!is_small(w)) return;
  const Exact<float> weights = dice.values<float>(drawn_weights(w)), bias = dice.values<float>(drawn_channels(w));
  const float minimum = dice.real(), maximum = dice.real();
  const float* given = dice.one_in(3) ? nullptr : bias.data();
  trial({function, with(&w, minimum, maximum, weights.data(), given)});
}

}  // namespace

void draw_conv2d_s8(Dice& dice, const Try& trial) {
  draw_integer<int32_t>(lanewise_create_conv2d_s8, Windowed::kConvolution, dice, trial);
}

void draw_depthwise_conv2d_s8(Dice& dice, const Try& trial) {
  draw_integer<int32_t>(lanewise_create_depthwise_conv2d_s8, Windowed::kDepthwise, dice, trial);
}

void draw_asymmetric_conv2d_s8(Dice& dice, const Try& trial) {
  draw_asymmetric(lanewise_create_asymmetric_conv2d_s8, Windowed::kConvolution, dice, trial);
}

void draw_asymmetric_depthwise_conv2d_s8(Dice& dice, const Try& trial) {
  draw_asymmetric(lanewise_create_asymmetric_depthwise_conv2d_s8, Windowed::kDepthwise, dice, trial);
}

void draw_conv2d_s16(Dice& dice, const Try& trial) {
  draw_integer<int64_t>(lanewise_create_conv2d_s16, Windowed::kConvolution, dice, trial);
}

void draw_depthwise_conv2d_s16(Dice& dice, const Try& trial) {
  draw_integer<int64_t>(lanewise_create_depthwise_conv2d_s16, Windowed::kDepthwise, dice, trial);
}

void draw_dynamic_conv2d_f32(Dice& dice, const Try& trial) {
  draw_dynamic(lanewise_create_dynamic_conv2d_f32, Windowed::kConvolution, dice, trial);
}

void draw_dynamic_depthwise_conv2d_f32(Dice& dice, const Try& trial) {
  draw_dynamic(lanewise_create_dynamic_depthwise_conv2d_f32, Windowed::kDepthwise, dice, trial);
}

void draw_conv2d_f32(Dice& dice, const Try& trial) {
  draw_float(lanewise_create_conv2d_f32, Windowed::kConvolution, dice, trial);
}

void draw_depthwise_conv2d_f32(Dice& dice, const Try& trial) {
  draw_float(lanewise_create_depthwise_conv2d_f32, Windowed::kDepthwise, dice, trial);
}

namespace {

// ---- of chosen sizes

size_t channels_of(const lanewise_window& w) { return static_cast<size_t>(w.output_channels); }

/** Weights of one output channel. */
size_t products_of(const lanewise_window& w) {
  return static_cast<size_t>(w.kernel_height * w.kernel_width * w.input_channels / w.groups);
}

auto as_s8(const lanewise_window& w, Output output, bool channels_differ = false) {
  return [=](auto function, lanewise_operator** op) {
    Layer layer(channels_of(w), products_of(w), output);
    if (channels_differ) layer.make_channels_differ();
    return function(&w, &layer.requantization, layer.weights.data(), layer.bias.data(), op);
  };
}

auto as_pruned_s8(const lanewise_window& w, size_t percent) {
  return [=](auto function, lanewise_operator** op) {
    Layer layer(channels_of(w), products_of(w), Output::kRectified);
    layer.prune(percent);
    return function(&w, &layer.requantization, layer.weights.data(), layer.bias.data(), op);
  };
}

/** Weights with one zero point for all, as in uint8 models. */
auto as_asymmetric_s8(const lanewise_window& w, bool channels_differ = false) {
  return [=](auto function, lanewise_operator** op) {
    Layer layer(channels_of(w), products_of(w), Output::kRectified);
    if (channels_differ) layer.make_channels_differ();
    layer.spread_unevenly();
    const std::vector<int32_t> zero_points(channels_of(w), Layer::kWeightZeroPoint);
    return function(&w, &layer.requantization, layer.weights.data(), zero_points.data(), layer.bias.data(), op);
  };
}

auto as_s16(const lanewise_window& w) {
  return [=](auto function, lanewise_operator** op) {
    Layer layer(channels_of(w), products_of(w), Output::kGeneral);
    layer.make_channels_differ();
    layer.widen();
    return function(&w, &layer.requantization, layer.weights.data(), layer.wide_bias().data(), op);
  };
}

auto as_dynamic(const lanewise_window& w, bool sum_first) {
  return [=](auto function, lanewise_operator** op) {
    const Layer layer(channels_of(w), products_of(w), Output::kGeneral);
    const std::vector<float> scales(channels_of(w), 0.01f), bias = random_floats(channels_of(w));
    const lanewise_dynamic_scaling scaling = {1, sum_first, -9.0f, 9.0f, scales.data()};
    return function(&w, &scaling, layer.weights.data(), bias.data(), op);
  };
}

auto as_f32(const lanewise_window& w) {
  return [=](auto function, lanewise_operator** op) {
    const std::vector<float> weights = random_floats(channels_of(w) * products_of(w));
    const std::vector<float> bias = random_floats(channels_of(w));
    return function(&w, -9.0f, 9.0f, weights.data(), bias.data(), op);
  };
}

/** With equal weights, without bias. */
auto as_plain_f32(const lanewise_window& w) {
  return [=](auto function, lanewise_operator** op) {
    const std::vector<float> weights(channels_of(w) * products_of(w), 0.5f);
    return function(&w, 0.0f, kInfinity, weights.data(), nullptr, op);
  };
}

// ---- uneven

void add_conv2d(std::vector<Sample>& samples, const std::string& name, const lanewise_window& w) {
  samples.push_back({"conv2d_s8 " + name, {lanewise_create_conv2d_s8, as_s8(w, Output::kGeneral, true)}});
  samples.push_back(
      {"asymmetric_conv2d_s8 " + name, {lanewise_create_asymmetric_conv2d_s8, as_asymmetric_s8(w, true)}});
  samples.push_back({"conv2d_s16 " + name, {lanewise_create_conv2d_s16, as_s16(w)}});
  samples.push_back({"dynamic_conv2d_f32 " + name, {lanewise_create_dynamic_conv2d_f32, as_dynamic(w, true)}});
  samples.push_back({"conv2d_f32 " + name, {lanewise_create_conv2d_f32, as_f32(w)}});
}

void add_depthwise(std::vector<Sample>& samples, const std::string& name, lanewise_window w) {
  w.groups = w.input_channels;
  samples.push_back({"depthwise_s8 " + name, {lanewise_create_depthwise_conv2d_s8, as_s8(w, Output::kGeneral, true)}});
  samples.push_back({"asymmetric_depthwise_s8 " + name,
                     {lanewise_create_asymmetric_depthwise_conv2d_s8, as_asymmetric_s8(w, true)}});
  samples.push_back({"depthwise_s16 " + name, {lanewise_create_depthwise_conv2d_s16, as_s16(w)}});
  samples.push_back(
      {"dynamic_depthwise_f32 " + name, {lanewise_create_dynamic_depthwise_conv2d_f32, as_dynamic(w, false)}});
  samples.push_back({"depthwise_f32 " + name, {lanewise_create_depthwise_conv2d_f32, as_f32(w)}});
}

std::vector<Sample> uneven() {
  std::vector<Sample> samples;
  add_conv2d(samples, "padded", make_window({19, 23}, 16, 24, {3, 3}, {1, 1}, true));
  add_conv2d(samples, "copied in shares", make_window({150, 150}, 64, 2, {3, 3}, {3, 3}, true));
  add_conv2d(samples, "not padded", make_window({31, 17}, 40, 70, {1, 1}, {1, 1}, false));
  add_conv2d(samples, "several column blocks", make_window({9, 9}, 128, 40, {3, 3}, {1, 1}, true));
  lanewise_window groups = make_window({33, 21}, 18, 42, {3, 3}, {1, 1}, true, {2, 2});
  groups.groups = 3;
  add_conv2d(samples, "groups", groups);
  lanewise_window batch = make_window({17, 17}, 24, 32, {3, 3}, {1, 1}, true);
  batch.batch = 3;
  add_conv2d(samples, "batch", batch);
  samples.push_back({"pruned conv2d_s8", {lanewise_create_conv2d_s8,
                                          as_pruned_s8(make_window({21, 18}, 32, 72, {3, 3}, {1, 1}, true), 60)}});
  add_depthwise(samples, "padded", make_window({37, 33}, 64, 64, {3, 3}, {1, 1}, true));
  add_depthwise(samples, "wide rows", make_window({5, 300}, 48, 48, {3, 3}, {1, 1}, false));
  add_depthwise(samples, "multiplier", make_window({33, 40}, 16, 48, {5, 5}, {2, 1}, true));
  batch = make_window({20, 33}, 72, 72, {3, 3}, {1, 1}, false);
  batch.batch = 2;
  add_depthwise(samples, "batch", batch);
  return samples;
}

// ---- measured

std::string measured_name(const char* kind, const lanewise_window& w) {
  char name[100];
  std::snprintf(name, sizeof name, "%s %dx%d stride %d %dx%dx%d->%d", kind, w.kernel_height, w.kernel_width,
                w.stride_height, w.input_height, w.input_width, w.input_channels, w.output_channels);
  return name;
}

int64_t macs(const lanewise_window& w) { return output_elements(w) * static_cast<int64_t>(products_of(w)); }

lanewise_window depthwise_window(int size, int channels, int multiplier, int kernel, int stride) {
  lanewise_window w = same_window(size, channels, channels * multiplier, kernel, stride);
  w.groups = channels;
  return w;
}

std::vector<MeasuredSample> measured() {
  std::vector<MeasuredSample> samples;
  for (const lanewise_window& w :
       {same_window(32, 3, 16, 3, 1), same_window(96, 3, 8, 3, 2), same_window(32, 16, 16, 3, 1),
        same_window(16, 32, 32, 3, 1), same_window(8, 64, 64, 3, 1), same_window(32, 16, 32, 3, 2),
        same_window(48, 8, 16, 1, 1), same_window(24, 16, 32, 1, 1), same_window(12, 64, 64, 1, 1),
        same_window(6, 128, 128, 1, 1), same_window(3, 256, 256, 1, 1), same_window(32, 16, 32, 1, 2),
        same_window(14, 32, 64, 5, 1)}) {
    samples.push_back({measured_name("conv2d", w), macs(w), {lanewise_create_conv2d_s8, as_s8(w, Output::kRectified)},
                       "MAC", Levels::kEach});
  }
  for (const lanewise_window& w : {same_window(32, 16, 16, 3, 1), same_window(16, 32, 32, 3, 1),
                                   same_window(8, 64, 64, 3, 1), same_window(6, 128, 128, 1, 1)}) {
    samples.push_back({measured_name("pruned 50 % conv2d", w), macs(w),
                       {lanewise_create_conv2d_s8, as_pruned_s8(w, 50)}, "MAC", Levels::kEach});
  }
  for (const lanewise_window& w :
       {depthwise_window(48, 8, 1, 3, 1), depthwise_window(48, 8, 1, 3, 2), depthwise_window(24, 32, 1, 3, 1),
        depthwise_window(24, 32, 1, 3, 2), depthwise_window(12, 64, 1, 3, 1), depthwise_window(12, 64, 1, 3, 2),
        depthwise_window(6, 128, 1, 3, 1), depthwise_window(12, 64, 1, 5, 1), depthwise_window(12, 64, 1, 5, 2),
        depthwise_window(24, 16, 2, 3, 1), depthwise_window(24, 3, 8, 3, 1)}) {
    samples.push_back({measured_name("depthwise", w), macs(w),
                       {lanewise_create_depthwise_conv2d_s8, as_s8(w, Output::kRectified)}, "MAC", Levels::kEach});
  }
  const lanewise_window conv = same_window(16, 32, 32, 3, 1), depthwise = depthwise_window(24, 32, 1, 3, 1);
  const auto add = [&samples](const char* name, const lanewise_window& w, Call call) {
    samples.push_back({name, macs(w), std::move(call), "MAC"});
  };
  add("conv2d f32 3x3 16x16x32->32", conv, {lanewise_create_conv2d_f32, as_plain_f32(conv)});
  add("conv2d s16 3x3 16x16x32->32", conv, {lanewise_create_conv2d_s16, as_s16(conv)});
  add("conv2d dynamic 3x3 16x16x32->32", conv, {lanewise_create_dynamic_conv2d_f32, as_dynamic(conv, true)});
  add("conv2d asymmetric 3x3 16x16x32->32", conv, {lanewise_create_asymmetric_conv2d_s8, as_asymmetric_s8(conv)});
  add("depthwise asymmetric 3x3 24x24x32", depthwise,
      {lanewise_create_asymmetric_depthwise_conv2d_s8, as_asymmetric_s8(depthwise)});
  add("depthwise f32 3x3 24x24x32", depthwise, {lanewise_create_depthwise_conv2d_f32, as_plain_f32(depthwise)});
  add("depthwise s16 3x3 24x24x32", depthwise, {lanewise_create_depthwise_conv2d_s16, as_s16(depthwise)});
  add("depthwise dynamic 3x3 24x24x32", depthwise,
      {lanewise_create_dynamic_depthwise_conv2d_f32, as_dynamic(depthwise, false)});
  return samples;
}

}  // namespace

const Family kConvolution = {measured, uneven};

}  // namespace lanewise::samples

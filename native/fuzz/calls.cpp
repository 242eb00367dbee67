// SPDX-License-Identifier: Apache-2.0
#include "calls.h"

#include <cmath>
#include <initializer_list>

namespace lanewise::fuzz {
namespace {

constexpr size_t kMostElements = 1 << 16;

/** Elements of an array with these sizes, of which one that is not positive asks for none; SIZE_MAX for too many. */
size_t elements(std::initializer_list<int32_t> sizes) {
  size_t product = 1;
  for (int32_t size : sizes) {
    if (size <= 0) return 0;
    if (static_cast<size_t>(size) > kMostElements / product) return SIZE_MAX;
    product *= static_cast<size_t>(size);
  }
  return product;
}

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

/** Factors as they must be; now and then those behind some stay as they are. */
template <typename T>
void make_positive(const Exact<T>& factors, Dice& dice) {
  for (size_t c = 0; c < factors.count() && !dice.one_in(16); c++) factors[c] = std::abs(factors[c]);
}

/** Of int16 it is 0. */
int32_t zero_point(bool wide, Dice& dice) { return wide ? dice.mostly(0) : dice.zero_point(); }

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

/** Sizes of a dense layer. */
struct Dense {
  explicit Dense(Dice& dice)
      : rows(dice.size(8)), inputs(dice.size(dice.one_in(3) ? 200 : 40)), outputs(dice.size(40)) {}

  bool is_small() const {
    return elements({rows, inputs}) <= kMostElements && elements({rows, outputs}) <= kMostElements &&
           weights() <= kMostElements && channels() <= kMostElements;
  }
  size_t weights() const { return elements({inputs, outputs}); }
  size_t channels() const { return elements({outputs}); }

  int32_t rows, inputs, outputs;
};

template <typename Bias, typename Function>
void integer_dense(Function function, Dice& dice, const Try& trial) {
  const Dense dense(dice);
  if (!dense.is_small()) return;
  const bool wide = sizeof(Bias) == 8;
  const Exact<double> factors = dice.values<double>(dense.channels());
  make_positive(factors, dice);
  const lanewise_dense_scaling scaling = {zero_point(wide, dice), zero_point(wide, dice),
      dice.mostly(wide ? -32768 : -128), dice.mostly(wide ? 32767 : 127), factors.data()};
  const Exact<int8_t> weights = dice.values<int8_t>(dense.weights());
  Exact<Bias> bias = dice.values<Bias>(dense.channels());
  for (size_t c = 0; c < bias.count(); c++) bias[c] = static_cast<Bias>(bias[c] % (1 << 20));
  const Bias* given = dice.one_in(3) ? nullptr : bias.data();
  trial([&](lanewise_operator** op) {
    return function(dense.rows, dense.inputs, dense.outputs, &scaling, weights.data(), given, op);
  });
}

void dynamic_dense(Dice& dice, const Try& trial) {
  const Dense dense(dice);
  if (!dense.is_small()) return;
  const Exact<float> scales = dice.values<float>(dense.channels()), bias = dice.values<float>(dense.channels());
  const Exact<int8_t> weights = dice.values<int8_t>(dense.weights());
  const lanewise_dynamic_scaling scaling = {dice.between(0, 1), dice.between(0, 1), dice.real(), dice.real(),
      scales.data()};
  const float* given = dice.one_in(3) ? nullptr : bias.data();
  trial([&](lanewise_operator** op) {
    return lanewise_create_dynamic_fully_connected_f32(dense.rows, dense.inputs, dense.outputs, &scaling,
        weights.data(), given,
                                                       op);
  });
}

void float_dense(Dice& dice, const Try& trial) {
  const Dense dense(dice);
  if (!dense.is_small()) return;
  const Exact<float> weights = dice.values<float>(dense.weights()), bias = dice.values<float>(dense.channels());
  const float minimum = dice.real(), maximum = dice.real();
  const float* given = dice.one_in(3) ? nullptr : bias.data();
  trial([&](lanewise_operator** op) {
    return lanewise_create_fully_connected_f32(dense.rows, dense.inputs, dense.outputs, minimum, maximum,
        weights.data(), given,
                                               op);
  });
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

lanewise_broadcast draw_broadcast(Dice& dice) {
  lanewise_broadcast b = {};
  b.rank = dice.mostly(dice.between(1, LANEWISE_MAX_RANK));
  int32_t left = 1, right = 1;
  for (int32_t d = LANEWISE_MAX_RANK - 1; d >= 0; d--) {
    if (d >= b.rank) continue;
    b.dims[d] = dice.size(d == b.rank - 1 ? 40 : 4);
    const uint8_t kind = dice.byte();
    b.left_strides[d] = dice.mostly(kind % 4 == 0 ? 0 : left);
    b.right_strides[d] = dice.mostly(kind % 4 == 1 ? 0 : right);
    const bool fits = b.dims[d] > 0 && b.dims[d] <= 40;
    if (fits && kind % 4 != 0) left *= b.dims[d];
    if (fits && kind % 4 != 1) right *= b.dims[d];
  }
  return b;
}

template <typename Function>
void float_pair(Function function, Dice& dice, const Try& trial) {
  const lanewise_broadcast b = draw_broadcast(dice);
  const float minimum = dice.real(), maximum = dice.real();
  trial([&](lanewise_operator** op) { return function(&b, minimum, maximum, op); });
}

void add_s8(Dice& dice, const Try& trial) {
  const lanewise_broadcast b = draw_broadcast(dice);
  const lanewise_add_params params = {dice.zero_point(), dice.zero_point(), dice.zero_point(), dice.multiplier(),
      dice.shift(-31, 0), dice.multiplier(), dice.shift(-31, 0), dice.multiplier(), dice.shift(-31, 0), dice.mostly(20),
      dice.mostly(-128), dice.mostly(127)};
  trial([&](lanewise_operator** op) { return lanewise_create_add_s8(&b, &params, op); });
}

void mul_s8(Dice& dice, const Try& trial) {
  const lanewise_broadcast b = draw_broadcast(dice);
  const lanewise_mul_params params = {dice.zero_point(), dice.zero_point(), dice.zero_point(), dice.multiplier(),
      dice.shift(-31, 10), dice.mostly(-128), dice.mostly(127)};
  trial([&](lanewise_operator** op) { return lanewise_create_mul_s8(&b, &params, op); });
}

void mean_s8(Dice& dice, const Try& trial) {
  const int32_t outer = dice.size(8), reduced = dice.size(60), inner = dice.size(40);
  const int32_t in = dice.zero_point(), out = dice.zero_point();
  const int32_t multiplier = dice.multiplier(), shift = dice.shift(-31, 4);
  trial([&](lanewise_operator** op) {
    return lanewise_create_mean_s8(outer, reduced, inner, in, out, multiplier, shift, op);
  });
}

void mean_f32(Dice& dice, const Try& trial) {
  const int32_t outer = dice.size(8), reduced = dice.size(60), inner = dice.size(40);
  trial([&](lanewise_operator** op) { return lanewise_create_mean_f32(outer, reduced, inner, op); });
}

void lookup_s8(Dice& dice, const Try& trial) {
  const int32_t count = dice.size(200);
  const Exact<int8_t> table = dice.values<int8_t>(256);
  trial([&](lanewise_operator** op) { return lanewise_create_lookup_s8(count, table.data(), op); });
}

void logistic_f32(Dice& dice, const Try& trial) {
  const int32_t count = dice.size(200);
  trial([&](lanewise_operator** op) { return lanewise_create_logistic_f32(count, op); });
}

void clamp_f32(Dice& dice, const Try& trial) {
  const int32_t count = dice.size(200);
  const float minimum = dice.real(), maximum = dice.real();
  trial([&](lanewise_operator** op) { return lanewise_create_clamp_f32(count, minimum, maximum, op); });
}

void softmax_s8(Dice& dice, const Try& trial) {
  const int32_t rows = dice.size(8), depth = dice.size(60), multiplier = dice.multiplier(), shift = dice.shift(0, 30),
                minimum = dice.mostly(-dice.between(1, 255));
  trial([&](lanewise_operator** op) { return lanewise_create_softmax_s8(rows, depth, multiplier, shift, minimum,
      op); });
}

void softmax_f32(Dice& dice, const Try& trial) {
  const int32_t rows = dice.size(8), depth = dice.size(60);
  const float beta = dice.real();
  trial([&](lanewise_operator** op) { return lanewise_create_softmax_f32(rows, depth, beta, op); });
}

void concatenation(Dice& dice, const Try& trial) {
  const int32_t rows = dice.size(8), inputs = dice.size(6);
  if (elements({inputs}) > kMostElements) return;
  Exact<int32_t> bytes(elements({inputs}));
  for (size_t i = 0; i < bytes.count(); i++) bytes[i] = dice.size(40);
  trial([&](lanewise_operator** op) { return lanewise_create_concatenation(rows, bytes.data(), inputs, op); });
}

void pad(Dice& dice, const Try& trial) {
  const int32_t rank = dice.mostly(dice.between(1, LANEWISE_MAX_RANK));
  const size_t count = rank >= 1 && rank <= LANEWISE_MAX_RANK ? static_cast<size_t>(rank) : 0;
  Exact<int32_t> dims(count), before(count), after(count);
  for (size_t d = 0; d < count; d++) {
    dims[d] = dice.size(6);
    before[d] = dice.mostly(dice.between(0, 2));
    after[d] = dice.mostly(dice.between(0, 2));
  }
  const int32_t bytes = dice.mostly(1 << dice.between(0, 3));
  const Exact<int8_t> value = dice.values<int8_t>(8);
  trial([&](lanewise_operator** op) {
    return lanewise_create_pad(rank, dims.data(), before.data(), after.data(), bytes, value.data(), op);
  });
}

void copy(Dice& dice, const Try& trial) {
  const int32_t bytes = dice.size(200);
  trial([&](lanewise_operator** op) { return lanewise_create_copy(bytes, op); });
}

template <typename Function>
void conversion(Function function, Dice& dice, const Try& trial) {
  const int32_t count = dice.size(200), zero_point = dice.zero_point();
  const float scale = dice.real();
  trial([&](lanewise_operator** op) { return function(count, scale, zero_point, op); });
}

void requantize_s8(Dice& dice, const Try& trial) {
  const int32_t count = dice.size(200);
  Exact<int32_t> multiplier(1), shift(1);
  multiplier[0] = dice.multiplier();
  shift[0] = dice.shift(-31, 10);
  const lanewise_requantization requantization = {dice.zero_point(), dice.zero_point(), dice.mostly(-128),
      dice.mostly(127), multiplier.data(), shift.data(), nullptr};
  trial([&](lanewise_operator** op) { return lanewise_create_requantize_s8(count, &requantization, op); });
}

/** CMakeLists.txt asks for every function of lanewise.h here. */
void (*const kFunctions[])(Dice&, const Try&) = {
    [](Dice& d, const Try& t) { integer_convolution<int32_t>(lanewise_create_conv2d_s8, false, d, t); },
    [](Dice& d, const Try& t) { integer_convolution<int32_t>(lanewise_create_depthwise_conv2d_s8, true, d, t); },
    [](Dice& d, const Try& t) { integer_convolution<int64_t>(lanewise_create_conv2d_s16, false, d, t); },
    [](Dice& d, const Try& t) { integer_convolution<int64_t>(lanewise_create_depthwise_conv2d_s16, true, d, t); },
    [](Dice& d, const Try& t) { integer_dense<int32_t>(lanewise_create_fully_connected_s8, d, t); },
    [](Dice& d, const Try& t) { integer_dense<int64_t>(lanewise_create_fully_connected_s16, d, t); },
    [](Dice& d, const Try& t) { dynamic_convolution(lanewise_create_dynamic_conv2d_f32, false, d, t); },
    [](Dice& d, const Try& t) { dynamic_convolution(lanewise_create_dynamic_depthwise_conv2d_f32, true, d, t); },
    dynamic_dense,
    [](Dice& d, const Try& t) { float_convolution(lanewise_create_conv2d_f32, false, d, t); },
    [](Dice& d, const Try& t) { float_convolution(lanewise_create_depthwise_conv2d_f32, true, d, t); },
    float_dense,
    [](Dice& d, const Try& t) { pool<int32_t>(lanewise_create_average_pool2d_s8, d, t); },
    [](Dice& d, const Try& t) { pool<int32_t>(lanewise_create_max_pool2d_s8, d, t); },
    [](Dice& d, const Try& t) { pool<float>(lanewise_create_average_pool2d_f32, d, t); },
    [](Dice& d, const Try& t) { pool<float>(lanewise_create_max_pool2d_f32, d, t); },
    mean_s8,
    mean_f32,
    add_s8,
    mul_s8,
    [](Dice& d, const Try& t) { float_pair(lanewise_create_add_f32, d, t); },
    [](Dice& d, const Try& t) { float_pair(lanewise_create_mul_f32, d, t); },
    lookup_s8,
    logistic_f32,
    clamp_f32,
    softmax_s8,
    softmax_f32,
    concatenation,
    pad,
    copy,
    [](Dice& d, const Try& t) { conversion(lanewise_create_quantize_f32_s8, d, t); },
    [](Dice& d, const Try& t) { conversion(lanewise_create_quantize_even_f32_s8, d, t); },
    [](Dice& d, const Try& t) { conversion(lanewise_create_dequantize_s8_f32, d, t); },
    requantize_s8,
};

}  // namespace

size_t function_count() { return std::size(kFunctions); }

void draw(size_t function, Dice& dice, const Try& trial) { kFunctions[function](dice, trial); }

}  // namespace lanewise::fuzz

// SPDX-License-Identifier: Apache-2.0
// Products of matrices, dense layers among them.
#include <limits>

#include "samples/families.h"
#include "samples/functions.h"
#include "samples/layer.h"

namespace lanewise::samples {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();

// ---- at random

/** Sizes of a dense layer. */
struct DrawnDense {
  explicit DrawnDense(Dice& dice)
      : rows(dice.size(8)), inputs(dice.size(dice.one_in(3) ? 200 : 40)), outputs(dice.size(40)) {}

  bool is_small() const {
    return elements({rows, inputs}) <= kMostElements && elements({rows, outputs}) <= kMostElements &&
           weights() <= kMostElements && channels() <= kMostElements;
  }
  size_t weights() const { return elements({inputs, outputs}); }
  size_t channels() const { return elements({outputs}); }

  int32_t rows, inputs, outputs;
};

/** `call` takes the layer, its scaling, weights and bias. */
template <typename Bias, typename Function>
void draw_integer(Dice& dice, const Function& call) {
  const DrawnDense dense(dice);
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
  call(dense, &scaling, weights.data(), given);
}

template <typename Bias, typename Function>
void draw_integer(Function function, Dice& dice, const Try& trial) {
  draw_integer<Bias>(dice, [&](const DrawnDense& d, auto* scaling, auto* weights, auto* bias) {
    trial({function, with(d.rows, d.inputs, d.outputs, scaling, weights, bias)});
  });
}

/** Outer dimensions of matrices. */
lanewise_broadcast draw_outer(Dice& dice) {
  lanewise_broadcast outer = {};
  outer.rank = dice.mostly(dice.between(1, 2));
  for (int32_t d = 0; d < outer.rank && d < LANEWISE_MAX_RANK; d++) {
    outer.dims[d] = dice.size(3);
    outer.left_strides[d] = dice.mostly(dice.between(0, 3));
    outer.right_strides[d] = dice.mostly(dice.between(0, 3));
  }
  return outer;
}

}  // namespace

void draw_batch_matmul_s8(Dice& dice, const Try& trial) {
  const lanewise_broadcast outer = draw_outer(dice);
  const int32_t rows = dice.size(20), depth = dice.size(40), columns = dice.size(80);
  const int32_t multiplier = dice.multiplier(), shift = dice.shift(-31, 10);
  const lanewise_requantization requantization = {
      dice.zero_point(), dice.zero_point(), dice.mostly(-128), dice.mostly(127), &multiplier, &shift, nullptr};
  trial({lanewise_create_batch_matmul_s8, with(&outer, rows, depth, columns, dice.between(0, 1), dice.between(0, 1),
                                               dice.zero_point(), &requantization)});
}

void draw_batch_matmul_f32(Dice& dice, const Try& trial) {
  const lanewise_broadcast outer = draw_outer(dice);
  const int32_t rows = dice.size(20), depth = dice.size(40), columns = dice.size(80);
  trial({lanewise_create_batch_matmul_f32,
         with(&outer, rows, depth, columns, dice.between(0, 1), dice.between(0, 1))});
}

void draw_fully_connected_s8(Dice& dice, const Try& trial) {
  draw_integer<int32_t>(lanewise_create_fully_connected_s8, dice, trial);
}

void draw_asymmetric_fully_connected_s8(Dice& dice, const Try& trial) {
  draw_integer<int32_t>(dice, [&](const DrawnDense& d, auto* scaling, auto* weights, auto* bias) {
    const Exact<int32_t> zero_points = draw_zero_points(d.channels(), dice);
    const int32_t* given = dice.one_in(32) ? nullptr : zero_points.data();
    trial({lanewise_create_asymmetric_fully_connected_s8,
           with(d.rows, d.inputs, d.outputs, scaling, weights, given, bias)});
  });
}

void draw_fully_connected_s16(Dice& dice, const Try& trial) {
  draw_integer<int64_t>(lanewise_create_fully_connected_s16, dice, trial);
}

void draw_dynamic_fully_connected_f32(Dice& dice, const Try& trial) {
  const DrawnDense dense(dice);
  if (!dense.is_small()) return;
  const Exact<float> scales = dice.values<float>(dense.channels()), bias = dice.values<float>(dense.channels());
  const Exact<int8_t> weights = dice.values<int8_t>(dense.weights());
  const lanewise_dynamic_scaling scaling = {dice.between(0, 1), dice.between(0, 1), dice.real(), dice.real(),
      scales.data()};
  const float* given = dice.one_in(3) ? nullptr : bias.data();
  trial({lanewise_create_dynamic_fully_connected_f32,
         with(dense.rows, dense.inputs, dense.outputs, &scaling, weights.data(), given)});
}

void draw_fully_connected_f32(Dice& dice, const Try& trial) {
  const DrawnDense dense(dice);
  if (!dense.is_small()) return;
  const Exact<float> weights = dice.values<float>(dense.weights()), bias = dice.values<float>(dense.channels());
  const float minimum = dice.real(), maximum = dice.real();
  const float* given = dice.one_in(3) ? nullptr : bias.data();
  trial({lanewise_create_fully_connected_f32,
         with(dense.rows, dense.inputs, dense.outputs, minimum, maximum, weights.data(), given)});
}

namespace {

// ---- of chosen sizes

/** Rows times weights [columns, depth]. */
struct Dense {
  int32_t rows, depth, columns;

  size_t channels() const { return static_cast<size_t>(columns); }
  size_t products() const { return static_cast<size_t>(depth); }
  int64_t macs() const { return int64_t{rows} * depth * columns; }
  std::string name() const {
    return std::to_string(rows) + "x" + std::to_string(depth) + "->" + std::to_string(columns);
  }
};

auto as_s8(const Dense& d, bool channels_differ = false) {
  return [=](auto function, lanewise_operator** op) {
    Layer layer(d.channels(), d.products(), Output::kGeneral);
    if (channels_differ) layer.make_channels_differ();
    return function(d.rows, d.depth, d.columns, &layer.scaling, layer.weights.data(), layer.bias.data(), op);
  };
}

auto as_asymmetric_s8(const Dense& d, bool channels_differ = false) {
  return [=](auto function, lanewise_operator** op) {
    Layer layer(d.channels(), d.products(), Output::kGeneral);
    if (channels_differ) layer.make_channels_differ();
    layer.spread_unevenly();
    const std::vector<int32_t> zero_points(d.channels(), Layer::kWeightZeroPoint);
    return function(d.rows, d.depth, d.columns, &layer.scaling, layer.weights.data(), zero_points.data(),
                    layer.bias.data(), op);
  };
}

auto as_s16(const Dense& d) {
  return [=](auto function, lanewise_operator** op) {
    Layer layer(d.channels(), d.products(), Output::kGeneral);
    layer.make_channels_differ();
    layer.widen();
    return function(d.rows, d.depth, d.columns, &layer.scaling, layer.weights.data(), layer.wide_bias().data(), op);
  };
}

auto as_dynamic(const Dense& d) {
  return [=](auto function, lanewise_operator** op) {
    const Layer layer(d.channels(), d.products(), Output::kGeneral);
    const std::vector<float> scales(d.channels(), 0.01f), bias = random_floats(d.channels());
    const lanewise_dynamic_scaling scaling = {1, 0, -9.0f, 9.0f, scales.data()};
    return function(d.rows, d.depth, d.columns, &scaling, layer.weights.data(), bias.data(), op);
  };
}

auto as_f32(const Dense& d) {
  return [=](auto function, lanewise_operator** op) {
    const std::vector<float> weights = random_floats(d.channels() * d.products()), bias = random_floats(d.channels());
    return function(d.rows, d.depth, d.columns, -90.0f, 90.0f, weights.data(), bias.data(), op);
  };
}

/** With equal weights, without bias. */
auto as_plain_f32(const Dense& d) {
  return [=](auto function, lanewise_operator** op) {
    const std::vector<float> weights(d.channels() * d.products(), 0.5f);
    return function(d.rows, d.depth, d.columns, -kInfinity, kInfinity, weights.data(), nullptr, op);
  };
}

/** As many left matrices [rows, depth] as right ones; the first right one for all where it is broadcast. */
auto batch(int32_t count, const Dense& d, bool broadcast = false, bool transposed = false) {
  return [=](auto function, lanewise_operator** op) {
    const lanewise_broadcast outer = {1, {count}, {1}, {broadcast ? 0 : 1}};
    const int32_t multiplier = 1500000000, shift = -9;
    const lanewise_requantization requantization = {3, -4, -128, 127, &multiplier, &shift, nullptr};
    return function(&outer, d.rows, d.depth, d.columns, transposed, transposed, -7, &requantization, op);
  };
}

auto float_batch(int32_t count, const Dense& d, bool broadcast = false, bool transposed = false) {
  return [=](auto function, lanewise_operator** op) {
    const lanewise_broadcast outer = {1, {count}, {1}, {broadcast ? 0 : 1}};
    return function(&outer, d.rows, d.depth, d.columns, transposed, transposed, op);
  };
}

std::vector<Sample> uneven() {
  std::vector<Sample> samples;
  for (const Dense& d : {Dense{1, 333, 1000}, Dense{777, 100, 70}}) {
    samples.push_back({"fully_connected_s8 " + d.name(), {lanewise_create_fully_connected_s8, as_s8(d, true)}});
    samples.push_back({"asymmetric_fully_connected_s8 " + d.name(),
                       {lanewise_create_asymmetric_fully_connected_s8, as_asymmetric_s8(d, true)}});
    samples.push_back({"fully_connected_s16 " + d.name(), {lanewise_create_fully_connected_s16, as_s16(d)}});
    samples.push_back({"fully_connected_f32 " + d.name(), {lanewise_create_fully_connected_f32, as_f32(d)}});
  }
  const Dense heads = {77, 45, 143};
  for (const bool transposed : {false, true}) {
    samples.push_back({transposed ? "batch_matmul_s8 transposed" : "batch_matmul_s8 with one right matrix",
                       {lanewise_create_batch_matmul_s8, batch(3, heads, !transposed, transposed)}});
    samples.push_back({transposed ? "batch_matmul_f32 transposed" : "batch_matmul_f32 with one right matrix",
                       {lanewise_create_batch_matmul_f32, float_batch(3, heads, !transposed, transposed)}});
  }
  // Each row has its own range and comes by itself: threads share its columns.
  for (const Dense& d : {Dense{1, 333, 1000}, Dense{3, 333, 1000}}) {
    samples.push_back(
        {"dynamic_fully_connected_f32 " + d.name(), {lanewise_create_dynamic_fully_connected_f32, as_dynamic(d)}});
  }
  return samples;
}

std::vector<MeasuredSample> measured() {
  std::vector<MeasuredSample> samples;
  for (const Dense& d : {Dense{1, 64, 10}, Dense{1, 256, 10}, Dense{1, 256, 256}, Dense{1, 640, 128}}) {
    samples.push_back({"fully_connected " + d.name(), d.macs(), {lanewise_create_fully_connected_s8, as_s8(d)}, "MAC",
                       Levels::kEach});
  }
  const Dense head = {64, 32, 64};
  samples.push_back({"batch_matmul 4x64x32->64", 4 * head.macs(), {lanewise_create_batch_matmul_s8, batch(4, head)},
                     "MAC", Levels::kEach});
  samples.push_back({"batch_matmul f32 4x64x32->64", 4 * head.macs(),
                     {lanewise_create_batch_matmul_f32, float_batch(4, head)}, "MAC"});
  const Dense d = {1, 256, 256};
  const auto add = [&](const char* type, Call call) {
    samples.push_back({"fully_connected " + (type + (" " + d.name())), d.macs(), std::move(call), "MAC"});
  };
  add("f32", {lanewise_create_fully_connected_f32, as_plain_f32(d)});
  add("s16", {lanewise_create_fully_connected_s16, as_s16(d)});
  add("asymmetric", {lanewise_create_asymmetric_fully_connected_s8, as_asymmetric_s8(d)});
  add("dynamic", {lanewise_create_dynamic_fully_connected_f32, as_dynamic(d)});
  return samples;
}

}  // namespace

const Family kMatmul = {measured, uneven};

}  // namespace lanewise::samples

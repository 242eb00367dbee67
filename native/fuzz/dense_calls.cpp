// SPDX-License-Identifier: Apache-2.0
// Dense layers.
#include "functions.h"

namespace lanewise::fuzz {
namespace {

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

}  // namespace

void fully_connected_s8(Dice& dice, const Try& trial) {
  integer_dense<int32_t>(lanewise_create_fully_connected_s8, dice, trial);
}

void fully_connected_s16(Dice& dice, const Try& trial) {
  integer_dense<int64_t>(lanewise_create_fully_connected_s16, dice, trial);
}

void dynamic_fully_connected_f32(Dice& dice, const Try& trial) {
  const Dense dense(dice);
  if (!dense.is_small()) return;
  const Exact<float> scales = dice.values<float>(dense.channels()), bias = dice.values<float>(dense.channels());
  const Exact<int8_t> weights = dice.values<int8_t>(dense.weights());
  const lanewise_dynamic_scaling scaling = {dice.between(0, 1), dice.between(0, 1), dice.real(), dice.real(),
      scales.data()};
  const float* given = dice.one_in(3) ? nullptr : bias.data();
  trial([&](lanewise_operator** op) {
    return lanewise_create_dynamic_fully_connected_f32(dense.rows, dense.inputs, dense.outputs, &scaling,
        weights.data(), given, op);
  });
}

void fully_connected_f32(Dice& dice, const Try& trial) {
  const Dense dense(dice);
  if (!dense.is_small()) return;
  const Exact<float> weights = dice.values<float>(dense.weights()), bias = dice.values<float>(dense.channels());
  const float minimum = dice.real(), maximum = dice.real();
  const float* given = dice.one_in(3) ? nullptr : bias.data();
  trial([&](lanewise_operator** op) {
    return lanewise_create_fully_connected_f32(dense.rows, dense.inputs, dense.outputs, minimum, maximum,
        weights.data(), given, op);
  });
}

}  // namespace lanewise::fuzz

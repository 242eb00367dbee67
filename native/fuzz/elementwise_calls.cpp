// SPDX-License-Identifier: Apache-2.0
// Operators of elements: pairs, means, activations.
#include "functions.h"

namespace lanewise::fuzz {
namespace {

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

}  // namespace

void add_f32(Dice& dice, const Try& trial) { float_pair(lanewise_create_add_f32, dice, trial); }
void mul_f32(Dice& dice, const Try& trial) { float_pair(lanewise_create_mul_f32, dice, trial); }

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
  trial([&](lanewise_operator** op) {
    return lanewise_create_softmax_s8(rows, depth, multiplier, shift, minimum, op);
  });
}

void softmax_f32(Dice& dice, const Try& trial) {
  const int32_t rows = dice.size(8), depth = dice.size(60);
  const float beta = dice.real();
  trial([&](lanewise_operator** op) { return lanewise_create_softmax_f32(rows, depth, beta, op); });
}

}  // namespace lanewise::fuzz

// SPDX-License-Identifier: Apache-2.0
// Moves and conversions.
#include "functions.h"

namespace lanewise::fuzz {
namespace {

template <typename Function>
void conversion(Function function, Dice& dice, const Try& trial) {
  const int32_t count = dice.size(200), zero_point = dice.zero_point();
  const float scale = dice.real();
  trial([&](lanewise_operator** op) { return function(count, scale, zero_point, op); });
}

}  // namespace

void quantize_f32_s8(Dice& dice, const Try& trial) {
  conversion(lanewise_create_quantize_f32_s8, dice, trial);
}

void quantize_even_f32_s8(Dice& dice, const Try& trial) {
  conversion(lanewise_create_quantize_even_f32_s8, dice, trial);
}

void dequantize_s8_f32(Dice& dice, const Try& trial) {
  conversion(lanewise_create_dequantize_s8_f32, dice, trial);
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

void strided_copy(Dice& dice, const Try& trial) {
  const int32_t rank = dice.mostly(dice.between(1, LANEWISE_MAX_RANK));
  const size_t count = rank >= 1 && rank <= LANEWISE_MAX_RANK ? static_cast<size_t>(rank) : 0;
  Exact<int32_t> dims(count), strides(count);
  for (size_t d = 0; d < count; d++) {
    dims[d] = dice.size(6);
    strides[d] = dice.mostly(dice.between(-8, 40));
  }
  const int32_t start = dice.mostly(dice.between(0, 200)), bytes = dice.mostly(1 << dice.between(0, 3));
  trial([&](lanewise_operator** op) {
    return lanewise_create_strided_copy(rank, dims.data(), strides.data(), start, bytes, op);
  });
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

}  // namespace lanewise::fuzz

// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "samples/bits.h"
#include "samples/families.h"
#include "samples/functions.h"

namespace lanewise::samples {

void draw_lookup_s8(Dice& dice, const Try& trial) {
  const int32_t count = dice.size(200);
  const Exact<int8_t> table = dice.values<int8_t>(256);
  trial({lanewise_create_lookup_s8, with(count, table.data())});
}

void draw_logistic_f32(Dice& dice, const Try& trial) {
  const int32_t count = dice.size(200);
  trial({lanewise_create_logistic_f32, with(count)});
}

void draw_unary_f32(Dice& dice, const Try& trial) {
  const int32_t count = dice.size(200), function = dice.mostly(dice.between(LANEWISE_ABS, LANEWISE_SIN));
  trial({lanewise_create_unary_f32, with(count, function)});
}

void draw_leaky_relu_f32(Dice& dice, const Try& trial) {
  const int32_t count = dice.size(200);
  const float alpha = dice.real();
  trial({lanewise_create_leaky_relu_f32, with(count, alpha)});
}

void draw_clamp_f32(Dice& dice, const Try& trial) {
  const int32_t count = dice.size(200);
  const float minimum = dice.real(), maximum = dice.real();
  trial({lanewise_create_clamp_f32, with(count, minimum, maximum)});
}

void draw_softmax_s8(Dice& dice, const Try& trial) {
  const int32_t rows = dice.size(8), depth = dice.size(60), multiplier = dice.multiplier(), shift = dice.shift(0, 30),
                minimum = dice.mostly(-dice.between(1, 255));
  trial({lanewise_create_softmax_s8, with(rows, depth, multiplier, shift, minimum)});
}

void draw_softmax_f32(Dice& dice, const Try& trial) {
  const int32_t rows = dice.size(8), depth = dice.size(60);
  const float beta = dice.real();
  trial({lanewise_create_softmax_f32, with(rows, depth, beta)});
}

void draw_log_softmax_s8(Dice& dice, const Try& trial) {
  const int32_t rows = dice.size(8), depth = dice.size(60);
  const int32_t multiplier = dice.multiplier(), shift = dice.shift(0, 31);
  const int32_t minimum = dice.mostly(shift >= 0 && shift <= 31 ? -((31 << 26) >> shift) : 0);
  const int32_t inverse = dice.multiplier(), inverse_shift = dice.shift(-31, 1);
  trial({lanewise_create_log_softmax_s8, with(rows, depth, multiplier, shift, minimum, inverse, inverse_shift)});
}

void draw_log_softmax_f32(Dice& dice, const Try& trial) {
  const int32_t rows = dice.size(8), depth = dice.size(60);
  trial({lanewise_create_log_softmax_f32, with(rows, depth)});
}

void draw_l2_normalization_s8(Dice& dice, const Try& trial) {
  const int32_t rows = dice.size(8), depth = dice.size(60), zero_point = dice.zero_point();
  const int32_t shifted = dice.mostly(dice.between(0, 1));
  trial({lanewise_create_l2_normalization_s8, with(rows, depth, zero_point, shifted)});
}

void draw_l2_normalization_f32(Dice& dice, const Try& trial) {
  const int32_t rows = dice.size(8), depth = dice.size(60);
  trial({lanewise_create_l2_normalization_f32, with(rows, depth)});
}

void draw_unary_integers(Dice& dice, const Try& trial) {
  constexpr int32_t kOfIntegers[] = {LANEWISE_ABS, LANEWISE_NEG, LANEWISE_SIGN};
  const int32_t count = dice.size(200), function = dice.mostly(kOfIntegers[dice.between(0, 2)]);
  const int32_t type = dice.mostly(dice.between(LANEWISE_S16, LANEWISE_S64));
  trial({lanewise_create_unary_integers, with(count, function, type)});
}

namespace {

/** Tables of int16 functions, more or less TFLite's. */
struct Tables {
  Exact<uint16_t> sigmoid{256};
  Exact<int16_t> exponentials{513}, reciprocals{513};

  Tables() {
    for (size_t i = 0; i < 256; i++) {
      sigmoid[i] = static_cast<uint16_t>(std::min(65535.0, 65536 / (1 + std::exp(-static_cast<double>(i) / 24))));
    }
    for (size_t i = 0; i <= 512; i++) {
      const double x = static_cast<double>(i) / 512;
      exponentials[i] = static_cast<int16_t>(32767 * std::exp(10 * (x - 1)));
      reciprocals[i] = static_cast<int16_t>(32767 / (1 + x));
    }
  }
};

/** Now and then a value is any. */
template <typename T>
void spoil(const Exact<T>& table, Dice& dice) {
  if (dice.one_in(16)) table[static_cast<size_t>(dice.byte())] = static_cast<T>(dice.word());
}

}  // namespace

template <typename Function>
void draw_sigmoid(Function function, Dice& dice, const Try& trial) {
  const Tables tables;
  const int32_t count = dice.size(200), shift = dice.shift(0, 31);
  const int32_t multiplier = dice.mostly(dice.between(1, 128) * (shift == 0 ? 511 : 255));
  spoil(tables.sigmoid, dice);
  trial({function, with(count, multiplier, shift, tables.sigmoid.data())});
}

void draw_logistic_s16(Dice& dice, const Try& trial) { draw_sigmoid(lanewise_create_logistic_s16, dice, trial); }
void draw_tanh_s16(Dice& dice, const Try& trial) { draw_sigmoid(lanewise_create_tanh_s16, dice, trial); }

void draw_lookup_s16(Dice& dice, const Try& trial) {
  const int32_t count = dice.size(200);
  const Exact<int16_t> table = dice.values<int16_t>(513);
  trial({lanewise_create_lookup_s16, with(count, table.data())});
}

void draw_leaky_relu_s16(Dice& dice, const Try& trial) {
  const int32_t count = dice.size(200), positive = dice.multiplier(), positive_shift = dice.shift(-31, 10);
  const int32_t negative = dice.multiplier(), negative_shift = dice.shift(-31, 10);
  trial({lanewise_create_leaky_relu_s16, with(count, positive, positive_shift, negative, negative_shift)});
}

void draw_abs_s16(Dice& dice, const Try& trial) {
  const int32_t count = dice.size(200), multiplier = dice.multiplier(), shift = dice.shift(-31, 10);
  trial({lanewise_create_abs_s16, with(count, multiplier, shift)});
}

void draw_sqrt_s16(Dice& dice, const Try& trial) {
  const int32_t count = dice.size(200);
  const float input_scale = dice.real(), output_scale = dice.real();
  trial({lanewise_create_sqrt_s16, with(count, input_scale, output_scale)});
}

void draw_softmax_s16(Dice& dice, const Try& trial) {
  const Tables tables;
  const int32_t rows = dice.size(8), depth = dice.size(60), multiplier = dice.multiplier(), shift = dice.shift(-31, 14);
  spoil(tables.exponentials, dice);
  spoil(tables.reciprocals, dice);
  trial({lanewise_create_softmax_s16,
         with(rows, depth, multiplier, shift, tables.exponentials.data(), tables.reciprocals.data())});
}

namespace {

constexpr int32_t kHalf = 1 << 30;  // 0.5 in Q0.31

auto sigmoid(int32_t count, int32_t multiplier, int32_t shift) {
  return [=](auto function, lanewise_operator** op) {
    return function(count, multiplier, shift, Tables().sigmoid.data(), op);
  };
}

auto wide_lookup(int32_t count) {
  return [=](auto function, lanewise_operator** op) { return function(count, Tables().exponentials.data(), op); };
}

auto wide_softmax(int32_t rows, int32_t depth, int32_t multiplier, int32_t shift) {
  return [=](auto function, lanewise_operator** op) {
    const Tables tables;
    return function(rows, depth, multiplier, shift, tables.exponentials.data(), tables.reciprocals.data(), op);
  };
}

auto random_lookup(int32_t count) {
  return [=](auto function, lanewise_operator** op) {
    Bits bits;
    int8_t table[256];
    for (int8_t& entry : table) entry = bits.int8();
    return function(count, table, op);
  };
}

auto falling_lookup(int32_t count) {
  return [=](auto function, lanewise_operator** op) {
    int8_t table[256];
    for (int i = 0; i < 256; i++) table[i] = static_cast<int8_t>(127 - i);
    return function(count, table, op);
  };
}

struct Unary {
  const char* name;
  int32_t function;
};

constexpr Unary kUnary[] = {
    {"abs", LANEWISE_ABS},     {"ceil", LANEWISE_CEIL},   {"elu", LANEWISE_ELU},   {"exp", LANEWISE_EXP},
    {"floor", LANEWISE_FLOOR}, {"gelu", LANEWISE_GELU},   {"hard_swish", LANEWISE_HARD_SWISH},
    {"log", LANEWISE_LOG},     {"neg", LANEWISE_NEG},     {"round", LANEWISE_ROUND},
    {"rsqrt", LANEWISE_RSQRT}, {"sqrt", LANEWISE_SQRT},   {"tanh", LANEWISE_TANH},
    {"sign", LANEWISE_SIGN},   {"square", LANEWISE_SQUARE},
    {"cos", LANEWISE_COS},     {"sin", LANEWISE_SIN}};

constexpr int32_t kS16 = LANEWISE_S16, kS32 = LANEWISE_S32, kS64 = LANEWISE_S64;
constexpr Unary kIntegers[] = {{"abs", LANEWISE_ABS}, {"neg", LANEWISE_NEG}, {"sign", LANEWISE_SIGN}};

std::vector<Sample> uneven() {
  std::vector<Sample> samples = {
      {"lookup_s8", {lanewise_create_lookup_s8, random_lookup(35003)}},
      {"logistic_f32", {lanewise_create_logistic_f32, with(35003)}},
      {"logistic_s16", {lanewise_create_logistic_s16, sigmoid(35003, 25166, 13)}},
      {"tanh_s16", {lanewise_create_tanh_s16, sigmoid(35003, 25166, 13)}},
      {"lookup_s16", {lanewise_create_lookup_s16, wide_lookup(35003)}},
      {"leaky_relu_s16", {lanewise_create_leaky_relu_s16, with(35003, kHalf + 12345, 1, kHalf, -3)}},
      {"abs_s16", {lanewise_create_abs_s16, with(35003, kHalf + 12345, 1)}},
      {"sqrt_s16", {lanewise_create_sqrt_s16, with(35003, 1e-4f, 1e-4f)}},
      {"softmax_s16", {lanewise_create_softmax_s16, wide_softmax(301, 37, kHalf, 2)}},
      {"clamp_f32", {lanewise_create_clamp_f32, with(35003, -1.0f, 1.0f)}},
      {"softmax_s8", {lanewise_create_softmax_s8, with(301, 37, kHalf, 22, -248)}},
      {"leaky_relu_f32", {lanewise_create_leaky_relu_f32, with(35003, 0.1f)}},
      {"softmax_f32", {lanewise_create_softmax_f32, with(301, 37, 1.0f)}},
      {"log_softmax_s8", {lanewise_create_log_softmax_s8, with(301, 37, kHalf, 22, -248, kHalf, -20)}},
      {"log_softmax_f32", {lanewise_create_log_softmax_f32, with(301, 37)}},
      {"l2_normalization_s8", {lanewise_create_l2_normalization_s8, with(301, 37, 5, 0)}},
      {"l2_normalization_s8, shifted", {lanewise_create_l2_normalization_s8, with(301, 37, -5, 1)}},
      {"l2_normalization_f32", {lanewise_create_l2_normalization_f32, with(301, 37)}}};
  for (const Unary& unary : kIntegers) {
    samples.push_back({std::string(unary.name) + "_s16, wrapped",
                       {lanewise_create_unary_integers, with(35003, unary.function, kS16)}});
    samples.push_back({std::string(unary.name) + "_s32",
                       {lanewise_create_unary_integers, with(35003, unary.function, kS32)}});
    samples.push_back({std::string(unary.name) + "_s64",
                       {lanewise_create_unary_integers, with(35003, unary.function, kS64)}});
  }
  for (const Unary& unary : kUnary) {
    samples.push_back({std::string(unary.name) + "_f32", {lanewise_create_unary_f32, with(35003, unary.function)}});
  }
  return samples;
}

std::vector<MeasuredSample> measured() {
  constexpr int32_t kElements = 4096;
  std::vector<MeasuredSample> samples = {
      {"lookup 4096", kElements, {lanewise_create_lookup_s8, falling_lookup(kElements)}},
      {"logistic f32 4096", kElements, {lanewise_create_logistic_f32, with(kElements)}},
      {"logistic s16 4096", kElements, {lanewise_create_logistic_s16, sigmoid(kElements, 25166, 13)}},
      {"tanh s16 4096", kElements, {lanewise_create_tanh_s16, sigmoid(kElements, 25166, 13)}},
      {"lookup s16 4096", kElements, {lanewise_create_lookup_s16, wide_lookup(kElements)}},
      {"leaky_relu s16 4096", kElements,
       {lanewise_create_leaky_relu_s16, with(kElements, kHalf + 12345, 1, kHalf, -3)}},
      {"abs s16 4096", kElements, {lanewise_create_abs_s16, with(kElements, kHalf + 12345, 1)}},
      {"sqrt s16 4096", kElements, {lanewise_create_sqrt_s16, with(kElements, 1e-4f, 1e-4f)}},
      {"softmax s16 64x64", kElements, {lanewise_create_softmax_s16, wide_softmax(64, 64, kHalf, 2)}},
      {"clamp f32 4096", kElements, {lanewise_create_clamp_f32, with(kElements, 0.0f, 6.0f)}}};
  samples.push_back({"leaky_relu f32 4096", kElements, {lanewise_create_leaky_relu_f32, with(kElements, 0.1f)}});
  for (const Unary& unary : kUnary) {
    samples.push_back({unary.name + std::string(" f32 4096"), kElements,
                       {lanewise_create_unary_f32, with(kElements, unary.function)}});
  }
  for (const Unary& unary : kIntegers) {
    samples.push_back({unary.name + std::string(" s32 4096"), kElements,
                       {lanewise_create_unary_integers, with(kElements, unary.function, kS32)}});
  }
  for (const auto& [rows, depth] : {std::pair{1, 10}, std::pair{1, 1000}, std::pair{64, 64}}) {
    const std::string name = std::to_string(rows) + "x" + std::to_string(depth);
    // beta * input_scale = 1/16
    samples.push_back(
        {"softmax " + name, rows * depth, {lanewise_create_softmax_s8, with(rows, depth, kHalf, 23, -248)}});
    samples.push_back({"softmax f32 " + name, rows * depth, {lanewise_create_softmax_f32, with(rows, depth, 1.0f)}});
    samples.push_back({"log_softmax " + name, rows * depth,
                       {lanewise_create_log_softmax_s8, with(rows, depth, kHalf, 23, -248, kHalf, -21)}});
    samples.push_back({"log_softmax f32 " + name, rows * depth,
                       {lanewise_create_log_softmax_f32, with(rows, depth)}});
    samples.push_back({"l2_normalization " + name, rows * depth,
                       {lanewise_create_l2_normalization_s8, with(rows, depth, -5, 0)}});
    samples.push_back({"l2_normalization f32 " + name, rows * depth,
                       {lanewise_create_l2_normalization_f32, with(rows, depth)}});
  }
  return samples;
}

}  // namespace

const Family kActivation = {measured, uneven};

}  // namespace lanewise::samples

// SPDX-License-Identifier: Apache-2.0
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
  const int32_t count = dice.size(200), function = dice.mostly(dice.between(LANEWISE_ABS, LANEWISE_SQUARE));
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

namespace {

constexpr int32_t kHalf = 1 << 30;  // 0.5 in Q0.31

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
    {"sign", LANEWISE_SIGN},   {"square", LANEWISE_SQUARE}};

std::vector<Sample> uneven() {
  std::vector<Sample> samples = {
      {"lookup_s8", {lanewise_create_lookup_s8, random_lookup(35003)}},
      {"logistic_f32", {lanewise_create_logistic_f32, with(35003)}},
      {"clamp_f32", {lanewise_create_clamp_f32, with(35003, -1.0f, 1.0f)}},
      {"softmax_s8", {lanewise_create_softmax_s8, with(301, 37, kHalf, 22, -248)}},
      {"leaky_relu_f32", {lanewise_create_leaky_relu_f32, with(35003, 0.1f)}},
      {"softmax_f32", {lanewise_create_softmax_f32, with(301, 37, 1.0f)}}};
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
      {"clamp f32 4096", kElements, {lanewise_create_clamp_f32, with(kElements, 0.0f, 6.0f)}}};
  samples.push_back({"leaky_relu f32 4096", kElements, {lanewise_create_leaky_relu_f32, with(kElements, 0.1f)}});
  for (const Unary& unary : kUnary) {
    samples.push_back({unary.name + std::string(" f32 4096"), kElements,
                       {lanewise_create_unary_f32, with(kElements, unary.function)}});
  }
  for (const auto& [rows, depth] : {std::pair{1, 10}, std::pair{1, 1000}, std::pair{64, 64}}) {
    const std::string name = std::to_string(rows) + "x" + std::to_string(depth);
    // beta * input_scale = 1/16
    samples.push_back(
        {"softmax " + name, rows * depth, {lanewise_create_softmax_s8, with(rows, depth, kHalf, 23, -248)}});
    samples.push_back({"softmax f32 " + name, rows * depth, {lanewise_create_softmax_f32, with(rows, depth, 1.0f)}});
  }
  return samples;
}

}  // namespace

const Family kActivation = {measured, uneven};

}  // namespace lanewise::samples

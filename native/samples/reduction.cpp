// SPDX-License-Identifier: Apache-2.0
#include "samples/families.h"
#include "samples/functions.h"

namespace lanewise::samples {

void draw_mean_s8(Dice& dice, const Try& trial) {
  const int32_t outer = dice.size(8), reduced = dice.size(60), inner = dice.size(40);
  const int32_t in = dice.zero_point(), out = dice.zero_point();
  const int32_t multiplier = dice.multiplier(), shift = dice.shift(-31, 4);
  trial({lanewise_create_mean_s8, with(outer, reduced, inner, in, out, multiplier, shift)});
}

void draw_mean_s16(Dice& dice, const Try& trial) {
  const int32_t outer = dice.size(8), reduced = dice.size(60), inner = dice.size(40);
  const int32_t multiplier = dice.multiplier(), shift = dice.shift(-31, 4);
  trial({lanewise_create_mean_s16, with(outer, reduced, inner, multiplier, shift)});
}

void draw_mean_f32(Dice& dice, const Try& trial) {
  const int32_t outer = dice.size(8), reduced = dice.size(60), inner = dice.size(40);
  trial({lanewise_create_mean_f32, with(outer, reduced, inner)});
}

template <typename Function>
void draw_reduction(Function function, Dice& dice, const Try& trial) {
  const int32_t outer = dice.size(8), reduced = dice.size(60), inner = dice.size(40);
  const int32_t how = dice.mostly(dice.between(LANEWISE_REDUCE_MAX, LANEWISE_REDUCE_SUM));
  trial({function, with(outer, reduced, inner, how)});
}

void draw_reduce_s8(Dice& dice, const Try& trial) { draw_reduction(lanewise_create_reduce_s8, dice, trial); }
void draw_reduce_s16(Dice& dice, const Try& trial) { draw_reduction(lanewise_create_reduce_s16, dice, trial); }
void draw_reduce_f32(Dice& dice, const Try& trial) { draw_reduction(lanewise_create_reduce_f32, dice, trial); }

void draw_reduce_prod_s8(Dice& dice, const Try& trial) {
  const int32_t outer = dice.size(8), reduced = dice.size(60), inner = dice.size(40);
  const int32_t in = dice.zero_point(), out = dice.zero_point();
  const int32_t multiplier = dice.multiplier(), shift = dice.shift(-31, 7);
  trial({lanewise_create_reduce_prod_s8, with(outer, reduced, inner, in, out, multiplier, shift)});
}

void draw_reduce_prod_s16(Dice& dice, const Try& trial) {
  const int32_t outer = dice.size(8), reduced = dice.size(60), inner = dice.size(40);
  const int32_t multiplier = dice.multiplier(), shift = dice.shift(-31, 7);
  trial({lanewise_create_reduce_prod_s16, with(outer, reduced, inner, multiplier, shift)});
}

void draw_find_extremum(Dice& dice, const Try& trial) {
  const int32_t outer = dice.size(8), reduced = dice.size(60), inner = dice.size(40);
  const int32_t how = dice.mostly(dice.between(LANEWISE_REDUCE_MAX, LANEWISE_REDUCE_MIN));
  const int32_t type = dice.mostly(dice.between(LANEWISE_BOOL, LANEWISE_U8));
  const int32_t index = dice.mostly(dice.between(LANEWISE_S32, LANEWISE_S64));
  trial({lanewise_create_find_extremum, with(outer, reduced, inner, how, type, index)});
}

void draw_find_largest(Dice& dice, const Try& trial) {
  const int32_t rows = dice.size(20), depth = dice.size(200), count = dice.size(depth > 0 && depth < 200 ? depth : 20);
  const int32_t type = dice.mostly(dice.between(LANEWISE_F32, LANEWISE_U8));
  const int32_t index = dice.mostly(dice.one_in(2) ? LANEWISE_S32 : LANEWISE_S16);
  trial({lanewise_create_find_largest, with(rows, depth, count, type, index)});
}

void draw_reduce_integers(Dice& dice, const Try& trial) {
  constexpr int32_t kTypes[] = {LANEWISE_S32, LANEWISE_S64, LANEWISE_BOOL};
  const int32_t outer = dice.size(8), reduced = dice.size(60), inner = dice.size(40);
  const int32_t how = dice.mostly(dice.between(LANEWISE_REDUCE_MAX, LANEWISE_REDUCE_SUM));
  const int32_t type = dice.mostly(kTypes[dice.between(0, 2)]);
  trial({lanewise_create_reduce_integers, with(outer, reduced, inner, how, type)});
}

void draw_cumulate(Dice& dice, const Try& trial) {
  constexpr int32_t kTypes[] = {LANEWISE_F32, LANEWISE_S32, LANEWISE_S64};
  const int32_t outer = dice.size(8), reduced = dice.size(60), inner = dice.size(40);
  const int32_t exclusive = dice.mostly(dice.between(0, 1)), reverse = dice.mostly(dice.between(0, 1));
  const int32_t type = dice.mostly(kTypes[dice.between(0, 2)]);
  trial({lanewise_create_cumulate, with(outer, reduced, inner, exclusive, reverse, type)});
}

namespace {

constexpr int32_t kS8 = LANEWISE_S8, kF32 = LANEWISE_F32, kS32 = LANEWISE_S32, kS64 = LANEWISE_S64;

constexpr int32_t kHalf = 1 << 30;  // 0.5 in Q0.31

struct Reduction {
  const char* name;
  int32_t function;
};

constexpr Reduction kExtrema[] = {{"reduce_max", LANEWISE_REDUCE_MAX}, {"reduce_min", LANEWISE_REDUCE_MIN}};
constexpr Reduction kFloats[] = {{"reduce_max", LANEWISE_REDUCE_MAX},
                                 {"reduce_min", LANEWISE_REDUCE_MIN},
                                 {"reduce_prod", LANEWISE_REDUCE_PROD},
                                 {"sum", LANEWISE_REDUCE_SUM}};

std::vector<Sample> uneven() {
  std::vector<Sample> samples;
  for (int32_t inner : {1, 71, 330}) {
    const std::string name = " of " + std::to_string(inner);
    samples.push_back({"mean_s8" + name, {lanewise_create_mean_s8, with(7, 40001 / inner, inner, 5, -7, kHalf, -15)}});
    samples.push_back({"mean_s16" + name, {lanewise_create_mean_s16, with(7, 40001 / inner, inner, kHalf, -15)}});
    samples.push_back({"mean_f32" + name, {lanewise_create_mean_f32, with(7, 40001 / inner, inner)}});
    samples.push_back({"reduce_prod_s8" + name,
                       {lanewise_create_reduce_prod_s8, with(7, 40001 / inner, inner, 5, -7, kHalf, -6)}});
    samples.push_back({"reduce_prod_s16" + name,
                       {lanewise_create_reduce_prod_s16, with(7, 40001 / inner, inner, kHalf, -14)}});
    for (const Reduction& r : kExtrema) {
      samples.push_back({std::string(r.name) + "_s8" + name,
                         {lanewise_create_reduce_s8, with(7, 40001 / inner, inner, r.function)}});
      samples.push_back({std::string(r.name) + "_s16" + name,
                         {lanewise_create_reduce_s16, with(7, 40001 / inner, inner, r.function)}});
    }
    for (const Reduction& r : kExtrema) {
      samples.push_back({"find " + (r.name + (" in s8" + name)),
                         {lanewise_create_find_extremum, with(7, 40001 / inner, inner, r.function, kS8, kS32)}});
      samples.push_back({"find " + (r.name + (" in f32" + name)),
                         {lanewise_create_find_extremum, with(7, 40001 / inner, inner, r.function, kF32, kS64)}});
    }
    samples.push_back({"find largest in s8" + name,
                       {lanewise_create_find_largest, with(7 * inner, 40001 / inner, 5, kS8, kS32)}});
    samples.push_back({"find largest in f32" + name,
                       {lanewise_create_find_largest, with(7 * inner, 40001 / inner, 9, kF32, kS32)}});
    for (const Reduction& r : kFloats) {
      samples.push_back({r.name + ("_s32" + name),
                         {lanewise_create_reduce_integers, with(7, 40001 / inner, inner, r.function, kS32)}});
      samples.push_back({r.name + ("_s64" + name),
                         {lanewise_create_reduce_integers, with(7, 40001 / inner, inner, r.function, kS64)}});
    }
    for (int32_t exclusive : {0, 1}) {
      const std::string way = exclusive != 0 ? ", exclusive" : "";
      samples.push_back({"cumulate_f32" + name + way,
                         {lanewise_create_cumulate, with(7, 40001 / inner, inner, exclusive, 1, kF32)}});
      samples.push_back({"cumulate_s64" + name + way,
                         {lanewise_create_cumulate, with(7, 40001 / inner, inner, exclusive, 0, kS64)}});
    }
    for (const Reduction& r : kFloats) {
      samples.push_back({std::string(r.name) + "_f32" + name,
                         {lanewise_create_reduce_f32, with(7, 40001 / inner, inner, r.function)}});
    }
  }
  return samples;
}

// Over the pixels of an image, as behind the last convolution; over its channels.
std::vector<MeasuredSample> measured() {
  constexpr int64_t kElements = 8 * 8 * 64;
  constexpr int32_t kMax = LANEWISE_REDUCE_MAX, kSum = LANEWISE_REDUCE_SUM;
  return {{"mean 8x8 of 64 channels", kElements, {lanewise_create_mean_s8, with(1, 64, 64, -5, 3, kHalf, -5)}},
          {"mean of 64 channels 8x8", kElements, {lanewise_create_mean_s8, with(64, 64, 1, -5, 3, kHalf, -5)}},
          {"mean s16 8x8 of 64 channels", kElements, {lanewise_create_mean_s16, with(1, 64, 64, kHalf, -5)}},
          {"mean f32 8x8 of 64 channels", kElements, {lanewise_create_mean_f32, with(1, 64, 64)}},
          {"reduce_max 8x8 of 64 channels", kElements, {lanewise_create_reduce_s8, with(1, 64, 64, kMax)}},
          {"reduce_max of 64 channels 8x8", kElements, {lanewise_create_reduce_s8, with(64, 64, 1, kMax)}},
          {"reduce_max s16 8x8 of 64 channels", kElements, {lanewise_create_reduce_s16, with(1, 64, 64, kMax)}},
          {"reduce_prod 8x8 of 64 channels", kElements,
           {lanewise_create_reduce_prod_s8, with(1, 64, 64, -5, 3, kHalf, -5)}},
          {"reduce_prod s16 8x8 of 64 channels", kElements,
           {lanewise_create_reduce_prod_s16, with(1, 64, 64, kHalf, -13)}},
          {"reduce_max f32 8x8 of 64 channels", kElements, {lanewise_create_reduce_f32, with(1, 64, 64, kMax)}},
          {"sum f32 8x8 of 64 channels", kElements, {lanewise_create_reduce_f32, with(1, 64, 64, kSum)}},
          {"sum f32 of 64 channels 8x8", kElements, {lanewise_create_reduce_f32, with(64, 64, 1, kSum)}},
          {"sum s32 8x8 of 64 channels", kElements, {lanewise_create_reduce_integers, with(1, 64, 64, kSum, kS32)}},
          {"cumulate f32 8x8 of 64 channels", kElements, {lanewise_create_cumulate, with(1, 64, 64, 0, 0, kF32)}},
          {"cumulate f32 of 64 channels 8x8", kElements, {lanewise_create_cumulate, with(64, 64, 1, 0, 0, kF32)}},
          {"find reduce_max 8x8 of 64 channels", kElements,
           {lanewise_create_find_extremum, with(1, 64, 64, kMax, kS8, kS32)}},
          {"find reduce_max of 64 channels 8x8", kElements,
           {lanewise_create_find_extremum, with(64, 64, 1, kMax, kS8, kS32)}},
          {"find reduce_max f32 of 64 channels 8x8", kElements,
           {lanewise_create_find_extremum, with(64, 64, 1, kMax, kF32, kS32)}},
          {"find 5 largest of 1000", 1000, {lanewise_create_find_largest, with(1, 1000, 5, kS8, kS32)}},
          {"find 100 largest f32 of 1917", 1917, {lanewise_create_find_largest, with(1, 1917, 100, kF32, kS32)}}};
}

}  // namespace

const Family kReduction = {measured, uneven};

}  // namespace lanewise::samples

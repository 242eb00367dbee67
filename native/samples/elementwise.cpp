// SPDX-License-Identifier: Apache-2.0
// Pairs of tensors.
#include <limits>

#include "samples/families.h"
#include "samples/functions.h"

namespace lanewise::samples {
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
void draw_float_pair(Function function, Dice& dice, const Try& trial) {
  const lanewise_broadcast b = draw_broadcast(dice);
  const float minimum = dice.real(), maximum = dice.real();
  trial({function, with(&b, minimum, maximum)});
}

/** Of int8, or of int16 where `wide`. */
template <typename Function>
void draw_add(Function function, bool wide, int32_t left_shift, Dice& dice, const Try& trial) {
  const lanewise_broadcast b = draw_broadcast(dice);
  const lanewise_add_params params = {zero_point(wide, dice), zero_point(wide, dice), zero_point(wide, dice),
      dice.multiplier(), dice.shift(-31, 0), dice.multiplier(), dice.shift(-31, 0), dice.multiplier(),
      dice.shift(-31, 0), dice.mostly(left_shift), dice.mostly(wide ? -32768 : -128),
      dice.mostly(wide ? 32767 : 127)};
  trial({function, with(&b, &params)});
}

template <typename Function>
void draw_extremum(Function function, Dice& dice, const Try& trial) {
  const lanewise_broadcast b = draw_broadcast(dice);
  trial({function, with(&b)});
}

template <typename Function>
void draw_mul(Function function, bool wide, Dice& dice, const Try& trial) {
  const lanewise_broadcast b = draw_broadcast(dice);
  const lanewise_mul_params params = {zero_point(wide, dice), zero_point(wide, dice), zero_point(wide, dice),
      dice.multiplier(), dice.shift(-31, 10), dice.mostly(wide ? -32768 : -128), dice.mostly(wide ? 32767 : 127)};
  trial({function, with(&b, &params)});
}

}  // namespace

void draw_add_f32(Dice& dice, const Try& trial) { draw_float_pair(lanewise_create_add_f32, dice, trial); }
void draw_mul_f32(Dice& dice, const Try& trial) { draw_float_pair(lanewise_create_mul_f32, dice, trial); }

void draw_binary_f32(Dice& dice, const Try& trial) {
  const lanewise_broadcast b = draw_broadcast(dice);
  const int32_t function = dice.mostly(dice.between(LANEWISE_SUB, LANEWISE_FLOOR_MOD));
  const float minimum = dice.real(), maximum = dice.real();
  trial({lanewise_create_binary_f32, with(&b, function, minimum, maximum)});
}

void draw_binary_integers(Dice& dice, const Try& trial) {
  const lanewise_broadcast b = draw_broadcast(dice);
  constexpr int32_t kTypes[] = {LANEWISE_S32, LANEWISE_S64, LANEWISE_BOOL};
  const int32_t type = dice.mostly(kTypes[dice.between(0, 2)]);
  const bool logical = type == LANEWISE_BOOL;
  const int32_t function = dice.mostly(logical ? dice.one_in(2) ? LANEWISE_INTEGER_AND : LANEWISE_INTEGER_OR
                                               : dice.between(LANEWISE_INTEGER_ADD, LANEWISE_INTEGER_SUB));
  const int64_t minimum = dice.mostly(logical ? 0 : INT32_MIN), maximum = dice.mostly(logical ? 255 : INT32_MAX);
  trial({lanewise_create_binary_integers, with(&b, function, type, minimum, maximum)});
}

void draw_select(Dice& dice, const Try& trial) {
  const int32_t count = dice.size(200), bytes = dice.mostly(1 << dice.between(0, 3));
  trial({lanewise_create_select, with(count, bytes)});
}

void draw_compare(Dice& dice, const Try& trial) {
  const lanewise_broadcast b = draw_broadcast(dice);
  constexpr int32_t kTypes[] = {LANEWISE_F32, LANEWISE_S16, LANEWISE_S32, LANEWISE_S64, LANEWISE_U8, LANEWISE_BOOL};
  const int32_t comparison = dice.mostly(dice.between(LANEWISE_EQUAL, LANEWISE_NOT_EQUAL));
  const int32_t type = dice.mostly(kTypes[dice.between(0, 5)]);
  trial({lanewise_create_compare, with(&b, comparison, type)});
}

void draw_compare_s8(Dice& dice, const Try& trial) {
  const lanewise_broadcast b = draw_broadcast(dice);
  const int32_t comparison = dice.mostly(dice.between(LANEWISE_EQUAL, LANEWISE_NOT_EQUAL));
  const Exact<int32_t> left = dice.values<int32_t>(256), right = dice.values<int32_t>(256);
  trial({lanewise_create_compare_s8, with(&b, comparison, left.data(), right.data())});
}

void draw_compare_s16(Dice& dice, const Try& trial) {
  const lanewise_broadcast b = draw_broadcast(dice);
  const int32_t comparison = dice.mostly(dice.between(LANEWISE_EQUAL, LANEWISE_NOT_EQUAL));
  const int32_t left = dice.multiplier(), left_shift = dice.shift(-31, 10);
  const int32_t right = dice.multiplier(), right_shift = dice.shift(-31, 10);
  trial({lanewise_create_compare_s16, with(&b, comparison, left, left_shift, right, right_shift)});
}

void draw_add_s8(Dice& dice, const Try& trial) { draw_add(lanewise_create_add_s8, false, 20, dice, trial); }
void draw_sub_s8(Dice& dice, const Try& trial) { draw_add(lanewise_create_sub_s8, false, 20, dice, trial); }

void draw_squared_difference_s8(Dice& dice, const Try& trial) {
  draw_add(lanewise_create_squared_difference_s8, false, 7, dice, trial);
}

void draw_div_s8(Dice& dice, const Try& trial) { draw_mul(lanewise_create_div_s8, false, dice, trial); }
void draw_div_s16(Dice& dice, const Try& trial) { draw_mul(lanewise_create_div_s16, true, dice, trial); }

void draw_maximum_s8(Dice& dice, const Try& trial) { draw_extremum(lanewise_create_maximum_s8, dice, trial); }
void draw_minimum_s8(Dice& dice, const Try& trial) { draw_extremum(lanewise_create_minimum_s8, dice, trial); }
void draw_maximum_s16(Dice& dice, const Try& trial) { draw_extremum(lanewise_create_maximum_s16, dice, trial); }
void draw_minimum_s16(Dice& dice, const Try& trial) { draw_extremum(lanewise_create_minimum_s16, dice, trial); }

void draw_prelu_s8(Dice& dice, const Try& trial) {
  const lanewise_broadcast b = draw_broadcast(dice);
  const lanewise_prelu_params params = {dice.zero_point(), dice.zero_point(), dice.zero_point(), dice.multiplier(),
      dice.shift(-31, 10), dice.multiplier(), dice.shift(-31, 10)};
  trial({lanewise_create_prelu_s8, with(&b, &params)});
}

void draw_mul_s8(Dice& dice, const Try& trial) { draw_mul(lanewise_create_mul_s8, false, dice, trial); }
void draw_add_s16(Dice& dice, const Try& trial) { draw_add(lanewise_create_add_s16, true, 15, dice, trial); }
void draw_sub_s16(Dice& dice, const Try& trial) { draw_add(lanewise_create_sub_s16, true, 15, dice, trial); }
void draw_mul_s16(Dice& dice, const Try& trial) { draw_mul(lanewise_create_mul_s16, true, dice, trial); }

namespace {

constexpr int32_t kHalf = 1 << 30;  // 0.5 in Q0.31
constexpr float kInfinity = std::numeric_limits<float>::infinity();

struct Shape {
  const char* name;
  lanewise_broadcast broadcast;
};

template <typename Parameters>
auto pair(const lanewise_broadcast& b, const Parameters& parameters) {
  return [=](auto function, lanewise_operator** op) { return function(&b, &parameters, op); };
}

auto extremum(const lanewise_broadcast& b) {
  return [=](auto function, lanewise_operator** op) { return function(&b, op); };
}

auto float_pair(const lanewise_broadcast& b, float minimum, float maximum) {
  return [=](auto function, lanewise_operator** op) { return function(&b, minimum, maximum, op); };
}

struct Binary {
  const char* name;
  int32_t function;
};

constexpr Binary kBinary[] = {{"sub", LANEWISE_SUB},         {"div", LANEWISE_DIV}, {"maximum", LANEWISE_MAXIMUM},
                              {"minimum", LANEWISE_MINIMUM}, {"pow", LANEWISE_POW}, {"prelu", LANEWISE_PRELU},
                              {"squared difference", LANEWISE_SQUARED_DIFFERENCE}, {"floor div", LANEWISE_FLOOR_DIV},
                              {"floor mod", LANEWISE_FLOOR_MOD}};

auto float_function(const lanewise_broadcast& b, int32_t of, float minimum, float maximum) {
  return [=](auto function, lanewise_operator** op) { return function(&b, of, minimum, maximum, op); };
}

constexpr Binary kIntegers[] = {{"add", LANEWISE_INTEGER_ADD},
                                {"and", LANEWISE_INTEGER_AND},
                                {"div", LANEWISE_INTEGER_DIV},
                                {"floor div", LANEWISE_INTEGER_FLOOR_DIV},
                                {"floor mod", LANEWISE_INTEGER_FLOOR_MOD},
                                {"maximum", LANEWISE_INTEGER_MAXIMUM},
                                {"minimum", LANEWISE_INTEGER_MINIMUM},
                                {"mul", LANEWISE_INTEGER_MUL},
                                {"or", LANEWISE_INTEGER_OR},
                                {"pow", LANEWISE_INTEGER_POW},
                                {"squared difference", LANEWISE_INTEGER_SQUARED_DIFFERENCE},
                                {"sub", LANEWISE_INTEGER_SUB}};

auto integer_function(const lanewise_broadcast& b, int32_t of, int32_t type) {
  const int64_t minimum = type == LANEWISE_BOOL ? 0 : INT32_MIN, maximum = type == LANEWISE_BOOL ? 255 : INT32_MAX;
  return [=](auto function, lanewise_operator** op) { return function(&b, of, type, minimum, maximum, op); };
}

struct Type {
  const char* name;
  int32_t type;
};

constexpr Type kCompared[] = {{"_f32", LANEWISE_F32},
                              {"_s16", LANEWISE_S16},
                              {"_s32", LANEWISE_S32},
                              {"_s64", LANEWISE_S64},
                              {"_u8", LANEWISE_U8}};

auto compare(const lanewise_broadcast& b, int32_t of, int32_t type) {
  return [=](auto function, lanewise_operator** op) { return function(&b, of, type, op); };
}

/** Scales of 1/2 and about 1/4. */
auto compare_scaled(const lanewise_broadcast& b, int32_t of) {
  return [=](auto function, lanewise_operator** op) { return function(&b, of, kHalf, 0, kHalf + 12345, -1, op); };
}

/** Values by turns, so that what is left and what is right are sometimes equal. */
auto compare_rescaled(const lanewise_broadcast& b, int32_t of) {
  return [=](auto function, lanewise_operator** op) {
    int32_t left[256], right[256];
    for (int32_t i = 0; i < 256; i++) {
      left[i] = i * 3;
      right[i] = i * 2;
    }
    return function(&b, of, static_cast<const int32_t*>(left), static_cast<const int32_t*>(right), op);
  };
}

std::vector<Sample> uneven() {
  constexpr lanewise_add_params kAdd = {1, -2, 3, kHalf, 0, 1518500250, -1, 1300000000, -18, 20, -128, 127};
  constexpr lanewise_add_params kSquare = {1, -2, 3, kHalf, 0, 1518500250, -1, 1300000000, -10, 7, -128, 127};
  constexpr lanewise_mul_params kMul = {1, -2, 3, 1300000000, -6, -128, 127};
  constexpr lanewise_mul_params kDiv = {1, -128, 3, 1300000000, 8, -128, 127};
  constexpr lanewise_prelu_params kPrelu = {1, -2, 3, 1300000000, 0, 1500000000, -6};
  constexpr lanewise_add_params kWideAdd = {0, 0, 0, kHalf, 0, 1518500250, -1, 1300000000, -14, 15, -30000, 30000};
  constexpr lanewise_mul_params kWideMul = {0, 0, 0, 1300000000, -14, -30000, 30000};
  constexpr lanewise_mul_params kWideDiv = {0, 0, 0, 1300000000, 12, -30000, 30000};
  std::vector<Sample> samples;
  for (const Shape& shape : {Shape{" of equal shapes", {1, {35001}, {1}, {1}}},
                             Shape{" by column", {2, {999, 33}, {33, 1}, {0, 1}}},
                             Shape{" by turns", {4, {3, 29, 7, 61}, {0, 61, 0, 1}, {427, 0, 61, 1}}},
                             Shape{" by row", {2, {350, 90}, {90, 1}, {1, 0}}},
                             Shape{" by colour", {2, {12001, 3}, {3, 1}, {0, 1}}}}) {
    const lanewise_broadcast& b = shape.broadcast;
    const std::string name = shape.name;
    samples.push_back({"add_s8" + name, {lanewise_create_add_s8, pair(b, kAdd)}});
    samples.push_back({"mul_s8" + name, {lanewise_create_mul_s8, pair(b, kMul)}});
    samples.push_back({"div_s8" + name, {lanewise_create_div_s8, pair(b, kDiv)}});
    samples.push_back({"sub_s8" + name, {lanewise_create_sub_s8, pair(b, kAdd)}});
    samples.push_back({"squared_difference_s8" + name, {lanewise_create_squared_difference_s8, pair(b, kSquare)}});
    samples.push_back({"maximum_s8" + name, {lanewise_create_maximum_s8, extremum(b)}});
    samples.push_back({"minimum_s8" + name, {lanewise_create_minimum_s8, extremum(b)}});
    samples.push_back({"prelu_s8" + name, {lanewise_create_prelu_s8, pair(b, kPrelu)}});
    samples.push_back({"add_s16" + name, {lanewise_create_add_s16, pair(b, kWideAdd)}});
    samples.push_back({"sub_s16" + name, {lanewise_create_sub_s16, pair(b, kWideAdd)}});
    samples.push_back({"mul_s16" + name, {lanewise_create_mul_s16, pair(b, kWideMul)}});
    samples.push_back({"div_s16" + name, {lanewise_create_div_s16, pair(b, kWideDiv)}});
    samples.push_back({"maximum_s16" + name, {lanewise_create_maximum_s16, extremum(b)}});
    samples.push_back({"minimum_s16" + name, {lanewise_create_minimum_s16, extremum(b)}});
    samples.push_back({"add_f32" + name, {lanewise_create_add_f32, float_pair(b, -5, 5)}});
    samples.push_back({"mul_f32" + name, {lanewise_create_mul_f32, float_pair(b, -5, 5)}});
    for (const Binary& binary : kBinary) {
      samples.push_back({binary.name + ("_f32" + name),
                         {lanewise_create_binary_f32, float_function(b, binary.function, -5, 5)}});
    }
    for (const Binary& binary : kIntegers) {
      for (int32_t type : {LANEWISE_S32, LANEWISE_S64}) {
        samples.push_back({binary.name + std::string(type == LANEWISE_S32 ? "_s32" : "_s64") + name,
                           {lanewise_create_binary_integers, integer_function(b, binary.function, type)}});
      }
    }
    for (int32_t comparison = LANEWISE_EQUAL; comparison <= LANEWISE_NOT_EQUAL; comparison++) {
      const std::string number = std::to_string(comparison);
      for (const Type& type : kCompared) {
        samples.push_back({"compare " + number + type.name + name,
                           {lanewise_create_compare, compare(b, comparison, type.type)}});
      }
      samples.push_back({"compare " + number + "_s8" + name,
                         {lanewise_create_compare_s8, compare_rescaled(b, comparison)}});
      samples.push_back({"compare " + number + "_s16, scaled" + name,
                         {lanewise_create_compare_s16, compare_scaled(b, comparison)}});
    }
    samples.push_back({"or_bool" + name,
                       {lanewise_create_binary_integers, integer_function(b, LANEWISE_INTEGER_OR, LANEWISE_BOOL)}});
  }
  for (int32_t bytes : {1, 2, 4, 8}) {
    samples.push_back({"select, bytes " + std::to_string(bytes), {lanewise_create_select, with(35001, bytes)}});
  }
  return samples;
}

std::vector<MeasuredSample> measured() {
  constexpr int32_t kElements = 16 * 16 * 32;
  constexpr lanewise_add_params kAdd = {-5, 7, 3, kHalf, 0, kHalf + 12345, -1, kHalf, -18, 20, -128, 127};
  constexpr lanewise_add_params kSquare = {-5, 7, 3, kHalf, 0, kHalf + 12345, -1, kHalf, -10, 7, -128, 127};
  constexpr lanewise_mul_params kMul = {-5, 7, 3, kHalf + 12345, -6, -128, 127};
  constexpr lanewise_prelu_params kPrelu = {-5, 7, 3, kHalf + 12345, 1, kHalf + 12345, -6};
  constexpr lanewise_add_params kWideAdd = {0, 0, 0, kHalf, 0, kHalf + 12345, -1, kHalf, -13, 15, -32768, 32767};
  constexpr lanewise_mul_params kWideMul = {0, 0, 0, kHalf + 12345, -14, -32768, 32767};
  constexpr lanewise_mul_params kDiv = {-5, 7, 3, kHalf + 12345, 8, -128, 127};
  constexpr lanewise_mul_params kWideDiv = {0, 0, 0, kHalf + 12345, 14, -32768, 32767};
  std::vector<MeasuredSample> samples;
  for (const Shape& shape :
       {Shape{"16x16x32", {1, {kElements}, {1}, {1}}}, Shape{"16x16x32 + 32", {2, {256, 32}, {32, 1}, {0, 1}}},
        Shape{"16x16x32 + 1", {1, {kElements}, {1}, {0}}},
        Shape{"16x16x32 + 16x16x1", {2, {256, 32}, {32, 1}, {1, 0}}},
        Shape{"32x64x4 + 4", {2, {2048, 4}, {4, 1}, {0, 1}}}}) {
    const lanewise_broadcast& b = shape.broadcast;
    const std::string name = shape.name;
    samples.push_back({"add " + name, kElements, {lanewise_create_add_s8, pair(b, kAdd)}});
    samples.push_back({"mul " + name, kElements, {lanewise_create_mul_s8, pair(b, kMul)}});
    samples.push_back({"sub " + name, kElements, {lanewise_create_sub_s8, pair(b, kAdd)}});
    samples.push_back({"squared_difference " + name, kElements,
                       {lanewise_create_squared_difference_s8, pair(b, kSquare)}});
    samples.push_back({"maximum " + name, kElements, {lanewise_create_maximum_s8, extremum(b)}});
    samples.push_back({"minimum " + name, kElements, {lanewise_create_minimum_s8, extremum(b)}});
    samples.push_back({"prelu " + name, kElements, {lanewise_create_prelu_s8, pair(b, kPrelu)}});
    samples.push_back({"add f32 " + name, kElements, {lanewise_create_add_f32, float_pair(b, -kInfinity, kInfinity)}});
    samples.push_back({"mul f32 " + name, kElements, {lanewise_create_mul_f32, float_pair(b, -kInfinity, kInfinity)}});
    for (const Binary& binary : kBinary) {
      samples.push_back({binary.name + (" f32 " + name), kElements,
                         {lanewise_create_binary_f32, float_function(b, binary.function, -kInfinity, kInfinity)}});
    }
    for (const Binary& binary : kIntegers) {
      samples.push_back({binary.name + (" s32 " + name), kElements,
                         {lanewise_create_binary_integers, integer_function(b, binary.function, LANEWISE_S32)}});
    }
    samples.push_back({"less f32 " + name, kElements,
                       {lanewise_create_compare, compare(b, LANEWISE_LESS, LANEWISE_F32)}});
    samples.push_back({"less s8 " + name, kElements, {lanewise_create_compare_s8, compare_rescaled(b, LANEWISE_LESS)}});
  }
  const lanewise_broadcast flat = {1, {kElements}, {1}, {1}};
  samples.push_back({"add s16 16x16x32", kElements, {lanewise_create_add_s16, pair(flat, kWideAdd)}});
  samples.push_back({"sub s16 16x16x32", kElements, {lanewise_create_sub_s16, pair(flat, kWideAdd)}});
  samples.push_back({"mul s16 16x16x32", kElements, {lanewise_create_mul_s16, pair(flat, kWideMul)}});
  samples.push_back({"div 16x16x32", kElements, {lanewise_create_div_s8, pair(flat, kDiv)}});
  samples.push_back({"div s16 16x16x32", kElements, {lanewise_create_div_s16, pair(flat, kWideDiv)}});
  samples.push_back({"equal s16 16x16x32", kElements,
                     {lanewise_create_compare_s16, compare_scaled(flat, LANEWISE_EQUAL)}});
  samples.push_back({"maximum s16 16x16x32", kElements, {lanewise_create_maximum_s16, extremum(flat)}});
  samples.push_back({"minimum s16 16x16x32", kElements, {lanewise_create_minimum_s16, extremum(flat)}});
  samples.push_back({"select 16x16x32", kElements, {lanewise_create_select, with(kElements, 1)}});
  samples.push_back({"select f32 16x16x32", kElements, {lanewise_create_select, with(kElements, 4)}});
  return samples;
}

}  // namespace

const Family kElementwise = {measured, uneven};

}  // namespace lanewise::samples

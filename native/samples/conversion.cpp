// SPDX-License-Identifier: Apache-2.0
#include "samples/families.h"
#include "samples/functions.h"

namespace lanewise::samples {
namespace {

template <typename Function>
void draw_conversion(Function function, Dice& dice, const Try& trial) {
  const int32_t count = dice.size(200), zero_point = dice.zero_point();
  const float scale = dice.real();
  trial({function, with(count, scale, zero_point)});
}

}  // namespace

void draw_quantize_f32_s8(Dice& dice, const Try& trial) {
  draw_conversion(lanewise_create_quantize_f32_s8, dice, trial);
}

void draw_quantize_even_f32_s8(Dice& dice, const Try& trial) {
  draw_conversion(lanewise_create_quantize_even_f32_s8, dice, trial);
}

void draw_dequantize_s8_f32(Dice& dice, const Try& trial) {
  draw_conversion(lanewise_create_dequantize_s8_f32, dice, trial);
}

void draw_quantize_f32_s16(Dice& dice, const Try& trial) {
  const int32_t count = dice.size(200);
  const float scale = dice.real();
  trial({lanewise_create_quantize_f32_s16, with(count, scale)});
}

void draw_dequantize_s16_f32(Dice& dice, const Try& trial) {
  const int32_t count = dice.size(200);
  const float scale = dice.real();
  trial({lanewise_create_dequantize_s16_f32, with(count, scale)});
}

namespace {

/** Which sides are int16. */
struct Wide {
  bool input, output;
};

template <typename Function>
void draw_requantization(Function function, Wide wide, Dice& dice, const Try& trial) {
  const int32_t count = dice.size(200);
  Exact<int32_t> multiplier(1), shift(1);
  multiplier[0] = dice.multiplier();
  shift[0] = dice.shift(-31, 10);
  const lanewise_requantization requantization = {zero_point(wide.input, dice), zero_point(wide.output, dice),
      dice.mostly(wide.output ? -32768 : -128), dice.mostly(wide.output ? 32767 : 127), multiplier.data(),
      shift.data(), nullptr};
  trial({function, with(count, &requantization)});
}

}  // namespace

void draw_requantize_s8(Dice& dice, const Try& trial) {
  draw_requantization(lanewise_create_requantize_s8, {false, false}, dice, trial);
}

void draw_requantize_s16(Dice& dice, const Try& trial) {
  draw_requantization(lanewise_create_requantize_s16, {true, true}, dice, trial);
}

void draw_requantize_s16_s8(Dice& dice, const Try& trial) {
  draw_requantization(lanewise_create_requantize_s16_s8, {true, false}, dice, trial);
}

void draw_requantize_s8_s16(Dice& dice, const Try& trial) {
  draw_requantization(lanewise_create_requantize_s8_s16, {false, true}, dice, trial);
}

void draw_cast(Dice& dice, const Try& trial) {
  const int32_t count = dice.size(200), from = dice.mostly(dice.between(LANEWISE_BOOL, LANEWISE_U8));
  const int32_t to = dice.mostly(dice.between(LANEWISE_BOOL, LANEWISE_U8));
  trial({lanewise_create_cast, with(count, from, to)});
}

namespace {

constexpr const char* kTypes[] = {"bool", "f32", "s8", "s16", "s32", "s64", "u8"};  // as lanewise_type

/** The one multiplier and its shift take the place of those that the requantization leaves out. */
auto requantize(int32_t count, lanewise_requantization requantization, int32_t multiplier, int32_t shift) {
  return [=](auto function, lanewise_operator** op) {
    lanewise_requantization r = requantization;
    r.multipliers = &multiplier;
    r.shifts = &shift;
    return function(count, &r, op);
  };
}

std::vector<Sample> uneven() {
  constexpr int32_t kCount = 35003;
  const auto call = requantize(kCount, {3, -4, -100, 100, nullptr, nullptr, nullptr}, 1500000000, -1);
  const auto wide = requantize(kCount, {0, 0, -30000, 30000, nullptr, nullptr, nullptr}, 1500000000, -1);
  const auto narrow = requantize(kCount, {0, -4, -100, 100, nullptr, nullptr, nullptr}, 1500000000, -9);
  const auto widen = requantize(kCount, {3, 0, -30000, 30000, nullptr, nullptr, nullptr}, 1500000000, 7);
  std::vector<Sample> samples = {
      {"quantize_f32_s8", {lanewise_create_quantize_f32_s8, with(kCount, 0.05f, 3)}},
      {"quantize_even_f32_s8", {lanewise_create_quantize_even_f32_s8, with(kCount, 0.05f, 3)}},
      {"dequantize_s8_f32", {lanewise_create_dequantize_s8_f32, with(kCount, 0.05f, 3)}},
      {"requantize_s8", {lanewise_create_requantize_s8, call}},
      {"quantize_f32_s16", {lanewise_create_quantize_f32_s16, with(kCount, 0.001f)}},
      {"dequantize_s16_f32", {lanewise_create_dequantize_s16_f32, with(kCount, 0.001f)}},
      {"requantize_s16", {lanewise_create_requantize_s16, wide}},
      {"requantize_s16_s8", {lanewise_create_requantize_s16_s8, narrow}},
      {"requantize_s8_s16", {lanewise_create_requantize_s8_s16, widen}}};
  for (int32_t from = LANEWISE_BOOL; from <= LANEWISE_U8; from++) {
    for (int32_t to = LANEWISE_BOOL; to <= LANEWISE_U8; to++) {
      samples.push_back({std::string("cast_") + kTypes[from] + '_' + kTypes[to],
                         {lanewise_create_cast, with(kCount, from, to)}});
    }
  }
  return samples;
}

std::vector<MeasuredSample> measured() {
  constexpr int32_t kCount = 8192, kF32 = LANEWISE_F32, kS32 = LANEWISE_S32, kS64 = LANEWISE_S64, kU8 = LANEWISE_U8;
  const auto call = requantize(kCount, {-5, 3, -128, 127, nullptr, nullptr, nullptr}, (1 << 30) + 12345, 1);
  const auto wide = requantize(kCount, {0, 0, -32768, 32767, nullptr, nullptr, nullptr}, (1 << 30) + 12345, -1);
  const auto narrow = requantize(kCount, {0, 3, -128, 127, nullptr, nullptr, nullptr}, (1 << 30) + 12345, -8);
  const auto widen = requantize(kCount, {-5, 0, -32768, 32767, nullptr, nullptr, nullptr}, (1 << 30) + 12345, 8);
  return {{"quantize 8192", kCount, {lanewise_create_quantize_f32_s8, with(kCount, 0.05f, -5)}},
          {"quantize even 8192", kCount, {lanewise_create_quantize_even_f32_s8, with(kCount, 0.05f, -5)}},
          {"dequantize 8192", kCount, {lanewise_create_dequantize_s8_f32, with(kCount, 0.05f, -5)}},
          {"requantize 8192", kCount, {lanewise_create_requantize_s8, call}},
          {"quantize s16 8192", kCount, {lanewise_create_quantize_f32_s16, with(kCount, 0.001f)}},
          {"dequantize s16 8192", kCount, {lanewise_create_dequantize_s16_f32, with(kCount, 0.001f)}},
          {"requantize s16 8192", kCount, {lanewise_create_requantize_s16, wide}},
          {"requantize s16 s8 8192", kCount, {lanewise_create_requantize_s16_s8, narrow}},
          {"requantize s8 s16 8192", kCount, {lanewise_create_requantize_s8_s16, widen}},
          {"cast f32 s32 8192", kCount, {lanewise_create_cast, with(kCount, kF32, kS32)}},
          {"cast s32 f32 8192", kCount, {lanewise_create_cast, with(kCount, kS32, kF32)}},
          {"cast s64 s32 8192", kCount, {lanewise_create_cast, with(kCount, kS64, kS32)}},
          {"cast u8 f32 8192", kCount, {lanewise_create_cast, with(kCount, kU8, kF32)}}};
}

}  // namespace

const Family kConversion = {measured, uneven};

}  // namespace lanewise::samples

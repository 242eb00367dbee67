// SPDX-License-Identifier: Apache-2.0
#include "samples/families.h"
#include "samples/functions.h"

namespace lanewise::samples {
namespace {

lanewise_resize draw_resize(Dice& dice) {
  const int32_t batch = dice.size(3), channels = dice.size(20);
  const int32_t input_height = dice.size(9), input_width = dice.size(9);
  const int32_t output_height = dice.size(12), output_width = dice.size(12);
  const uint8_t grid = dice.byte();
  return {batch, channels, input_height, input_width, output_height, output_width, grid % 16 % 3 == 1, grid % 16 >= 12};
}

template <typename Function>
void draw_bilinear(Function function, Dice& dice, const Try& trial) {
  const lanewise_resize resize = draw_resize(dice);
  trial({function, with(&resize)});
}

}  // namespace

void draw_resize_nearest(Dice& dice, const Try& trial) {
  const lanewise_resize resize = draw_resize(dice);
  const int32_t bytes = dice.mostly(1 << dice.between(0, 3));
  trial({lanewise_create_resize_nearest, with(&resize, bytes)});
}

void draw_resize_bilinear_s8(Dice& dice, const Try& trial) {
  draw_bilinear(lanewise_create_resize_bilinear_s8, dice, trial);
}

void draw_resize_bilinear_u8(Dice& dice, const Try& trial) {
  draw_bilinear(lanewise_create_resize_bilinear_u8, dice, trial);
}

void draw_resize_bilinear_f32(Dice& dice, const Try& trial) {
  draw_bilinear(lanewise_create_resize_bilinear_f32, dice, trial);
}

namespace {

auto bilinear(const lanewise_resize& resize) {
  return [=](auto function, lanewise_operator** op) { return function(&resize, op); };
}

auto nearest(const lanewise_resize& resize, int32_t bytes) {
  return [=](auto function, lanewise_operator** op) { return function(&resize, bytes, op); };
}

std::vector<Sample> uneven() {
  std::vector<Sample> samples;
  for (int32_t channels : {3, 21}) {
    const std::string name = " of " + std::to_string(channels);
    const lanewise_resize resize = {2, channels, 17, 23, 61, 53, 0, 1};
    samples.push_back({"resize_nearest" + name, {lanewise_create_resize_nearest, nearest(resize, 2)}});
    samples.push_back({"resize_bilinear_s8" + name, {lanewise_create_resize_bilinear_s8, bilinear(resize)}});
    samples.push_back({"resize_bilinear_u8" + name, {lanewise_create_resize_bilinear_u8, bilinear(resize)}});
    samples.push_back({"resize_bilinear_f32" + name, {lanewise_create_resize_bilinear_f32, bilinear(resize)}});
  }
  return samples;
}

// To twice the size, as between the levels of a feature pyramid.
std::vector<MeasuredSample> measured() {
  constexpr lanewise_resize kTwice = {1, 32, 12, 12, 24, 24, 0, 1};
  constexpr int64_t kElements = 24 * 24 * 32;
  return {{"resize_nearest 12x12x32", kElements, {lanewise_create_resize_nearest, nearest(kTwice, 1)}},
          {"resize_bilinear 12x12x32", kElements, {lanewise_create_resize_bilinear_s8, bilinear(kTwice)}},
          {"resize_bilinear u8 12x12x32", kElements, {lanewise_create_resize_bilinear_u8, bilinear(kTwice)}},
          {"resize_bilinear f32 12x12x32", kElements, {lanewise_create_resize_bilinear_f32, bilinear(kTwice)}}};
}

}  // namespace

const Family kResize = {measured, uneven};

}  // namespace lanewise::samples

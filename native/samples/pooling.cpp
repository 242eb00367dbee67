// SPDX-License-Identifier: Apache-2.0
#include <limits>
#include <type_traits>

#include "samples/draw_window.h"
#include "samples/families.h"
#include "samples/functions.h"
#include "samples/window.h"

namespace lanewise::samples {
namespace {

/** The bounds are `Bound`: int32_t or float, those of int16 where `wide`. */
template <typename Bound, typename Function>
void draw_pool(Function function, Dice& dice, const Try& trial, bool wide = false) {
  const lanewise_window w = draw_window(dice, Windowed::kPool);
  Bound minimum, maximum;
  if constexpr (std::is_same_v<Bound, float>) {
    minimum = dice.real(), maximum = dice.real();
  } else {
    minimum = dice.mostly(dice.between(-128, 0)), maximum = dice.mostly(dice.between(0, 127));
    if (wide && dice.one_in(2)) minimum = INT16_MIN, maximum = INT16_MAX;
  }
  trial({function, with(&w, minimum, maximum)});
}

}  // namespace

void draw_average_pool2d_s8(Dice& dice, const Try& trial) {
  draw_pool<int32_t>(lanewise_create_average_pool2d_s8, dice, trial);
}

void draw_max_pool2d_s8(Dice& dice, const Try& trial) {
  draw_pool<int32_t>(lanewise_create_max_pool2d_s8, dice, trial);
}

void draw_average_pool2d_u8(Dice& dice, const Try& trial) {
  draw_pool<int32_t>(lanewise_create_average_pool2d_u8, dice, trial);
}

void draw_average_pool2d_s16(Dice& dice, const Try& trial) {
  draw_pool<int32_t>(lanewise_create_average_pool2d_s16, dice, trial, true);
}

void draw_max_pool2d_s16(Dice& dice, const Try& trial) {
  draw_pool<int32_t>(lanewise_create_max_pool2d_s16, dice, trial, true);
}

void draw_average_pool2d_f32(Dice& dice, const Try& trial) {
  draw_pool<float>(lanewise_create_average_pool2d_f32, dice, trial);
}

void draw_max_pool2d_f32(Dice& dice, const Try& trial) {
  draw_pool<float>(lanewise_create_max_pool2d_f32, dice, trial);
}

namespace {

template <typename Bound>
auto pool(const lanewise_window& w, Bound minimum, Bound maximum) {
  return [=](auto function, lanewise_operator** op) { return function(&w, minimum, maximum, op); };
}

std::vector<Sample> uneven() {
  lanewise_window w = make_window({41, 43}, 40, 40, {3, 3}, {2, 2}, true);
  w.batch = 2;
  return {{"average_pool2d_s8", {lanewise_create_average_pool2d_s8, pool(w, -100, 100)}},
          {"max_pool2d_s8", {lanewise_create_max_pool2d_s8, pool(w, -100, 100)}},
          {"average_pool2d_u8", {lanewise_create_average_pool2d_u8, pool(w, -100, 100)}},
          {"average_pool2d_s16", {lanewise_create_average_pool2d_s16, pool(w, -30000, 30000)}},
          {"max_pool2d_s16", {lanewise_create_max_pool2d_s16, pool(w, -30000, 30000)}},
          {"average_pool2d_f32", {lanewise_create_average_pool2d_f32, pool(w, -9.0f, 9.0f)}},
          {"max_pool2d_f32", {lanewise_create_max_pool2d_f32, pool(w, -9.0f, 9.0f)}}};
}

std::vector<MeasuredSample> measured() {
  struct Pool {
    const char* name;
    lanewise_window window;
  };
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  std::vector<MeasuredSample> samples;
  for (const Pool& p :
       {Pool{"2x2 stride 2 32x32x16", valid_window(32, 16, 2, 2)},
        Pool{"3x3 stride 2 24x24x32", same_window(24, 32, 32, 3, 2)}, Pool{"8x8 8x8x64", valid_window(8, 64, 8, 8)}}) {
    const auto add = [&](const std::string& kind, Call call) {
      samples.push_back({kind + " " + p.name, output_elements(p.window), std::move(call)});
    };
    add("average_pool2d", {lanewise_create_average_pool2d_s8, pool(p.window, -128, 127)});
    add("max_pool2d", {lanewise_create_max_pool2d_s8, pool(p.window, -128, 127)});
    add("average_pool2d u8", {lanewise_create_average_pool2d_u8, pool(p.window, -128, 127)});
    add("average_pool2d s16", {lanewise_create_average_pool2d_s16, pool(p.window, -32768, 32767)});
    add("max_pool2d s16", {lanewise_create_max_pool2d_s16, pool(p.window, -32768, 32767)});
    add("average_pool2d f32", {lanewise_create_average_pool2d_f32, pool(p.window, -kInfinity, kInfinity)});
    add("max_pool2d f32", {lanewise_create_max_pool2d_f32, pool(p.window, -kInfinity, kInfinity)});
  }
  return samples;
}

}  // namespace

const Family kPooling = {measured, uneven};

}  // namespace lanewise::samples

// SPDX-License-Identifier: Apache-2.0
#include "resize/positions.h"

#include <algorithm>

namespace lanewise {
namespace {

int32_t round_down(double x) {
  const auto integer = static_cast<int32_t>(x);
  return integer - (x < integer ? 1 : 0);
}

/** Of one output cell's width, in input cells. */
float float_scale(const Axis& axis) {
  return axis.align_corners && axis.output > 1
             ? static_cast<float>(axis.input - 1) / static_cast<float>(axis.output - 1)
             : static_cast<float>(axis.input) / static_cast<float>(axis.output);
}

int32_t fixed_point_scale(const Axis& axis) {
  return axis.align_corners && axis.output > 1
             ? (kOneCell * (axis.input - 1) + (axis.output - 1) / 2) / (axis.output - 1)
             : (kOneCell * axis.input + axis.output / 2) / axis.output;
}

}  // namespace

int32_t nearest_cell(const Axis& axis, int32_t i) {
  const float position = (static_cast<float>(i) + (axis.half_pixel_centers ? 0.5f : 0.0f)) * float_scale(axis);
  const int32_t cell = round_down(axis.align_corners ? double{position} + 0.5 : double{position});
  return std::max(0, std::min(axis.input - 1, cell));
}

void between_cells(const Axis& axis, int32_t i, Between<int16_t>* result) {
  const int32_t scale = fixed_point_scale(axis);
  const int32_t position = i * scale + (axis.half_pixel_centers ? scale / 2 - kOneCell / 2 : 0);
  result->lower = std::min(axis.input - 1, std::max(position / kOneCell, 0));
  result->upper = std::max(0, std::min((position + kOneCell - 1) / kOneCell, axis.input - 1));
  // Beyond the outermost cells both are the same, and any fraction gives their value.
  result->fraction =
      static_cast<int16_t>(result->lower == result->upper ? 0 : position - kOneCell * result->lower);
}

void between_cells(const Axis& axis, int32_t i, Between<float>* result) {
  const float scale = float_scale(axis), cell = static_cast<float>(i);
  const float position = axis.half_pixel_centers ? (cell + 0.5f) * scale - 0.5f : cell * scale;
  result->lower = std::min(axis.input - 1, std::max(round_down(position), 0));
  result->upper = std::max(0, std::min(-round_down(-position), axis.input - 1));
  result->fraction = position - static_cast<float>(result->lower);
}

}  // namespace lanewise

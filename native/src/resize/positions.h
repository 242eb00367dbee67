// SPDX-License-Identifier: Apache-2.0
// Where the cells of a resized image lie in the input, along one dimension: TFLite's arithmetic, to the last bit
// (kernels/internal/reference/resize_nearest_neighbor.h and resize_bilinear.h).
#ifndef LANEWISE_RESIZE_POSITIONS_H_
#define LANEWISE_RESIZE_POSITIONS_H_

#include "lanewise.h"

namespace lanewise {

/** One dimension of a resize. */
struct Axis {
  int32_t input, output;
  bool align_corners, half_pixel_centers;
};

/** Between which two cells an output cell lies, and how near the upper one, which is 1 away. */
template <typename Fraction>
struct Between {
  int32_t lower, upper;
  Fraction fraction;
};

/** Which cell is nearest to output cell i. */
int32_t nearest_cell(const Axis& axis, int32_t i);

/** In units of 2^-10: 0 to 1023. */
constexpr int32_t kOneCell = 1 << 10;
void between_cells(const Axis& axis, int32_t i, Between<int16_t>* result);
void between_cells(const Axis& axis, int32_t i, Between<float>* result);

}  // namespace lanewise

#endif  // LANEWISE_RESIZE_POSITIONS_H_

// SPDX-License-Identifier: Apache-2.0
#ifndef LANEWISE_RESIZE_FLOAT_WEIGHTS_H_
#define LANEWISE_RESIZE_FLOAT_WEIGHTS_H_

#include "cpu/neon.h"

namespace lanewise {

/** How much each of the four cells around an output cell counts in float32: what a `Blend` (resize_bilinear.h) that
 *  blends floats is made of and moves. */
struct FloatWeights {
  using Fraction = float;

  float32x4_t left, right, upper, lower;

  explicit FloatWeights(float down) : upper(vdupq_n_f32(1 - down)), lower(vdupq_n_f32(down)) {}

  void move(float across) {
    left = vdupq_n_f32(1 - across);
    right = vdupq_n_f32(across);
  }
};

}  // namespace lanewise

#endif  // LANEWISE_RESIZE_FLOAT_WEIGHTS_H_

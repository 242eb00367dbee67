// SPDX-License-Identifier: Apache-2.0
// Calls of create functions with parameters by dice: what the draws share. Each is in its family's file.
#ifndef LANEWISE_SAMPLES_DRAW_H_
#define LANEWISE_SAMPLES_DRAW_H_

#include <cmath>
#include <functional>
#include <initializer_list>

#include "samples/dice.h"
#include "samples/sample.h"

namespace lanewise::samples {

/** What is done with a call. Its arguments live no longer. */
using Try = std::function<void(const Call&)>;

/** Draws parameters for one create function and tries the call; does not where arrays would be larger than a test has
 *  memory for. */
using Draw = void(Dice& dice, const Try& trial);

constexpr size_t kMostElements = 1 << 16;

/** Elements of an array with these sizes, of which one that is not positive asks for none; SIZE_MAX for too many. */
inline size_t elements(std::initializer_list<int32_t> sizes) {
  size_t product = 1;
  for (int32_t size : sizes) {
    if (size <= 0) return 0;
    if (static_cast<size_t>(size) > kMostElements / product) return SIZE_MAX;
    product *= static_cast<size_t>(size);
  }
  return product;
}

/** Factors as they must be; now and then those behind some stay as they are. */
template <typename T>
void make_positive(const Exact<T>& factors, Dice& dice) {
  for (size_t c = 0; c < factors.count() && !dice.one_in(16); c++) factors[c] = std::abs(factors[c]);
}

/** One for each channel, now and then one that is none. */
inline Exact<int32_t> draw_zero_points(size_t channels, Dice& dice) {
  Exact<int32_t> zero_points(channels);
  for (size_t c = 0; c < channels; c++) zero_points[c] = c < 4 ? dice.zero_point() : zero_points[c % 4];
  return zero_points;
}

/** Of int16 it is 0. */
inline int32_t zero_point(bool wide, Dice& dice) { return wide ? dice.mostly(0) : dice.zero_point(); }

}  // namespace lanewise::samples

#endif  // LANEWISE_SAMPLES_DRAW_H_

// SPDX-License-Identifier: Apache-2.0
// The functions of calls.cpp, each in the file of its family, and what they share.
#ifndef LANEWISE_FUZZ_FUNCTIONS_H_
#define LANEWISE_FUZZ_FUNCTIONS_H_

#include <cmath>
#include <initializer_list>

#include "calls.h"

namespace lanewise::fuzz {

/** Draws parameters for the create function of its name and tries it. */
using Draw = void(Dice& dice, const Try& trial);

#define LANEWISE_FUNCTION(name) Draw name;
#include "functions.inc"
#undef LANEWISE_FUNCTION

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

/** Of int16 it is 0. */
inline int32_t zero_point(bool wide, Dice& dice) { return wide ? dice.mostly(0) : dice.zero_point(); }

}  // namespace lanewise::fuzz

#endif  // LANEWISE_FUZZ_FUNCTIONS_H_

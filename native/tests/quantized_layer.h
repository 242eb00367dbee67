// SPDX-License-Identifier: Apache-2.0
// Random weights, bias and requantization of an int8 layer, scaled so that its outputs spread over the int8 range.
#pragma once

#include "lanewise.h"
#include "random_values.h"

namespace lanewise::testing {

/** What the weights hold: whether kernels that need the proof may be chosen. */
enum class Weights { kProven, kWithMinus128, kAllMinus128 };

/** Which way the channels' shifts go, or that they are factors of double or float. */
enum class Shifts { kRight, kMixed, kDouble, kFloat };

/** How an output shows its sum, for each scaling that kernels have code for. */
struct Showing {
  Shifts shifts;
  int zero_point;  // -128 with kRight is the scaling of a fused RELU
  int lowest;      // the sum from which on 256 sums show
};

/** By kRight an output is the zero point plus half of the sum, rounded up: a sum is known by that and by what the next
 *  shows. */
constexpr Showing kShowings[] = {{Shifts::kMixed, 0, -128},  {Shifts::kDouble, 0, -128}, {Shifts::kFloat, 0, -128},
                                 {Shifts::kRight, -127, 1},  {Shifts::kRight, -127, 2},  {Shifts::kRight, -128, 1},
                                 {Shifts::kRight, -128, 2}};

/** Of weights [columns][products]. */
struct Block {
  size_t columns, products;
};

struct QuantizedLayer {
  std::vector<int8_t> weights;
  std::vector<int32_t> bias, multipliers, shifts;
  std::vector<int32_t> zero_points;  // of the weights; empty where they have none
  std::vector<float> float_factors;
  std::vector<double> factors;  // what multipliers and shifts stand for; powers of two among them, for the sake of ties
  lanewise_requantization requantization;

  QuantizedLayer(Random& random, size_t channels, size_t products, Weights kind, Shifts shift_kind);

  /** Gives the weights of each channel a zero point of its own, both ends of the range among them. */
  void make_asymmetric(Random& random);

  /** Makes this share of all blocks zero, whichever. */
  void put_zeros(Random& random, size_t products, const Block& block, int percent);

  const int32_t* zero_points_or_null() const { return zero_points.empty() ? nullptr : zero_points.data(); }

  int32_t zero_point(size_t channel) const { return zero_points.empty() ? 0 : zero_points[channel]; }

  /** Scales, and puts the sums without bias into the 256 that show, where they are `spread` - 128 to `spread` + 127. */
  void show_sums(const Showing& showing, const std::vector<int32_t>& spread);

  /** Whether the output tells a sum from the one before and behind it, or by kRight from one of them. */
  static bool shows(const Showing& showing, int32_t sum) { return sum >= showing.lowest && sum < showing.lowest + 256; }

  /** What becomes of a sum, by the factors of float: ties to even. */
  int by_float(size_t channel, int32_t sum) const;
};

}  // namespace lanewise::testing

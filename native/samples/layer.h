// SPDX-License-Identifier: Apache-2.0
#ifndef LANEWISE_SAMPLES_LAYER_H_
#define LANEWISE_SAMPLES_LAYER_H_

#include <cmath>
#include <vector>

#include "lanewise.h"
#include "samples/bits.h"

namespace lanewise::samples {

/** What requantization knows of a layer's output. */
enum class Output { kRectified, kGeneral };

/** What the weights allow: the kernels that need the proof, or only the others. */
enum class Weights { kProven, kWithMinus128 };

/** Weights and scaling of an int8 layer, whose outputs spread over the int8 range. */
struct Layer {
  std::vector<int8_t> weights;
  std::vector<int32_t> bias, multipliers, shifts;
  std::vector<double> factors;
  lanewise_requantization requantization;
  lanewise_dense_scaling scaling;

  Layer(size_t channels, size_t products, Output output, Weights kind = Weights::kProven) {
    Bits bits;
    weights.resize(channels * products);
    for (int8_t& weight : weights) weight = bits.proven_weight();
    if (kind == Weights::kWithMinus128) weights[0] = -128;
    bias.assign(channels, 1000);
    // Accumulators spread by 74 * 74 * sqrt(products): bring that to some 40.
    const double factor = 40 / (74 * 74 * std::sqrt(static_cast<double>(products)));
    int exponent;
    const double fraction = std::frexp(factor, &exponent);
    multipliers.assign(channels, static_cast<int32_t>(fraction * 2147483648.0));
    shifts.assign(channels, exponent);
    factors.assign(channels, factor);
    const int32_t zero_point = output == Output::kRectified ? -128 : 3;
    requantization = {-5, zero_point, -128, 127, multipliers.data(), shifts.data(), nullptr};
    scaling = {-5, zero_point, -128, 127, factors.data()};
  }
  Layer(const Layer&) = delete;

  /** Gives each channel its own bias and scale. */
  void make_channels_differ() {
    Bits bits;
    for (size_t c = 0; c < bias.size(); c++) {
      bias[c] = static_cast<int32_t>(bits.next() % 40001) - 20000;
      multipliers[c] = static_cast<int32_t>((1u << 30) + (bits.next() >> 2));
      shifts[c] += static_cast<int32_t>(c % 3) - 1;
      factors[c] = std::ldexp(multipliers[c] / 2147483648.0, shifts[c]);
    }
  }

  /** Makes this share of all blocks of 16 channels by 16 products zero, evenly spread. */
  void prune(size_t percent) {
    const size_t products = weights.size() / bias.size(), blocks = (products + 15) / 16;
    for (size_t at = 0; at < weights.size(); at++) {
      const size_t block = at / products / 16 * blocks + at % products / 16;
      if (block * percent / 100 != (block + 1) * percent / 100) weights[at] = 0;
    }
  }

  static constexpr int32_t kWeightZeroPoint = 7;

  /** Makes the weights those of a model of uint8: nearly all near the zero point, and one as far away as can be. */
  void spread_unevenly() {
    for (int8_t& weight : weights) weight = static_cast<int8_t>(weight / 4 + kWeightZeroPoint);
    weights[0] = -128;
  }

  /** Makes the scaling that of int16: no zero points, outputs as wide. */
  void widen() {
    requantization.input_zero_point = requantization.output_zero_point = 0;
    scaling.input_zero_point = scaling.output_zero_point = 0;
    requantization.output_minimum = scaling.output_minimum = INT16_MIN;
    requantization.output_maximum = scaling.output_maximum = INT16_MAX;
  }

  /** As int16 layers take it. */
  std::vector<int64_t> wide_bias() const { return {bias.begin(), bias.end()}; }
};

}  // namespace lanewise::samples

#endif  // LANEWISE_SAMPLES_LAYER_H_

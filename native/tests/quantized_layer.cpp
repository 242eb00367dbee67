// SPDX-License-Identifier: Apache-2.0
#include "quantized_layer.h"

#include <algorithm>
#include <cmath>

namespace lanewise::testing {

QuantizedLayer::QuantizedLayer(Random& random, size_t channels, size_t products, Weights kind, Shifts shift_kind) {
  size_t count = channels * products;
  weights = random.int8s(count, kind == Weights::kProven ? -127 : -128, 127);
  if (kind == Weights::kAllMinus128) weights.assign(count, -128);
  bias = random.int32s(channels, -20000, 20000);
  multipliers = random.int32s(channels, 1 << 30, INT32_MAX);
  // The accumulator's spread is about 74 * 74 * sqrt(products): bring it to some 100.
  int right = static_cast<int>(std::lround(std::log2(55.0 * std::sqrt(static_cast<double>(products)))));
  shifts = random.int32s(channels, -right - 1, -right + 1);
  if (shift_kind == Shifts::kMixed) {
    for (size_t c = 0; c < channels; c += 3) shifts[c] = random.between(0, 3);
  }
  for (size_t c = 0; c < channels; c++) {
    factors.push_back(std::ldexp(c % 2 == 0 ? 0.5 : multipliers[c] / 2147483648.0, shifts[c]));
  }
  float_factors.assign(factors.begin(), factors.end());
  requantization = {random.between(-128, 127),
                    random.between(-128, 127),
                    -128,
                    127,
                    multipliers.data(),
                    shifts.data(),
                    shift_kind == Shifts::kFloat ? float_factors.data() : nullptr};
  const int output = random.between(0, 2);
  if (output == 0) {
    requantization.output_zero_point = -128;  // as behind a fused RELU
  } else if (output == 1) {
    requantization.output_minimum = random.between(-128, 0);
    requantization.output_maximum = random.between(0, 127);
  }
}

void QuantizedLayer::make_asymmetric(Random& random) {
  zero_points = random.int32s(bias.size(), -128, 127);
  zero_points.front() = -128;
  zero_points.back() = 127;
}

void QuantizedLayer::put_zeros(Random& random, size_t products, const Block& block, int percent) {
  for (size_t c = 0; c < bias.size(); c += block.columns) {
    for (size_t k = 0; k < products; k += block.products) {
      if (random.between(1, 100) > percent) continue;
      for (size_t row = c; row < std::min(c + block.columns, bias.size()); row++) {
        const size_t count = std::min(block.products, products - k);
        std::fill_n(weights.begin() + static_cast<std::ptrdiff_t>(row * products + k), count, int8_t{0});
      }
    }
  }
}

void QuantizedLayer::show_sums(const Showing& showing, const std::vector<int32_t>& spread) {
  const bool right = showing.shifts == Shifts::kRight;
  multipliers.assign(multipliers.size(), right ? INT32_MAX : 1 << 30);
  shifts.assign(shifts.size(), right ? -1 : 1);
  factors.assign(factors.size(), 1);
  float_factors.assign(float_factors.size(), 1);
  for (size_t c = 0; c < bias.size(); c++) bias[c] = showing.lowest + 128 - spread[c];
  requantization.output_zero_point = showing.zero_point;
  requantization.output_minimum = -128;
  requantization.output_maximum = 127;
}

int QuantizedLayer::by_float(size_t channel, int32_t sum) const {
  const float product = static_cast<float>(sum) * float_factors[channel];
  const double value = std::nearbyint(static_cast<double>(product)) + requantization.output_zero_point;
  return static_cast<int>(
      std::min<double>(requantization.output_maximum, std::max<double>(requantization.output_minimum, value)));
}

}  // namespace lanewise::testing

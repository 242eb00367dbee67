// SPDX-License-Identifier: Apache-2.0
// Data for workloads: the same in every run and on every machine, since some instructions depend on it.
#ifndef LANEWISE_BENCHMARKS_DATA_H_
#define LANEWISE_BENCHMARKS_DATA_H_

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <vector>

#include "lanewise.h"

namespace lanewise::benchmarks {

/** Random bits (xorshift). */
class Bits {
 public:
  uint32_t next() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 17;
    state_ ^= state_ << 5;
    return state_;
  }

  int8_t int8() { return static_cast<int8_t>(next() >> 24); }

  /** A weight that is not -128. */
  int8_t proven_weight() {
    const int8_t value = int8();
    return value == -128 ? int8_t{-127} : value;
  }

  float between(float low, float high) { return low + (high - low) * static_cast<float>(next() >> 8) / 16777216.0f; }

 private:
  uint32_t state_ = 2463534242u;
};

/** Memory that starts at a cache line, so that counts do not depend on where it lies. */
class AlignedBytes {
 public:
  explicit AlignedBytes(size_t size) : size_(size), data_(std::aligned_alloc(64, (size + 64) / 64 * 64), std::free) {
    if (data_ == nullptr) std::abort();
  }

  size_t size() const { return size_; }
  template <typename T>
  T* as() const { return static_cast<T*>(data_.get()); }
  lanewise_buffer view() const { return {data_.get(), size_}; }

  void fill_int8(Bits& bits) {
    for (size_t i = 0; i < size_; i++) as<int8_t>()[i] = bits.int8();
  }
  void fill_float(Bits& bits) {
    for (size_t i = 0; i < size_ / sizeof(float); i++) as<float>()[i] = bits.between(-4, 4);
  }

 private:
  size_t size_;
  std::unique_ptr<void, void (*)(void*)> data_;
};

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
};

}  // namespace lanewise::benchmarks

#endif  // LANEWISE_BENCHMARKS_DATA_H_

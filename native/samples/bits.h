// SPDX-License-Identifier: Apache-2.0
// Random data that is the same in every run and on every machine, since some instructions depend on it.
#ifndef LANEWISE_SAMPLES_BITS_H_
#define LANEWISE_SAMPLES_BITS_H_

#include <cstddef>
#include <cstdint>
#include <vector>

namespace lanewise::samples {

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

inline std::vector<float> random_floats(size_t count) {
  Bits bits;
  std::vector<float> values(count);
  for (float& value : values) value = bits.between(-4, 4);
  return values;
}

}  // namespace lanewise::samples

#endif  // LANEWISE_SAMPLES_BITS_H_

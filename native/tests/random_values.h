// SPDX-License-Identifier: Apache-2.0
// Seeded test data.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

namespace lanewise::testing {

class Random {
 public:
  explicit Random(uint32_t seed) : engine_(seed) {}

  int32_t between(int32_t low, int32_t high) { return std::uniform_int_distribution<int32_t>(low, high)(engine_); }

  /** int8 values of [low, high]; about one in eight is an end of the range. */
  std::vector<int8_t> int8s(size_t count, int low = -128, int high = 127) {
    std::vector<int8_t> values(count);
    for (int8_t& value : values) {
      int die = between(0, 15);
      value = static_cast<int8_t>(die == 0 ? low : die == 1 ? high : between(low, high));
    }
    return values;
  }

  /** int16 values; about one in eight is an end of the range. */
  std::vector<int16_t> int16s(size_t count) {
    std::vector<int16_t> values(count);
    for (int16_t& value : values) {
      const int die = between(0, 15);
      value = static_cast<int16_t>(die == 0 ? INT16_MIN : die == 1 ? INT16_MAX : between(INT16_MIN, INT16_MAX));
    }
    return values;
  }

  float real(float low, float high) { return std::uniform_real_distribution<float>(low, high)(engine_); }

  std::vector<float> floats(size_t count, float low = -4, float high = 4) {
    std::vector<float> values(count);
    for (float& value : values) value = real(low, high);
    return values;
  }

  std::vector<int32_t> int32s(size_t count, int32_t low, int32_t high) {
    std::vector<int32_t> values(count);
    for (int32_t& value : values) value = between(low, high);
    return values;
  }

 private:
  std::mt19937 engine_;
};

}  // namespace lanewise::testing

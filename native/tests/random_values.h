// SPDX-License-Identifier: Apache-2.0
// Seeded test data.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

namespace lanewise::testing {

class Random {
 public:
  explicit Random(uint32_t seed);

  int32_t between(int32_t low, int32_t high);
  float real(float low, float high);

  /** Bytes of any value. */
  void fill(uint8_t* bytes, size_t count);

  /** int8 values of [low, high]; about one in eight is an end of the range. */
  std::vector<int8_t> int8s(size_t count, int low = -128, int high = 127);

  /** int16 values; about one in eight is an end of the range. */
  std::vector<int16_t> int16s(size_t count);

  std::vector<float> floats(size_t count, float low = -4, float high = 4);
  std::vector<int32_t> int32s(size_t count, int32_t low, int32_t high);

 private:
  std::mt19937 engine_;
};

}  // namespace lanewise::testing

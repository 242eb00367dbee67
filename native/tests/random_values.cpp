// SPDX-License-Identifier: Apache-2.0
#include "random_values.h"

#include <algorithm>
#include <cstring>

namespace lanewise::testing {

Random::Random(uint32_t seed) : engine_(seed) {}

int32_t Random::between(int32_t low, int32_t high) {
  return std::uniform_int_distribution<int32_t>(low, high)(engine_);
}

float Random::real(float low, float high) { return std::uniform_real_distribution<float>(low, high)(engine_); }

void Random::fill(uint8_t* bytes, size_t count) {
  for (size_t i = 0; i < count; i += sizeof(uint32_t)) {
    const uint32_t drawn = static_cast<uint32_t>(engine_());
    std::memcpy(bytes + i, &drawn, std::min(sizeof drawn, count - i));
  }
}

std::vector<int8_t> Random::int8s(size_t count, int low, int high) {
  std::vector<int8_t> values(count);
  for (int8_t& value : values) {
    const int die = between(0, 15);
    value = static_cast<int8_t>(die == 0 ? low : die == 1 ? high : between(low, high));
  }
  return values;
}

std::vector<int16_t> Random::int16s(size_t count) {
  std::vector<int16_t> values(count);
  for (int16_t& value : values) {
    const int die = between(0, 15);
    value = static_cast<int16_t>(die == 0 ? INT16_MIN : die == 1 ? INT16_MAX : between(INT16_MIN, INT16_MAX));
  }
  return values;
}

std::vector<float> Random::floats(size_t count, float low, float high) {
  std::vector<float> values(count);
  for (float& value : values) value = real(low, high);
  return values;
}

std::vector<int32_t> Random::int32s(size_t count, int32_t low, int32_t high) {
  std::vector<int32_t> values(count);
  for (int32_t& value : values) value = between(low, high);
  return values;
}

}  // namespace lanewise::testing

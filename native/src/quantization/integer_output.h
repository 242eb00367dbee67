// SPDX-License-Identifier: Apache-2.0
// What a create function asks of zero points and clamps: int8 has any zero point, int16 has 0.
#ifndef LANEWISE_QUANTIZATION_INTEGER_OUTPUT_H_
#define LANEWISE_QUANTIZATION_INTEGER_OUTPUT_H_

#include <cstdint>
#include <limits>

namespace lanewise {

template <typename T>
constexpr bool valid_zero_point(int32_t zero_point) {
  return sizeof(T) == 1 ? zero_point >= INT8_MIN && zero_point <= INT8_MAX : zero_point == 0;
}

template <typename T>
constexpr bool valid_clamp(int32_t minimum, int32_t maximum) {
  return minimum >= std::numeric_limits<T>::min() && minimum <= maximum && maximum <= std::numeric_limits<T>::max();
}

}  // namespace lanewise

#endif  // LANEWISE_QUANTIZATION_INTEGER_OUTPUT_H_

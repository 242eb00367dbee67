// SPDX-License-Identifier: Apache-2.0
#ifndef LANEWISE_MATH_DOUBLE_BITS_H_
#define LANEWISE_MATH_DOUBLE_BITS_H_

#include <cstdint>
#include <cstring>

namespace lanewise {

inline int64_t bits_of(double x) {
  int64_t bits;
  std::memcpy(&bits, &x, sizeof(bits));
  return bits;
}

inline double of_bits(int64_t bits) {
  double x;
  std::memcpy(&x, &bits, sizeof(x));
  return x;
}

/** 2^n, n of -1022 to 1023. */
inline double double_power_of_two(int32_t n) { return of_bits(int64_t{n + 1023} << 52); }

}  // namespace lanewise

#endif  // LANEWISE_MATH_DOUBLE_BITS_H_

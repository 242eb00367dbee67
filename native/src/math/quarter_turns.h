// SPDX-License-Identifier: Apache-2.0
// An angle as quarter turns and what is left of it, one at a time, to the last bit of a float: near a zero of sine or
// cosine that is only a small part of the angle, which in float would be rounded away.
#ifndef LANEWISE_MATH_QUARTER_TURNS_H_
#define LANEWISE_MATH_QUARTER_TURNS_H_

#include "math/double_bits.h"

namespace lanewise {

/** x = count * pi / 2 + rest with |rest| <= pi / 4, but for a multiple of 4 in `count`. */
struct QuarterTurns {
  uint32_t count;
  float rest;  // NaN of infinities and NaN

  explicit QuarterTurns(float x) {
    const float magnitude = __builtin_fabsf(x);
    if (magnitude < 1048576) {
      by_subtraction(x);
    } else if (magnitude < __builtin_inff()) {
      by_multiplication(x);
    } else {
      count = 0;
      rest = x - x;
    }
  }

 private:
  static constexpr double kHalfPi = 1.5707963267948966;

  /** Cody and Waite: pi / 2 in two parts, the first short enough for so many times it to be exact. */
  void by_subtraction(double x) {
    constexpr double kHigh = 1.57079632673412561417, kLow = 6.07710050650619224932e-11;
    constexpr double kMagic = 6755399441055744;  // 1.5 * 2^52: adding it rounds to an integer, in the low bits
    const double shifted = x * (1 / kHalfPi) + kMagic, n = shifted - kMagic;
    count = static_cast<uint32_t>(bits_of(shifted));
    rest = static_cast<float>((x - n * kHigh) - n * kLow);
  }

  /** Payne and Hanek: m * 2^e times 2 / pi, of which bits that stand for whole turns are left out. */
  void by_multiplication(double x) {
    const int64_t bits = bits_of(x);
    const uint64_t m = static_cast<uint64_t>(bits >> 29 & 0x7FFFFF) | 1 << 23;
    const int32_t e = static_cast<int32_t>(bits >> 52 & 0x7FF) - 1023 - 23;
    // From the bit that, times m, stands for two quarters: in units of 2^-62, and the 32 bits behind them.
    const uint64_t high = two_by_pi(e + 30) << 32 | two_by_pi(e + 62), low = two_by_pi(e + 94);
    const uint64_t turns = m * high + (m * low >> 32);
    const uint64_t nearest = turns + (uint64_t{1} << 61);
    const auto left = static_cast<int64_t>(turns - (nearest & uint64_t{3} << 62));
    const double quarters = static_cast<double>(left) * double_power_of_two(-62) * kHalfPi;
    count = static_cast<uint32_t>(nearest >> 62);
    rest = static_cast<float>(quarters);
    if (bits < 0) {
      count = -count;
      rest = -rest;
    }
  }

  /** 32 bits of 2 / pi, of which the first is at `position` - 32 behind the point; 0 before it. */
  static uint64_t two_by_pi(int32_t position) {
    static constexpr uint32_t kWords[] = {0x00000000, 0xA2F9836E, 0x4E441529, 0xFC2757D1,
                                          0xF534DDC0, 0xDB629599, 0x3C439041, 0xFE5163AB};
    const int32_t word = position / 32, shift = position % 32;
    return static_cast<uint32_t>((uint64_t{kWords[word]} << 32 | kWords[word + 1]) >> (32 - shift));
  }
};

}  // namespace lanewise

#endif  // LANEWISE_MATH_QUARTER_TURNS_H_

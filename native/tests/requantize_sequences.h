// SPDX-License-Identifier: Apache-2.0
// The NEON sequences of requantization against the scalar formula, a block of accumulators at a time and fast enough
// for all 2^32 of them: differences are gathered in registers and looked at once per block.
#ifndef LANEWISE_TESTS_REQUANTIZE_SEQUENCES_H_
#define LANEWISE_TESTS_REQUANTIZE_SEQUENCES_H_

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include "quantization/requantize.h"
#include "quantization/requantize_tile.h"

namespace lanewise::testing {

struct Factor {
  int32_t multiplier;
  int shift;
};

inline std::string text(Factor f) {
  return "multiplier " + std::to_string(f.multiplier) + " shift " + std::to_string(f.shift);
}

constexpr size_t kAccumulators = 4096;

/** What a block has to give: scaled values, outputs with a zero point and a clamp, and rectified outputs. */
struct Expected {
  static constexpr OutputS8 kClamped = {-7, -120, 119, Scaling::kAny},
                            kRectified = {-128, -128, 127, Scaling::kRectified};
  int32_t scaled[kAccumulators];
  int8_t clamped[kAccumulators], rectified[kAccumulators];

  Expected(const int32_t* x, Factor f) {
    for (size_t i = 0; i < kAccumulators; i++)
      scaled[i] = multiply_by_quantized_multiplier(x[i], f.multiplier, f.shift);
    clamp(kClamped, clamped);
    clamp(kRectified, rectified);
  }

 private:
  // The clamp moved instead of the value, which stays in 32 bits so.
  void clamp(OutputS8 output, int8_t* out) const {
    const int32_t zero = output.zero_point, low = output.minimum - zero, high = output.maximum - zero;
    for (size_t i = 0; i < kAccumulators; i++)
      out[i] = static_cast<int8_t>(std::min(std::max(scaled[i], low), high) + zero);
  }
};

/** Bits that differ in any accumulator looked at, of each sequence. */
struct Differences {
  uint32x4_t general = vdupq_n_u32(0), right = vdupq_n_u32(0);
  uint32x4_t clamped = vdupq_n_u32(0), rectified = vdupq_n_u32(0);

  /** The first sequence that is wrong, or NULL. */
  const char* name() const {
    const std::pair<const char*, uint32x4_t> all[] = {
        {"general", general}, {"right", right}, {"clamp", clamped}, {"rectified", rectified}};
    for (const auto& [sequence, bits] : all) {
      uint32_t lanes[4];
      vst1q_u32(lanes, bits);
      if ((lanes[0] | lanes[1] | lanes[2] | lanes[3]) != 0) return sequence;
    }
    return nullptr;
  }
};

/** One multiplier and shift as kernels hold them. */
class Sequences {
 public:
  explicit Sequences(Factor f) : goes_right_(f.shift < 0) {
    std::fill_n(scales_[0], 16, f.multiplier);
    std::fill_n(scales_[1], 16, std::min(f.shift, 0));
    std::fill_n(scales_[2], 16, std::max(f.shift, 0));
  }

  /** Every sequence that allows the shift, on accumulators `begin` to `end`, multiples of 16. */
  Differences compare(const int32_t* x, const Expected& expected, size_t begin = 0, size_t end = kAccumulators) const {
    Differences d;
    for (size_t i = begin; i < end; i += 16) {
      int32x4_t acc[1][4];
      scale<Scaling::kAny>(x + i, acc);
      gather(expected.scaled + i, acc[0], d.general);
      gather<Scaling::kAny>(expected.clamped + i, acc[0], clamped_, d.clamped);
      if (!goes_right_) continue;
      scale<Scaling::kRight>(x + i, acc);
      gather(expected.scaled + i, acc[0], d.right);
      scale<Scaling::kRectified>(x + i, acc);
      gather<Scaling::kRectified>(expected.rectified + i, acc[0], rectified_, d.rectified);
    }
    return d;
  }

 private:
  template <Scaling kScaling>
  void scale(const int32_t* x, int32x4_t (&acc)[1][4]) const {
    for (size_t v = 0; v < 4; v++) acc[0][v] = vld1q_s32(x + 4 * v);
    scale_tile<kScaling>(acc, scales_[0], 16);
  }

  static void gather(const int32_t* expected, const int32x4_t (&values)[4], uint32x4_t& bits) {
    for (size_t v = 0; v < 4; v++) {
      bits = vorrq_u32(bits, vreinterpretq_u32_s32(veorq_s32(vld1q_s32(expected + 4 * v), values[v])));
    }
  }

  template <Scaling kScaling>
  static void gather(const int8_t* expected, const int32x4_t (&values)[4], const OutputVectors& output,
                     uint32x4_t& bits) {
    bits = vorrq_u32(bits, vreinterpretq_u32_s8(veorq_s8(vld1q_s8(expected), narrow_16<kScaling>(values, output))));
  }

  int32_t scales_[3][16];
  bool goes_right_;
  OutputVectors clamped_ = output_vectors(Expected::kClamped), rectified_ = output_vectors(Expected::kRectified);
};

/** Text that names a sequence and where it goes wrong, within 16 accumulators; "" where all are right. */
inline std::string first_difference(const int32_t* x, Factor f) {
  const Expected expected(x, f);
  const Sequences sequences(f);
  if (sequences.compare(x, expected).name() == nullptr) return "";
  for (size_t i = 0;; i += 16) {
    const char* name = sequences.compare(x, expected, i, i + 16).name();
    if (name == nullptr) continue;
    return text(f) + ": \"" + name + "\" is wrong for one of " + std::to_string(x[i]) + " to " +
           std::to_string(x[i + 15]);
  }
}

}  // namespace lanewise::testing

#endif  // LANEWISE_TESTS_REQUANTIZE_SEQUENCES_H_

// SPDX-License-Identifier: Apache-2.0
#include "quantization/scale_in_double.h"

#include <cstring>

#include "cpu/neon.h"
#include "cpu/unguarded.h"

namespace lanewise {

#if defined(__aarch64__)
// FCVTAS rounds ties away from zero and saturates.
void scale_in_double(int32_t* sums, const double* factors, size_t count) {
  for (size_t i = 0; i < count; i += 4) {
    const int32x4_t four = vld1q_s32(sums + i);
    const float64x2_t low = vmulq_f64(vcvtq_f64_s64(vmovl_s32(vget_low_s32(four))), vld1q_f64(factors + i));
    const float64x2_t high = vmulq_f64(vcvtq_f64_s64(vmovl_high_s32(four)), vld1q_f64(factors + i + 2));
    vst1q_s32(sums + i, vqmovn_high_s64(vqmovn_s64(vcvtaq_s64_f64(low)), vcvtaq_s64_f64(high)));
  }
}
#else
namespace {

/** Toward zero, saturated. */
int32_t cut_off(double value) {
#if defined(__arm__)
  float bits;
  asm("vcvt.s32.f64 %0, %P1" : "=t"(bits) : "w"(value));  // a cast is undefined beyond int32, and this one saturates
  int32_t result;
  std::memcpy(&result, &bits, sizeof result);
  return result;
#else
  constexpr double kMost = INT32_MAX, kLeast = INT32_MIN;
  value = value > kMost ? kMost : value;
  return static_cast<int32_t>(value < kLeast ? kLeast : value);
#endif
}

}  // namespace

// A value moved away from zero by the largest double below 0.5, then cut off: what 0.5 itself would round up wrongly is
// the value just below 0.5, whose sum with it is not exact.
LANEWISE_UNGUARDED void scale_in_double(int32_t* sums, const double* factors, size_t count) {
  constexpr double kAlmostHalf[] = {0.49999999999999994, -0.49999999999999994};
  for (size_t i = 0; i < count; i++) sums[i] = cut_off(sums[i] * factors[i] + kAlmostHalf[sums[i] < 0]);
}
#endif

}  // namespace lanewise

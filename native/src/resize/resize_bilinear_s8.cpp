// SPDX-License-Identifier: Apache-2.0
// int8 RESIZE_BILINEAR in 10-bit fixed point: sums in units of 2^-20 are exact, as TFLite's ResizeBilinearInteger.
#include "cpu/neon.h"
#include "resize/resize_bilinear.h"
#include "resize/resize_kernels.h"

namespace lanewise {
namespace {

constexpr int kFractionBits = 10;
static_assert(1 << kFractionBits == kOneCell);

struct BlendS8 {
  using Element = int8_t;
  using Fraction = int16_t;
  static constexpr size_t kLanes = 8;

  int16x4_t across;
  int32x4_t down;

  explicit BlendS8(int16_t v) : down(vdupq_n_s32(v)) {}

  void move(int16_t u) { across = vdup_n_s16(u); }

  /** Of 4 lanes, in units of 2^-10: left + (right - left) * across. */
  int32x4_t along_row(int16x4_t left, int16x4_t difference) const {
    return vmlal_s16(vshll_n_s16(left, kFractionBits), difference, across);
  }

  /** In whole units, ties away from zero: what is negative is first lowered by 1, as ties then go up. */
  int32x4_t between_rows(int32x4_t upper, int32x4_t lower) const {
    const int32x4_t sum = vmlaq_s32(vshlq_n_s32(upper, kFractionBits), vsubq_s32(lower, upper), down);
    return vrshrq_n_s32(vsraq_n_s32(sum, sum, 31), 2 * kFractionBits);
  }

  void operator()(const int8_t* p00, const int8_t* p01, const int8_t* p10, const int8_t* p11, int8_t* out) const {
    const int8x8_t upper_left = vld1_s8(p00), lower_left = vld1_s8(p10);
    const int16x8_t upper = vmovl_s8(upper_left), upper_difference = vsubl_s8(vld1_s8(p01), upper_left);
    const int16x8_t lower = vmovl_s8(lower_left), lower_difference = vsubl_s8(vld1_s8(p11), lower_left);
    const int32x4_t low = between_rows(along_row(vget_low_s16(upper), vget_low_s16(upper_difference)),
                                       along_row(vget_low_s16(lower), vget_low_s16(lower_difference)));
    const int32x4_t high = between_rows(along_row(vget_high_s16(upper), vget_high_s16(upper_difference)),
                                        along_row(vget_high_s16(lower), vget_high_s16(lower_difference)));
    vst1_s8(out, vmovn_s16(vcombine_s16(vmovn_s32(low), vmovn_s32(high))));
  }
};

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_resize_bilinear_s8(const lanewise_resize* resize, lanewise_operator** op) {
  using namespace lanewise;
  return create_resize_bilinear<BlendS8>(resize, &resize_bilinear_s8_neon, 16, op);
}

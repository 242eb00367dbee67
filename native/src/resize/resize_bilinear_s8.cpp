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

  int16x8_t across;
  int32x4_t of_upper, of_lower;

  explicit BlendS8(int16_t v) : of_upper(vdupq_n_s32(kOneCell - v)), of_lower(vdupq_n_s32(v)) {}

  void move(int16_t u) { across = vdupq_n_s16(u); }

  /** 8 channels of a row in units of 2^-10: left + (right - left) * across. */
  int32x4x2_t along_row(const int8_t* left, const int8_t* right) const {
    const int8x8_t from = vld1_s8(left);
    const int16x8_t start = vmovl_s8(from), way = vsubl_s8(vld1_s8(right), from);
    const int32x4_t low = vshll_n_s16(vget_low_s16(start), kFractionBits);
    const int32x4_t high = vshll_n_s16(vget_high_s16(start), kFractionBits);
    return {{multiply_accumulate_lane<0>(low, vget_low_s16(way), across),
             multiply_accumulate_lane_high<0>(high, way, across)}};
  }

  /** In whole units, ties away from zero: what is negative is first lowered by 1, as ties then go up. */
  int32x4_t between_rows(int32x4_t upper, int32x4_t lower) const {
    const int32x4_t sum = vmlaq_s32(vmulq_s32(upper, of_upper), lower, of_lower);
    return vrshrq_n_s32(vsraq_n_s32(sum, sum, 31), 2 * kFractionBits);
  }

  void operator()(const int8_t* p00, const int8_t* p01, const int8_t* p10, const int8_t* p11, int8_t* out) const {
    const int32x4x2_t upper = along_row(p00, p01), lower = along_row(p10, p11);
    const int32x4_t low = between_rows(upper.val[0], lower.val[0]), high = between_rows(upper.val[1], lower.val[1]);
    vst1_s8(out, vmovn_s16(vcombine_s16(vmovn_s32(low), vmovn_s32(high))));
  }
};

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_resize_bilinear_s8(const lanewise_resize* resize, lanewise_operator** op) {
  using namespace lanewise;
  return create_resize_bilinear<BlendS8>(resize, &resize_bilinear_s8_neon, 16, op);
}

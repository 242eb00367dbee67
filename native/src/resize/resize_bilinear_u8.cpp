// SPDX-License-Identifier: Apache-2.0
// RESIZE_BILINEAR of uint8 values that lie as int8, 128 less: in float32, each operation rounded as TFLite's
// ResizeBilinear of integers rounds it; the result half up.
#include "cpu/neon.h"
#include "resize/float_weights.h"
#include "resize/resize_bilinear.h"
#include "resize/resize_kernels.h"

namespace lanewise {
namespace {

struct BlendU8 : FloatWeights {
  using Element = int8_t;
  static constexpr size_t kLanes = 8;

  using FloatWeights::FloatWeights;

  static uint16x8_t load(const int8_t* in) {
    return vmovl_u8(veor_u8(vreinterpret_u8_s8(vld1_s8(in)), vdup_n_u8(0x80)));
  }

  static float32x4_t weigh(uint16x4_t values, float32x4_t down, float32x4_t across) {
    return vmulq_f32(vmulq_f32(vcvtq_f32_u32(vmovl_u16(values)), down), across);
  }

  uint16x4_t blend(uint16x4_t p00, uint16x4_t p01, uint16x4_t p10, uint16x4_t p11) const {
    float32x4_t sum = vaddq_f32(weigh(p00, upper, left), weigh(p10, lower, left));
    sum = vaddq_f32(vaddq_f32(sum, weigh(p01, upper, right)), weigh(p11, lower, right));
    return vreinterpret_u16_s16(vmovn_s32(vcvtq_s32_f32(vaddq_f32(sum, vdupq_n_f32(0.5f)))));
  }

  void operator()(const int8_t* p00, const int8_t* p01, const int8_t* p10, const int8_t* p11, int8_t* out) const {
    const uint16x8_t a = load(p00), b = load(p01), c = load(p10), d = load(p11);
    const uint16x4_t low = blend(vget_low_u16(a), vget_low_u16(b), vget_low_u16(c), vget_low_u16(d));
    const uint16x4_t high = blend(vget_high_u16(a), vget_high_u16(b), vget_high_u16(c), vget_high_u16(d));
    vst1_s8(out, vreinterpret_s8_u8(veor_u8(vmovn_u16(vcombine_u16(low, high)), vdup_n_u8(0x80))));
  }
};

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_resize_bilinear_u8(const lanewise_resize* resize, lanewise_operator** op) {
  using namespace lanewise;
  return create_resize_bilinear<BlendU8>(resize, &resize_bilinear_u8_neon, 32, op);
}

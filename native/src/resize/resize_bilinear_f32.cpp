// SPDX-License-Identifier: Apache-2.0
// float RESIZE_BILINEAR: along the upper row, along the lower one, then between them, each operation rounded, so that
// results are the same everywhere.
#include "cpu/neon.h"
#include "resize/float_weights.h"
#include "resize/resize_bilinear.h"
#include "resize/resize_kernels.h"

namespace lanewise {
namespace {

struct BlendF32 : FloatWeights {
  using Element = float;
  static constexpr size_t kLanes = 4;

  using FloatWeights::FloatWeights;

  static float32x4_t mix(float32x4_t a, float32x4_t of_a, float32x4_t b, float32x4_t of_b) {
    return vaddq_f32(vmulq_f32(a, of_a), vmulq_f32(b, of_b));
  }

  void operator()(const float* p00, const float* p01, const float* p10, const float* p11, float* out) const {
    const float32x4_t top = mix(vld1q_f32(p00), left, vld1q_f32(p01), right);
    const float32x4_t bottom = mix(vld1q_f32(p10), left, vld1q_f32(p11), right);
    vst1q_f32(out, mix(top, upper, bottom, lower));
  }
};

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_resize_bilinear_f32(const lanewise_resize* resize, lanewise_operator** op) {
  using namespace lanewise;
  return create_resize_bilinear<BlendF32>(resize, &resize_bilinear_f32_neon, 16, op);
}

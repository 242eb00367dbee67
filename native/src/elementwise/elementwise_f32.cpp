// SPDX-License-Identifier: Apache-2.0
// float ADD and MUL.
#include "cpu/neon.h"
#include "elementwise/broadcast.h"
#include "elementwise/elementwise_kernels.h"

namespace lanewise {
namespace {

struct ElementwiseF32 : lanewise_operator {
  BroadcastPlan plan;
  float minimum, maximum;
};

template <float32x4_t (*kCombine)(float32x4_t, float32x4_t)>
void run_f32(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const ElementwiseF32& elementwise = static_cast<const ElementwiseF32&>(op);
  const float32x4_t minimum = vdupq_n_f32(elementwise.minimum), maximum = vdupq_n_f32(elementwise.maximum);
  for_each_broadcast_block<float>(elementwise.plan, part, buffers,
                                  [&](const float* left, const float* right, float* out) {
                                    for (size_t i = 0; i < kBlock; i += 4) {
                                      const float32x4_t value = kCombine(vld1q_f32(left + i), vld1q_f32(right + i));
                                      vst1q_f32(out + i, vminq_f32(vmaxq_f32(value, minimum), maximum));
                                    }
                                  });
}

float32x4_t add(float32x4_t left, float32x4_t right) { return vaddq_f32(left, right); }
float32x4_t mul(float32x4_t left, float32x4_t right) { return vmulq_f32(left, right); }

lanewise_status create(const lanewise_broadcast* broadcast, float minimum, float maximum, PhaseFunction* run,
                       const Microkernel* microkernel, lanewise_operator** op) {
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  ElementwiseF32 checked = {};
  if (!(minimum <= maximum) || !plan_broadcast(broadcast, sizeof(float), &checked.plan, &checked)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  add_elements_phase(&checked, run, checked.plan.elements, 4);
  checked.microkernel = microkernel;
  checked.minimum = minimum;
  checked.maximum = maximum;
  return publish(checked, op);
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_add_f32(const lanewise_broadcast* broadcast, float minimum, float maximum,
                                        lanewise_operator** op) {
  using namespace lanewise;
  return create(broadcast, minimum, maximum, run_f32<add>, &add_f32_neon, op);
}

lanewise_status lanewise_create_mul_f32(const lanewise_broadcast* broadcast, float minimum, float maximum,
                                        lanewise_operator** op) {
  using namespace lanewise;
  return create(broadcast, minimum, maximum, run_f32<mul>, &mul_f32_neon, op);
}

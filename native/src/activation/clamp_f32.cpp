// SPDX-License-Identifier: Apache-2.0
// float RELU, RELU6 and their like.
#include "activation/activation_kernels.h"
#include "cpu/blocks.h"
#include "cpu/neon.h"
#include "operator/elements.h"

namespace lanewise {
namespace {

struct ClampF32 : lanewise_operator {
  size_t elements;
  float minimum, maximum;
};

void run_clamp_f32(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const ClampF32& clamp = static_cast<const ClampF32&>(op);
  const float32x4_t minimum = vdupq_n_f32(clamp.minimum), maximum = vdupq_n_f32(clamp.maximum);
  const Elements elements = elements_of(part, clamp.elements);
  for_each_block(static_cast<const float*>(buffers[0].data) + elements.first,
                 static_cast<float*>(buffers[1].data) + elements.first, elements.count,
                 [&](const float* in, float* out) {
                   for (size_t i = 0; i < kBlock; i += 4) {
                     vst1q_f32(out + i, vminq_f32(vmaxq_f32(vld1q_f32(in + i), minimum), maximum));
                   }
                 });
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_clamp_f32(int32_t elements, float minimum, float maximum, lanewise_operator** op) {
  using namespace lanewise;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  ClampF32 checked = {};
  if (elements < 1 || !(minimum <= maximum)) return LANEWISE_INVALID_ARGUMENT;
  checked.elements = static_cast<size_t>(elements);
  if (!plan_unary<float, float>(checked.elements, checked.elements, &checked)) return LANEWISE_INVALID_ARGUMENT;
  add_elements_phase(&checked, run_clamp_f32, checked.elements, 4);
  checked.microkernel = &clamp_f32_neon;
  checked.in_place = true;
  checked.minimum = minimum;
  checked.maximum = maximum;
  return publish(checked, op);
}

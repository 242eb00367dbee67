// SPDX-License-Identifier: Apache-2.0
// float LEAKY_RELU.
#include "activation/activation_kernels.h"
#include "cpu/blocks.h"
#include "math/sign_neon.h"
#include "operator/elements.h"

namespace lanewise {
namespace {

struct LeakyReluF32 : lanewise_operator {
  size_t elements;
  float alpha;
};

void run_leaky_relu_f32(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const LeakyReluF32& leaky = static_cast<const LeakyReluF32&>(op);
  const float32x4_t alpha = vdupq_n_f32(leaky.alpha);
  const Elements elements = elements_of(part, leaky.elements);
  for_each_block(static_cast<const float*>(buffers[0].data) + elements.first,
                 static_cast<float*>(buffers[1].data) + elements.first, elements.count,
                 [&](const float* in, float* out) {
                   for (size_t i = 0; i < kBlock; i += 4) {
                     vst1q_f32(out + i, rectify(vld1q_f32(in + i), alpha));
                   }
                 });
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_leaky_relu_f32(int32_t elements, float alpha, lanewise_operator** op) {
  using namespace lanewise;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  LeakyReluF32 checked = {};
  if (elements < 1) return LANEWISE_INVALID_ARGUMENT;
  checked.elements = static_cast<size_t>(elements);
  if (!plan_unary<float, float>(checked.elements, checked.elements, &checked)) return LANEWISE_INVALID_ARGUMENT;
  add_elements_phase(&checked, run_leaky_relu_f32, checked.elements, 4);
  checked.microkernel = &leaky_relu_f32_neon;
  checked.in_place = true;
  checked.alpha = alpha;
  return publish(checked, op);
}

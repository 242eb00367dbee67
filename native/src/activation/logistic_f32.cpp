// SPDX-License-Identifier: Apache-2.0
// float LOGISTIC: 1 / (1 + e^-x).
#include "activation/activation_kernels.h"
#include "cpu/blocks.h"
#include "cpu/divide_neon.h"
#include "math/exponential_neon.h"
#include "math/sign_neon.h"
#include "operator/elements.h"

namespace lanewise {
namespace {

struct LogisticF32 : lanewise_operator {
  size_t elements;
};

void run_logistic_f32(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const float32x4_t one = vdupq_n_f32(1);
  const Elements elements = elements_of(part, static_cast<const LogisticF32&>(op).elements);
  for_each_block(static_cast<const float*>(buffers[0].data) + elements.first,
                 static_cast<float*>(buffers[1].data) + elements.first, elements.count,
                 [&](const float* in, float* out) {
                   for (size_t i = 0; i < kBlock; i += 4) {
                     const float32x4_t power = exponential(negate(vld1q_f32(in + i)));
                     vst1q_f32(out + i, divide(one, vaddq_f32(one, power)));
                   }
                 });
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_logistic_f32(int32_t elements, lanewise_operator** op) {
  using namespace lanewise;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  LogisticF32 checked = {};
  if (elements < 1) return LANEWISE_INVALID_ARGUMENT;
  checked.elements = static_cast<size_t>(elements);
  if (!plan_unary<float, float>(checked.elements, checked.elements, &checked)) return LANEWISE_INVALID_ARGUMENT;
  add_elements_phase(&checked, run_logistic_f32, checked.elements, 32);
  checked.microkernel = &logistic_f32_neon;
  checked.in_place = true;
  return publish(checked, op);
}

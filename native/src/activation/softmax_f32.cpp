// SPDX-License-Identifier: Apache-2.0
// float SOFTMAX and LOG_SOFTMAX.
#include "activation/activation_kernels.h"
#include "cpu/blocks.h"
#include "cpu/unguarded.h"
#include "math/exponential_neon.h"
#include "math/logarithm_neon.h"
#include "operator/operator.h"

namespace lanewise {
namespace {

struct SoftmaxF32 : lanewise_operator {
  size_t depth;
  float beta;
};

float largest(const float* values, size_t count) {
  float most = values[0];
  for (size_t i = 1; i < count; i++) most = values[i] > most ? values[i] : most;
  return most;
}

float sum(const float* values, size_t count) {
  float total = 0;
  for (size_t i = 0; i < count; i++) total += values[i];
  return total;
}

/** Writes e^(beta (x - most)) of each x; gives their sum. */
float exponentials(const float* in, float* out, size_t count, float32x4_t most, float32x4_t beta) {
  for_each_block(in, out, count, [&](const float* from, float* to) {
    for (size_t i = 0; i < kBlock; i += 4) {
      vst1q_f32(to + i, exponential(vmulq_f32(vsubq_f32(vld1q_f32(from + i), most), beta)));
    }
  });
  return sum(out, count);
}

LANEWISE_UNGUARDED void run_softmax_f32(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const SoftmaxF32& softmax = static_cast<const SoftmaxF32&>(op);
  const size_t depth = softmax.depth;
  const float* in = static_cast<const float*>(buffers[0].data) + part.begin * depth;
  float* out = static_cast<float*>(buffers[1].data) + part.begin * depth;
  const float32x4_t beta = vdupq_n_f32(softmax.beta);
  for (size_t row = part.begin; row < part.end; row++, in += depth, out += depth) {
    const float32x4_t most = vdupq_n_f32(largest(in, depth));
    const float32x4_t reciprocal = vdupq_n_f32(1 / exponentials(in, out, depth, most, beta));
    for_each_block(out, out, depth, [&](const float* from, float* to) {
      for (size_t i = 0; i < kBlock; i += 4) vst1q_f32(to + i, vmulq_f32(vld1q_f32(from + i), reciprocal));
    });
  }
}

LANEWISE_UNGUARDED void run_log_softmax_f32(const lanewise_operator& op, const lanewise_buffer* buffers,
                                            const Part& part) {
  const size_t depth = static_cast<const SoftmaxF32&>(op).depth;
  const float* in = static_cast<const float*>(buffers[0].data) + part.begin * depth;
  float* out = static_cast<float*>(buffers[1].data) + part.begin * depth;
  for (size_t row = part.begin; row < part.end; row++, in += depth, out += depth) {
    const float32x4_t most = vdupq_n_f32(largest(in, depth));
    const float32x4_t log = logarithm(vdupq_n_f32(exponentials(in, out, depth, most, vdupq_n_f32(1))));
    for_each_block(in, out, depth, [&](const float* from, float* to) {
      for (size_t i = 0; i < kBlock; i += 4) {
        vst1q_f32(to + i, vsubq_f32(vsubq_f32(vld1q_f32(from + i), most), log));
      }
    });
  }
}

lanewise_status create(int32_t rows, int32_t depth, float beta, PhaseFunction* run, const Microkernel* microkernel,
                       lanewise_operator** op) {
  SoftmaxF32 checked = {};
  const size_t elements = checked_product(rows, depth);
  if (rows < 1 || depth < 1 || !(beta >= 0) || !__builtin_isfinite(beta) ||
      !plan_unary<float, float>(elements, elements, &checked)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  checked.microkernel = microkernel;
  checked.depth = static_cast<size_t>(depth);
  add_phase(&checked, run, static_cast<size_t>(rows), 64 * checked.depth);
  checked.beta = beta;
  return publish(checked, op);
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_softmax_f32(int32_t rows, int32_t depth, float beta, lanewise_operator** op) {
  using namespace lanewise;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  return create(rows, depth, beta, run_softmax_f32, &softmax_f32_neon, op);
}

lanewise_status lanewise_create_log_softmax_f32(int32_t rows, int32_t depth, lanewise_operator** op) {
  using namespace lanewise;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  return create(rows, depth, 1, run_log_softmax_f32, &log_softmax_f32_neon, op);
}

// SPDX-License-Identifier: Apache-2.0
// Functions of one float.
#include <iterator>

#include "activation/activation_kernels.h"
#include "cpu/blocks.h"
#include "math/exponential_neon.h"
#include "math/gaussian_neon.h"
#include "math/hyperbolic_tangent_neon.h"
#include "math/logarithm_neon.h"
#include "math/rounding_neon.h"
#include "math/sign_neon.h"
#include "math/sine_neon.h"
#include "math/square_root_neon.h"
#include "operator/elements.h"

namespace lanewise {
namespace {

struct UnaryF32 : lanewise_operator {
  size_t elements;
};

template <float32x4_t (*kFunction)(float32x4_t)>
void run_unary_f32(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const Elements elements = elements_of(part, static_cast<const UnaryF32&>(op).elements);
  for_each_block(static_cast<const float*>(buffers[0].data) + elements.first,
                 static_cast<float*>(buffers[1].data) + elements.first, elements.count,
                 [](const float* in, float* out) {
                   for (size_t i = 0; i < kBlock; i += 4) vst1q_f32(out + i, kFunction(vld1q_f32(in + i)));
                 });
}

float32x4_t absolute(float32x4_t x) { return vabsq_f32(x); }
float32x4_t negative(float32x4_t x) { return negate(x); }

float32x4_t exponential_linear(float32x4_t x) {
  return unless_nan(x, vbslq_f32(is_negative(x), exponential_less_one(x), x));
}

float32x4_t hard_swish(float32x4_t x) {
  const float32x4_t six = vdupq_n_f32(6), moved = vaddq_f32(x, vdupq_n_f32(3));
  return divide(vmulq_f32(x, vminq_f32(vmaxq_f32(moved, vdupq_n_f32(0)), six)), six);
}

float32x4_t reciprocal_square_root(float32x4_t x) { return divide(vdupq_n_f32(1), square_root(x)); }

float32x4_t square(float32x4_t x) { return vmulq_f32(x, x); }

// Of a zero or NaN itself.
float32x4_t sign(float32x4_t x) {
  const uint32x4_t has = vorrq_u32(vcgtq_f32(x, vdupq_n_f32(0)), vcltq_f32(x, vdupq_n_f32(0)));
  const uint32x4_t negative_bit = vandq_u32(vreinterpretq_u32_f32(x), vdupq_n_u32(UINT32_C(1) << 31));
  const uint32x4_t one = vorrq_u32(negative_bit, vreinterpretq_u32_f32(vdupq_n_f32(1)));
  return vbslq_f32(has, vreinterpretq_f32_u32(one), x);
}

// In the order of lanewise_unary_function.
constexpr ElementFunction kFunctions[] = {
    {run_unary_f32<absolute>, &abs_f32_neon, 4},
    {run_unary_f32<round_up>, &ceil_f32_neon, 4},
    {run_unary_f32<exponential_linear>, &elu_f32_neon, 24},
    {run_unary_f32<exponential_of_any>, &exp_f32_neon, 24},
    {run_unary_f32<round_down>, &floor_f32_neon, 4},
    {run_unary_f32<gaussian_error_linear>, &gelu_f32_neon, 48},
    {run_unary_f32<hard_swish>, &hard_swish_f32_neon, 16},
    {run_unary_f32<logarithm>, &log_f32_neon, 32},
    {run_unary_f32<negative>, &neg_f32_neon, 4},
    {run_unary_f32<round_to_even>, &round_f32_neon, 4},
    {run_unary_f32<reciprocal_square_root>, &rsqrt_f32_neon, 32},
    {run_unary_f32<square_root>, &sqrt_f32_neon, 16},
    {run_unary_f32<hyperbolic_tangent>, &tanh_f32_neon, 48},
    {run_unary_f32<sign>, &sign_f32_neon, 8},
    {run_unary_f32<square>, &square_f32_neon, 4},
    {run_unary_f32<cosine>, &cos_f32_neon, 64},
    {run_unary_f32<sine>, &sin_f32_neon, 64},
};

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_unary_f32(int32_t elements, int32_t function, lanewise_operator** op) {
  using namespace lanewise;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  UnaryF32 checked = {};
  if (elements < 1 || function < 0 || static_cast<size_t>(function) >= std::size(kFunctions)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  checked.elements = static_cast<size_t>(elements);
  if (!plan_unary<float, float>(checked.elements, checked.elements, &checked)) return LANEWISE_INVALID_ARGUMENT;
  add_elements_phase(&checked, kFunctions[function], checked.elements);
  checked.in_place = true;
  return publish(checked, op);
}

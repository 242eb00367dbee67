// SPDX-License-Identifier: Apache-2.0
// Functions of two floats.
#include <iterator>

#include "cpu/divide_neon.h"
#include "elementwise/broadcast.h"
#include "elementwise/elementwise_kernels.h"
#include "math/extremum_neon.h"
#include "math/power.h"
#include "math/remainder.h"
#include "math/rounding_neon.h"
#include "math/sign_neon.h"

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
float32x4_t sub(float32x4_t left, float32x4_t right) { return vsubq_f32(left, right); }

// One lane at a time.
template <float (*kFunction)(float, float)>
float32x4_t each(float32x4_t left, float32x4_t right) {
  float lefts[4], rights[4];
  vst1q_f32(lefts, left);
  vst1q_f32(rights, right);
  for (int lane = 0; lane < 4; lane++) lefts[lane] = kFunction(lefts[lane], rights[lane]);
  return vld1q_f32(lefts);
}

float32x4_t squared_difference(float32x4_t left, float32x4_t right) {
  const float32x4_t difference = vsubq_f32(left, right);
  return vmulq_f32(difference, difference);
}

float32x4_t floor_divide(float32x4_t left, float32x4_t right) { return round_down(divide(left, right)); }

constexpr ElementFunction kAdd = {run_f32<add>, &add_f32_neon, 4}, kMul = {run_f32<mul>, &mul_f32_neon, 4};

// In the order of lanewise_binary_function.
constexpr ElementFunction kFunctions[] = {
    {run_f32<sub>, &sub_f32_neon, 4},         {run_f32<divide>, &div_f32_neon, 16},
    {run_f32<larger>, &maximum_f32_neon, 4},  {run_f32<smaller>, &minimum_f32_neon, 4},
    {run_f32<each<power>>, &pow_f32_generic, 200},   {run_f32<rectify>, &prelu_f32_neon, 4},
    {run_f32<squared_difference>, &squared_difference_f32_neon, 4},
    {run_f32<floor_divide>, &floor_div_f32_neon, 20},
    {run_f32<each<floor_remainder>>, &floor_mod_f32_generic, 100},
};

lanewise_status create(const lanewise_broadcast* broadcast, const ElementFunction& function, float minimum,
                       float maximum, lanewise_operator** op) {
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  ElementwiseF32 checked = {};
  if (!(minimum <= maximum) || !plan_broadcast(broadcast, sizeof(float), &checked.plan, &checked)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  add_elements_phase(&checked, function, checked.plan.elements);
  checked.minimum = minimum;
  checked.maximum = maximum;
  return publish(checked, op);
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_add_f32(const lanewise_broadcast* broadcast, float minimum, float maximum,
                                        lanewise_operator** op) {
  return lanewise::create(broadcast, lanewise::kAdd, minimum, maximum, op);
}

lanewise_status lanewise_create_mul_f32(const lanewise_broadcast* broadcast, float minimum, float maximum,
                                        lanewise_operator** op) {
  return lanewise::create(broadcast, lanewise::kMul, minimum, maximum, op);
}

lanewise_status lanewise_create_binary_f32(const lanewise_broadcast* broadcast, int32_t function, float minimum,
                                           float maximum, lanewise_operator** op) {
  using namespace lanewise;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  if (function < 0 || static_cast<size_t>(function) >= std::size(kFunctions)) return LANEWISE_INVALID_ARGUMENT;
  return create(broadcast, kFunctions[function], minimum, maximum, op);
}

// SPDX-License-Identifier: Apache-2.0
// int16 LOGISTIC and TANH: a table of the logistic function with lines between its values, less 1/2, for the magnitude
// of x; the negative of that for negative x. tanh(x) is twice that of 2x.
#include "activation/activation_kernels.h"
#include "activation/table_steps.h"
#include "cpu/blocks.h"
#include "cpu/unguarded.h"
#include "operator/elements.h"

namespace lanewise {
namespace {

constexpr int kSteps = 256;
constexpr int32_t kTableOrigin = 1 << 15;  // 1/2 in Q0.16

struct SigmoidS16 : lanewise_operator {
  size_t elements;
  int32_t multiplier, shift;
  uint32_t steps[kSteps];  // the last one goes on for ever
};

struct Logistic {
  static constexpr int kFractionalBits = 9;  // of a step, by which x is counted
  static constexpr int kShift = 10;          // from there to Q0.15
  static constexpr int32_t kMiddle = 1 << 24;
  static constexpr int32_t kLast = 2 * INT16_MAX - kTableOrigin;  // of the table, for the largest output
};

struct Tanh {
  static constexpr int kFractionalBits = 8;
  static constexpr int kShift = 8;
  static constexpr int32_t kMiddle = 0;
  static constexpr int32_t kLast = INT16_MAX;
};

/** Of x in steps of 2^-kFractionalBits of the table's: Q0.15. */
template <typename Curve>
LANEWISE_INLINE int32x4_t curve(const uint32_t* steps, int32x4_t x) {
  const int32x4_t sign = vshrq_n_s32(x, 31), magnitude = vabsq_s32(x);
  const TableLines lines(steps, vminq_s32(vshrq_n_s32(magnitude, Curve::kFractionalBits), vdupq_n_s32(kSteps - 1)));
  const int32x4_t fraction = vandq_s32(magnitude, vdupq_n_s32((1 << Curve::kFractionalBits) - 1));
  const int32x4_t result = vmlaq_s32(vshlq_n_s32(lines.value, Curve::kFractionalBits), fraction, lines.rise);
  const int32x4_t turned = vsubq_s32(veorq_s32(result, sign), sign);
  const int32x4_t half = vdupq_n_s32(Curve::kMiddle + (1 << (Curve::kShift - 1)));
  return vshrq_n_s32(vaddq_s32(turned, vaddq_s32(half, sign)), Curve::kShift);  // where x is negative, ties go down
}

template <typename Curve>
LANEWISE_UNGUARDED void run_sigmoid_s16(const lanewise_operator& op, const lanewise_buffer* buffers,
                                        const Part& part) {
  const SigmoidS16& sigmoid = static_cast<const SigmoidS16&>(op);
  const int32x4_t multiplier = vdupq_n_s32(sigmoid.multiplier), shift = vdupq_n_s32(-sigmoid.shift);
  const Elements elements = elements_of(part, sigmoid.elements);
  const auto four = [&](int16x4_t q) {
    return vmovn_s32(curve<Curve>(sigmoid.steps, vrshlq_s32(vmulq_s32(vmovl_s16(q), multiplier), shift)));
  };
  for_each_block(static_cast<const int16_t*>(buffers[0].data) + elements.first,
                 static_cast<int16_t*>(buffers[1].data) + elements.first, elements.count,
                 [&](const int16_t* in, int16_t* out) {
                   for (size_t i = 0; i < kBlock; i += 8) {
                     const int16x8_t q = vld1q_s16(in + i);
                     vst1q_s16(out + i, vcombine_s16(four(vget_low_s16(q)), four(vget_high_s16(q))));
                   }
                 });
}

/** Whether the product with every int16, rounded, fits. */
bool fits(int32_t multiplier, int32_t shift) {
  if (multiplier < 1 || shift < 0 || shift > 31) return false;
  const int64_t half = shift == 0 ? 0 : int64_t{1} << (shift - 1);
  return int64_t{1 << 15} * multiplier + half <= INT32_MAX;
}

template <typename Curve>
lanewise_status create(int32_t elements, int32_t multiplier, int32_t shift, const uint16_t* table,
                       const Microkernel* microkernel, lanewise_operator** op) {
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  SigmoidS16 checked = {};
  if (elements < 1 || !fits(multiplier, shift) || table == nullptr || table[0] < kTableOrigin ||
      !rises(table, kSteps)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  checked.elements = static_cast<size_t>(elements);
  if (!plan_unary<int16_t, int16_t>(checked.elements, checked.elements, &checked)) return LANEWISE_INVALID_ARGUMENT;
  add_elements_phase(&checked, run_sigmoid_s16<Curve>, checked.elements, 32);
  checked.microkernel = microkernel;
  checked.in_place = true;
  checked.multiplier = multiplier;
  checked.shift = shift;
  table_steps(table, kSteps - 1, checked.steps, kTableOrigin);
  checked.steps[kSteps - 1] = table_step(Curve::kLast, 0);
  return publish(checked, op);
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_logistic_s16(int32_t elements, int32_t multiplier, int32_t shift,
                                             const uint16_t* table, lanewise_operator** op) {
  using namespace lanewise;
  return create<Logistic>(elements, multiplier, shift, table, &logistic_s16_neon, op);
}

lanewise_status lanewise_create_tanh_s16(int32_t elements, int32_t multiplier, int32_t shift, const uint16_t* table,
                                         lanewise_operator** op) {
  using namespace lanewise;
  return create<Tanh>(elements, multiplier, shift, table, &tanh_s16_neon, op);
}

// SPDX-License-Identifier: Apache-2.0
// int16 LOGISTIC: a table with lines between its values, for the magnitude of x; 1 less that for negative x.
#include "activation/activation_kernels.h"
#include "activation/table_steps.h"
#include "cpu/blocks.h"
#include "cpu/unguarded.h"
#include "operator/elements.h"

namespace lanewise {
namespace {

constexpr int kFractionalBits = 9;  // of a step
constexpr int kSteps = 256;
constexpr int32_t kOne = 1 << (16 + kFractionalBits);

struct LogisticS16 : lanewise_operator {
  size_t elements;
  int32_t multiplier, shift;
  uint32_t steps[kSteps];  // the last one goes on for ever
};

/** Of x in steps of 2^-9 of the table's: Q0.15. */
LANEWISE_INLINE int32x4_t sigmoid(const uint32_t* steps, int32x4_t x) {
  const int32x4_t sign = vshrq_n_s32(x, 31), magnitude = vabsq_s32(x);
  const TableLines lines(steps, vminq_s32(vshrq_n_s32(magnitude, kFractionalBits), vdupq_n_s32(kSteps - 1)));
  const int32x4_t fraction = vandq_s32(magnitude, vdupq_n_s32((1 << kFractionalBits) - 1));
  const int32x4_t result = vmlaq_s32(vshlq_n_s32(lines.value, kFractionalBits), fraction, lines.rise);
  // Negative: kOne - result, and ties go down.
  const int32x4_t turned = vsubq_s32(veorq_s32(result, sign), sign);
  const int32x4_t half = vdupq_n_s32(1 << kFractionalBits);
  const int32x4_t more = vaddq_s32(half, vandq_s32(sign, vdupq_n_s32(kOne - 1)));
  return vshrq_n_s32(vaddq_s32(turned, more), kFractionalBits + 1);
}

LANEWISE_UNGUARDED void run_logistic_s16(const lanewise_operator& op, const lanewise_buffer* buffers,
                                         const Part& part) {
  const LogisticS16& logistic = static_cast<const LogisticS16&>(op);
  const int32x4_t multiplier = vdupq_n_s32(logistic.multiplier), shift = vdupq_n_s32(-logistic.shift);
  const Elements elements = elements_of(part, logistic.elements);
  const auto four = [&](int16x4_t q) {
    return vmovn_s32(sigmoid(logistic.steps, vrshlq_s32(vmulq_s32(vmovl_s16(q), multiplier), shift)));
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

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_logistic_s16(int32_t elements, int32_t multiplier, int32_t shift,
                                             const uint16_t* table, lanewise_operator** op) {
  using namespace lanewise;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  LogisticS16 checked = {};
  if (elements < 1 || !fits(multiplier, shift) || table == nullptr || !rises(table, kSteps)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  checked.elements = static_cast<size_t>(elements);
  if (!plan_unary<int16_t, int16_t>(checked.elements, checked.elements, &checked)) return LANEWISE_INVALID_ARGUMENT;
  add_elements_phase(&checked, run_logistic_s16, checked.elements, 32);
  checked.microkernel = &logistic_s16_neon;
  checked.in_place = true;
  checked.multiplier = multiplier;
  checked.shift = shift;
  table_steps(table, kSteps - 1, checked.steps);
  checked.steps[kSteps - 1] = table_step(2 * INT16_MAX, 0);  // the largest output
  return publish(checked, op);
}

// SPDX-License-Identifier: Apache-2.0
// int16 SOFTMAX: exponentials and the reciprocal of their sum by tables of 512 steps.
#include <algorithm>

#include "activation/activation_kernels.h"
#include "activation/table_steps.h"
#include "cpu/blocks.h"
#include "cpu/unguarded.h"
#include "operator/operator.h"
#include "quantization/requantize.h"
#include "quantization/tensor_scale_neon.h"

namespace lanewise {
namespace {

constexpr size_t kSteps = kInt16Steps;
constexpr int kFractionalBits = kInt16FractionalBits;

struct SoftmaxS16 : lanewise_operator {
  size_t depth;
  int32_t multiplier, shift;
  uint32_t exponentials[kSteps];
  int16_t reciprocals[kSteps + 1];
};

int32_t largest(const int16_t* in, size_t count) {
  int16x8_t most = vdupq_n_s16(INT16_MIN);
  size_t i = 0;
  for (; i + 8 <= count; i += 8) most = vmaxq_s16(most, vld1q_s16(in + i));
  int16_t lanes[8];
  vst1q_s16(lanes, most);
  int16_t result = *std::max_element(lanes, lanes + 8);
  for (; i < count; i++) result = std::max(result, in[i]);
  return result;
}

int32_t reciprocal(const int16_t* values, int32_t argument) {
  const int16_t* step = values + kSteps / 2 + (argument >> kFractionalBits);
  const int32_t fraction = argument & ((1 << kFractionalBits) - 1);
  return step[0] + (((step[1] - step[0]) * fraction + (1 << (kFractionalBits - 1))) >> kFractionalBits);
}

/** Writes the exponentials of a row, in Q0.15, and returns their sum. */
LANEWISE_UNGUARDED uint32_t exponentials(const SoftmaxS16& softmax, const int16_t* in, int16_t* out) {
  const ScaleAny scale(softmax.multiplier, softmax.shift);
  const int16x4_t last = vdup_n_s16(INT16_MAX);
  const int32x4_t maximum = vdupq_n_s32(largest(in, softmax.depth));
  const auto four = [&](int16x4_t q) {
    // -65535 to 0 are -10 to 0, moved to the table's argument.
    const int32x4_t scaled = scale(vsubq_s32(vmovl_s16(q), maximum));
    const int32x4_t argument = vmovl_s16(vqmovn_s32(vaddw_s16(scaled, last)));
    return vmovn_s32(interpolate(softmax.exponentials, argument));
  };
  for_each_block(in, out, softmax.depth, [&](const int16_t* from, int16_t* to) {
    for (size_t i = 0; i < kBlock; i += 8) {
      const int16x8_t q = vld1q_s16(from + i);
      vst1q_s16(to + i, vcombine_s16(four(vget_low_s16(q)), four(vget_high_s16(q))));
    }
  });
  uint32_t sum = 0;
  for (size_t i = 0; i < softmax.depth; i++) sum += static_cast<uint32_t>(out[i]);
  return sum;
}

LANEWISE_UNGUARDED void run_row(const SoftmaxS16& softmax, const int16_t* in, int16_t* out) {
  const uint32_t sum = exponentials(softmax, in, out);
  // sum = mantissa * 2^(31 - headroom) in Q0.15, the mantissa in [1, 2); the table's argument is mantissa - 1.
  const int headroom = __builtin_clz(sum);
  const int32_t mantissa = static_cast<int32_t>(((sum << (headroom - 1)) + (1 << 13)) >> 14);
  const int32_t argument = std::min<int32_t>(mantissa - (1 << 15) - (1 << 16), INT16_MAX);
  const int16x4_t scale = vdup_n_s16(static_cast<int16_t>(reciprocal(softmax.reciprocals, argument)));
  const int32x4_t shift = vdupq_n_s32(headroom - 31);
  for_each_block(out, out, softmax.depth, [&](const int16_t* from, int16_t* to) {
    for (size_t i = 0; i < kBlock; i += 8) {
      const int16x8_t e = vld1q_s16(from + i);
      vst1q_s16(to + i, narrow_two(vrshlq_s32(vmull_s16(vget_low_s16(e), scale), shift),
                                   vrshlq_s32(vmull_s16(vget_high_s16(e), scale), shift)));
    }
  });
}

LANEWISE_UNGUARDED void run_softmax_s16(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const SoftmaxS16& softmax = static_cast<const SoftmaxS16&>(op);
  const int16_t* in = static_cast<const int16_t*>(buffers[0].data);
  int16_t* out = static_cast<int16_t*>(buffers[1].data);
  for (size_t row = part.begin; row < part.end; row++) {
    run_row(softmax, in + row * softmax.depth, out + row * softmax.depth);
  }
}

/** Whether sums of exponentials are neither 0 nor too large, and products with reciprocals fit. */
bool valid_tables(const int16_t* exponentials, const int16_t* reciprocals) {
  return exponentials != nullptr && reciprocals != nullptr && exponentials[0] >= 0 && rises(exponentials, kSteps + 1) &&
         exponentials[kSteps - 1] >= 1 << 14 &&
         std::all_of(reciprocals, reciprocals + kSteps + 1, [](int16_t value) { return value >= 0; });
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_softmax_s16(int32_t rows, int32_t depth, int32_t multiplier, int32_t shift,
                                            const int16_t* exponentials, const int16_t* reciprocals,
                                            lanewise_operator** op) {
  using namespace lanewise;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  SoftmaxS16 checked = {};
  const size_t elements = checked_product(rows, depth);
  if (rows < 1 || depth < 1 || depth > UINT16_MAX || !valid_multiplier(multiplier, shift) || shift > 14 ||
      !valid_tables(exponentials, reciprocals) || !plan_unary<int16_t, int16_t>(elements, elements, &checked)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  checked.microkernel = &softmax_s16_neon;
  checked.depth = static_cast<size_t>(depth);
  checked.multiplier = multiplier;
  checked.shift = shift;
  table_steps(exponentials, kSteps, checked.exponentials);
  std::copy_n(reciprocals, kSteps + 1, checked.reciprocals);
  add_phase(&checked, run_softmax_s16, static_cast<size_t>(rows), 32 * checked.depth);
  return publish(checked, op);
}

// SPDX-License-Identifier: Apache-2.0
// L2_NORMALIZATION: rows divided by their lengths.
#include "activation/activation_kernels.h"
#include "activation/inverse_square_root.h"
#include "cpu/blocks.h"
#include "cpu/divide_neon.h"
#include "math/square_root_neon.h"
#include "operator/operator.h"
#include "quantization/tensor_scale_neon.h"

namespace lanewise {
namespace {

// A unit is a row.
struct L2Normalization : lanewise_operator {
  size_t depth;
  int32_t zero_point, shift;  // of int8
};

float sum_of_squares(const float* in, size_t count) {
  float32x4_t squares = vdupq_n_f32(0);
  for (; count >= 4; count -= 4, in += 4) squares = vmlaq_f32(squares, vld1q_f32(in), vld1q_f32(in));
  float lanes[4];
  vst1q_f32(lanes, squares);
  float sum = (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
  for (size_t i = 0; i < count; i++) sum += in[i] * in[i];
  return sum;
}

void run_l2_normalization_f32(const lanewise_operator& base, const lanewise_buffer* buffers, const Part& part) {
  const L2Normalization& op = static_cast<const L2Normalization&>(base);
  const float* in = static_cast<const float*>(buffers[0].data) + part.begin * op.depth;
  float* out = static_cast<float*>(buffers[1].data) + part.begin * op.depth;
  for (size_t row = part.begin; row < part.end; row++, in += op.depth, out += op.depth) {
    const float length = vgetq_lane_f32(square_root(vdupq_n_f32(sum_of_squares(in, op.depth))), 0);
    const float32x4_t divisor = vdupq_n_f32(length < 1e-6f ? 1e-6f : length);
    for_each_block(in, out, op.depth, [&](const float* from, float* to) {
      for (size_t i = 0; i < kBlock; i += 4) vst1q_f32(to + i, divide(vld1q_f32(from + i), divisor));
    });
  }
}

constexpr int32_t kOutputShift = 7;  // a length of 1 is 128 steps

void run_l2_normalization_s8(const lanewise_operator& base, const lanewise_buffer* buffers, const Part& part) {
  const L2Normalization& op = static_cast<const L2Normalization&>(base);
  const int8_t* in = static_cast<const int8_t*>(buffers[0].data) + part.begin * op.depth;
  int8_t* out = static_cast<int8_t*>(buffers[1].data) + part.begin * op.depth;
  const int16x8_t zero_point = vdupq_n_s16(static_cast<int16_t>(op.zero_point));
  const int32x4_t before = vdupq_n_s32(op.shift);
  const NarrowS8 narrow(0, INT8_MIN, INT8_MAX);
  for (size_t row = part.begin; row < part.end; row++, in += op.depth, out += op.depth) {
    uint32_t squares = 0;
    for (size_t i = 0; i < op.depth; i++) {
      const int32_t x = in[i] - op.zero_point;
      squares += static_cast<uint32_t>(x * x);
    }
    const InverseSquareRoot inverse(static_cast<int32_t>(squares));
    const ScaleAny scale(inverse.multiplier, inverse.shift + kOutputShift - op.shift);
    for_each_block(in, out, op.depth, [&](const int8_t* from, int8_t* to) {
      const int8x16_t q = vld1q_s8(from);
      const int16x8_t low = vsubq_s16(vmovl_s8(vget_low_s8(q)), zero_point);
      const int16x8_t high = vsubq_s16(vmovl_s8(vget_high_s8(q)), zero_point);
      const int32x4_t wide[] = {vmovl_s16(vget_low_s16(low)), vmovl_s16(vget_high_s16(low)),
                                vmovl_s16(vget_low_s16(high)), vmovl_s16(vget_high_s16(high))};
      int32x4_t scaled[4];
      for (int i = 0; i < 4; i++) scaled[i] = scale(vshlq_s32(wide[i], before));
      narrow.store(to, scaled);
    });
  }
}

template <typename T>
lanewise_status create(int32_t rows, int32_t depth, PhaseFunction* run, const Microkernel* microkernel,
                       L2Normalization* checked, lanewise_operator** op) {
  const size_t elements = checked_product(rows, depth);
  if (rows < 1 || depth < 1 || !plan_unary<T, T>(elements, elements, checked)) return LANEWISE_INVALID_ARGUMENT;
  checked->depth = static_cast<size_t>(depth);
  add_phase(checked, run, static_cast<size_t>(rows), 16 * checked->depth);
  checked->microkernel = microkernel;
  return publish(*checked, op);
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_l2_normalization_f32(int32_t rows, int32_t depth, lanewise_operator** op) {
  using namespace lanewise;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  L2Normalization checked = {};
  return create<float>(rows, depth, run_l2_normalization_f32, &l2_normalization_f32_neon, &checked, op);
}

lanewise_status lanewise_create_l2_normalization_s8(int32_t rows, int32_t depth, int32_t input_zero_point,
                                                    int32_t shifted, lanewise_operator** op) {
  using namespace lanewise;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  if (!is_int8(input_zero_point) || (shifted != 0 && shifted != 1)) return LANEWISE_INVALID_ARGUMENT;
  L2Normalization checked = {};
  checked.zero_point = input_zero_point;
  checked.shift = shifted != 0 ? kOutputShift : 0;
  return create<int8_t>(rows, depth, run_l2_normalization_s8, &l2_normalization_s8_neon, &checked, op);
}

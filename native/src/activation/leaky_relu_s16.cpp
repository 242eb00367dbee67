// SPDX-License-Identifier: Apache-2.0
// int16 LEAKY_RELU and ABS: two straight lines that meet in 0.
#include "activation/activation_kernels.h"
#include "cpu/blocks.h"
#include "operator/elements.h"
#include "quantization/requantize.h"
#include "quantization/tensor_scale_neon.h"

namespace lanewise {
namespace {

struct TwoLines : lanewise_operator {
  size_t elements;
  int32_t positive_multiplier, positive_shift, negative_multiplier, negative_shift;
};

struct LeakyRelu {
  ScaleAny positive, negative;
  explicit LeakyRelu(const TwoLines& op)
      : positive(op.positive_multiplier, op.positive_shift), negative(op.negative_multiplier, op.negative_shift) {}
  int32x4_t operator()(int32x4_t x) const {
    return vbslq_s32(vcgeq_s32(x, vdupq_n_s32(0)), positive(x), negative(x));
  }
};

struct Magnitude {
  ScaleAny scale;
  explicit Magnitude(const TwoLines& op) : scale(op.positive_multiplier, op.positive_shift) {}
  int32x4_t operator()(int32x4_t x) const { return scale(vabsq_s32(x)); }
};

template <typename Function>
void run_two_lines(const lanewise_operator& base, const lanewise_buffer* buffers, const Part& part) {
  const TwoLines& op = static_cast<const TwoLines&>(base);
  const Function function(op);
  const Elements elements = elements_of(part, op.elements);
  for_each_block(static_cast<const int16_t*>(buffers[0].data) + elements.first,
                 static_cast<int16_t*>(buffers[1].data) + elements.first, elements.count,
                 [&](const int16_t* in, int16_t* out) {
                   for (size_t i = 0; i < kBlock; i += 8) {
                     const int16x8_t q = vld1q_s16(in + i);
                     vst1q_s16(out + i, narrow_two(function(vmovl_s16(vget_low_s16(q))),
                                                   function(vmovl_s16(vget_high_s16(q)))));
                   }
                 });
}

template <typename Function>
lanewise_status create(int32_t elements, int32_t positive_multiplier, int32_t positive_shift,
                       int32_t negative_multiplier, int32_t negative_shift, const Microkernel* microkernel,
                       lanewise_operator** op) {
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  TwoLines checked = {};
  if (elements < 1 || !valid_multiplier(positive_multiplier, positive_shift) ||
      !valid_multiplier(negative_multiplier, negative_shift)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  checked.elements = static_cast<size_t>(elements);
  if (!plan_unary<int16_t, int16_t>(checked.elements, checked.elements, &checked)) return LANEWISE_INVALID_ARGUMENT;
  add_elements_phase(&checked, run_two_lines<Function>, checked.elements, 16);
  checked.microkernel = microkernel;
  checked.in_place = true;
  checked.positive_multiplier = positive_multiplier;
  checked.positive_shift = positive_shift;
  checked.negative_multiplier = negative_multiplier;
  checked.negative_shift = negative_shift;
  return publish(checked, op);
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_leaky_relu_s16(int32_t elements, int32_t positive_multiplier, int32_t positive_shift,
                                               int32_t negative_multiplier, int32_t negative_shift,
                                               lanewise_operator** op) {
  using namespace lanewise;
  return create<LeakyRelu>(elements, positive_multiplier, positive_shift, negative_multiplier, negative_shift,
                           &leaky_relu_s16_neon, op);
}

lanewise_status lanewise_create_abs_s16(int32_t elements, int32_t multiplier, int32_t shift, lanewise_operator** op) {
  using namespace lanewise;
  return create<Magnitude>(elements, multiplier, shift, multiplier, shift, &abs_s16_neon, op);
}

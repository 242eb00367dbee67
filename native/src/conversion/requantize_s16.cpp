// SPDX-License-Identifier: Apache-2.0
// QUANTIZE between integers where one side or both are int16, and RELU of int16.
#include "conversion/conversion_kernels.h"
#include "cpu/blocks.h"
#include "cpu/integer_lanes.h"
#include "operator/elements.h"
#include "quantization/integer_output.h"
#include "quantization/requantize.h"
#include "quantization/tensor_scale_neon.h"

namespace lanewise {
namespace {

struct Requantize : lanewise_operator {
  size_t elements;
  int32_t input_zero_point, output_zero_point, minimum, maximum, multiplier, shift;
};

template <typename T>
struct NarrowTo;
template <>
struct NarrowTo<int8_t> : NarrowS8 {
  using NarrowS8::NarrowS8;
};
template <>
struct NarrowTo<int16_t> : NarrowS16 {
  using NarrowS16::NarrowS16;
};

template <typename In, typename Out, typename Scale>
void run_requantize(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const Requantize& requantize = static_cast<const Requantize&>(op);
  const Scale scale(requantize.multiplier, requantize.shift);
  const NarrowTo<Out> narrow(requantize.output_zero_point, requantize.minimum, requantize.maximum);
  const int8x8_t zero_point = vdup_n_s8(static_cast<int8_t>(requantize.input_zero_point));
  const Elements elements = elements_of(part, requantize.elements);
  for_each_block(static_cast<const In*>(buffers[0].data) + elements.first,
                 static_cast<Out*>(buffers[1].data) + elements.first, elements.count, [&](const In* in, Out* out) {
                   int32x4_t scaled[4];
                   for (int half = 0; half < 2; half++) {
                     const int16x8_t q = load_8_less(in + 8 * half, zero_point);
                     scaled[2 * half] = scale(vmovl_s16(vget_low_s16(q)));
                     scaled[2 * half + 1] = scale(vmovl_s16(vget_high_s16(q)));
                   }
                   narrow.store(out, scaled);
                 });
}

template <typename In, typename Out>
bool valid(const lanewise_requantization* r) {
  return r != nullptr && r->multipliers != nullptr && r->shifts != nullptr && r->factors == nullptr &&
         valid_zero_point<In>(r->input_zero_point) && valid_zero_point<Out>(r->output_zero_point) &&
         valid_clamp<Out>(r->output_minimum, r->output_maximum) && valid_multiplier(r->multipliers[0], r->shifts[0]);
}

template <typename In, typename Out>
lanewise_status create(int32_t elements, const lanewise_requantization* requantization, const Microkernel* microkernel,
                       lanewise_operator** op) {
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  Requantize checked = {};
  if (elements < 1 || !valid<In, Out>(requantization)) return LANEWISE_INVALID_ARGUMENT;
  const lanewise_requantization& r = *requantization;
  checked.elements = static_cast<size_t>(elements);
  if (!plan_unary<In, Out>(checked.elements, checked.elements, &checked)) return LANEWISE_INVALID_ARGUMENT;
  add_elements_phase(&checked, r.shifts[0] < 0 ? run_requantize<In, Out, ScaleDown> : run_requantize<In, Out, ScaleAny>,
                     checked.elements, 8);
  checked.microkernel = microkernel;
  checked.in_place = sizeof(In) == sizeof(Out);
  checked.input_zero_point = r.input_zero_point;
  checked.output_zero_point = r.output_zero_point;
  checked.minimum = r.output_minimum;
  checked.maximum = r.output_maximum;
  checked.multiplier = r.multipliers[0];
  checked.shift = r.shifts[0];
  return publish(checked, op);
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_requantize_s16(int32_t elements, const lanewise_requantization* requantization,
                                               lanewise_operator** op) {
  using namespace lanewise;
  return create<int16_t, int16_t>(elements, requantization, &requantize_s16_neon, op);
}

lanewise_status lanewise_create_requantize_s16_s8(int32_t elements, const lanewise_requantization* requantization,
                                                  lanewise_operator** op) {
  using namespace lanewise;
  return create<int16_t, int8_t>(elements, requantization, &requantize_s16_s8_neon, op);
}

lanewise_status lanewise_create_requantize_s8_s16(int32_t elements, const lanewise_requantization* requantization,
                                                  lanewise_operator** op) {
  using namespace lanewise;
  return create<int8_t, int16_t>(elements, requantization, &requantize_s8_s16_neon, op);
}

// SPDX-License-Identifier: Apache-2.0
// A function of int16 by a table with lines between its values.
#include "activation/activation_kernels.h"
#include "activation/table_steps.h"
#include "cpu/blocks.h"
#include "cpu/unguarded.h"
#include "operator/elements.h"

namespace lanewise {
namespace {

struct LookupS16 : lanewise_operator {
  size_t elements;
  uint32_t steps[kInt16Steps];
};

LANEWISE_UNGUARDED void run_lookup_s16(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const LookupS16& lookup = static_cast<const LookupS16&>(op);
  const Elements elements = elements_of(part, lookup.elements);
  const auto four = [&](int16x4_t q) { return vmovn_s32(interpolate(lookup.steps, vmovl_s16(q))); };
  for_each_block(static_cast<const int16_t*>(buffers[0].data) + elements.first,
                 static_cast<int16_t*>(buffers[1].data) + elements.first, elements.count,
                 [&](const int16_t* in, int16_t* out) {
                   for (size_t i = 0; i < kBlock; i += 8) {
                     const int16x8_t q = vld1q_s16(in + i);
                     vst1q_s16(out + i, vcombine_s16(four(vget_low_s16(q)), four(vget_high_s16(q))));
                   }
                 });
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_lookup_s16(int32_t elements, const int16_t* table, lanewise_operator** op) {
  using namespace lanewise;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  LookupS16 checked = {};
  if (elements < 1 || table == nullptr) return LANEWISE_INVALID_ARGUMENT;
  checked.elements = static_cast<size_t>(elements);
  if (!plan_unary<int16_t, int16_t>(checked.elements, checked.elements, &checked)) return LANEWISE_INVALID_ARGUMENT;
  add_elements_phase(&checked, run_lookup_s16, checked.elements, 24);
  checked.microkernel = &lookup_s16_neon;
  checked.in_place = true;
  table_steps(table, kInt16Steps, checked.steps);
  return publish(checked, op);
}

// SPDX-License-Identifier: Apache-2.0
#include "activation/activation_kernels.h"
#include "activation/lookup_s8.h"

#include "cpu/blocks.h"
#include "cpu/neon.h"
#include "operator/elements.h"

namespace lanewise {
namespace {

struct LookupS8 : lanewise_operator {
  size_t elements;
  int8_t table[256];  // by the bits of the input: 0 to 127, then -128 to -1
};

#if defined(__aarch64__)
constexpr const Microkernel* kKernel = &lookup_s8_aarch64_tbl;

// The whole table stays in 16 registers. TBX leaves a lane alone where its index is not one of its 64.
void look_up(const int8_t* table, const int8_t* in, int8_t* out, size_t count) {
  const int8x16x4_t first = vld1q_s8_x4(table), second = vld1q_s8_x4(table + 64);
  const int8x16x4_t third = vld1q_s8_x4(table + 128), fourth = vld1q_s8_x4(table + 192);
  for_each_block(in, out, count, [&](const int8_t* from, int8_t* to) {
    const uint8x16_t index = vreinterpretq_u8_s8(vld1q_s8(from));
    int8x16_t value = vqtbl4q_s8(first, index);
    value = vqtbx4q_s8(value, second, vsubq_u8(index, vdupq_n_u8(64)));
    value = vqtbx4q_s8(value, third, vsubq_u8(index, vdupq_n_u8(128)));
    value = vqtbx4q_s8(value, fourth, vsubq_u8(index, vdupq_n_u8(192)));
    vst1q_s8(to, value);
  });
}
#else
constexpr const Microkernel* kKernel = &lookup_s8_generic;

void look_up(const int8_t* table, const int8_t* in, int8_t* out, size_t count) {
  for (size_t i = 0; i < count; i++) out[i] = table[static_cast<uint8_t>(in[i])];
}
#endif

void run_lookup_s8(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const LookupS8& lookup = static_cast<const LookupS8&>(op);
  const Elements elements = elements_of(part, lookup.elements);
  look_up(lookup.table, static_cast<const int8_t*>(buffers[0].data) + elements.first,
          static_cast<int8_t*>(buffers[1].data) + elements.first, elements.count);
}

}  // namespace

lanewise_status create_lookup_s8(int32_t elements, const int8_t* table, lanewise_operator** op) {
  LookupS8 checked = {};
  if (elements < 1 || table == nullptr) return LANEWISE_INVALID_ARGUMENT;
  checked.elements = static_cast<size_t>(elements);
  if (!plan_unary<int8_t, int8_t>(checked.elements, checked.elements, &checked)) return LANEWISE_INVALID_ARGUMENT;
  add_elements_phase(&checked, run_lookup_s8, checked.elements, 4);
  checked.microkernel = kKernel;
  checked.in_place = true;
  for (int value = -128; value <= 127; value++) checked.table[static_cast<uint8_t>(value)] = table[value + 128];
  return publish(checked, op);
}

}  // namespace lanewise

lanewise_status lanewise_create_lookup_s8(int32_t elements, const int8_t* table, lanewise_operator** op) {
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  return lanewise::create_lookup_s8(elements, table, op);
}

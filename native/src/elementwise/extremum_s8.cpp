// SPDX-License-Identifier: Apache-2.0
// int8 MAXIMUM and MINIMUM.
#include "cpu/neon.h"
#include "elementwise/broadcast.h"
#include "elementwise/elementwise_kernels.h"

namespace lanewise {
namespace {

struct ExtremumS8 : lanewise_operator {
  BroadcastPlan plan;
};

template <bool kLarger>
void run_extremum_s8(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const ExtremumS8& extremum = static_cast<const ExtremumS8&>(op);
  for_each_broadcast_block<int8_t>(
      extremum.plan, part, buffers, [](const int8_t* left, const int8_t* right, int8_t* out) {
        const int8x16_t l = vld1q_s8(left), r = vld1q_s8(right);
        vst1q_s8(out, kLarger ? vmaxq_s8(l, r) : vminq_s8(l, r));
      });
}

template <bool kLarger>
lanewise_status create(const lanewise_broadcast* broadcast, const Microkernel* microkernel, lanewise_operator** op) {
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  ExtremumS8 checked = {};
  if (!plan_broadcast(broadcast, sizeof(int8_t), &checked.plan, &checked)) return LANEWISE_INVALID_ARGUMENT;
  add_elements_phase(&checked, run_extremum_s8<kLarger>, checked.plan.elements, 4);
  checked.microkernel = microkernel;
  return publish(checked, op);
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_maximum_s8(const lanewise_broadcast* broadcast, lanewise_operator** op) {
  return lanewise::create<true>(broadcast, &lanewise::maximum_s8_neon, op);
}

lanewise_status lanewise_create_minimum_s8(const lanewise_broadcast* broadcast, lanewise_operator** op) {
  return lanewise::create<false>(broadcast, &lanewise::minimum_s8_neon, op);
}

// SPDX-License-Identifier: Apache-2.0
// MAXIMUM and MINIMUM of int8 and int16.
#include "cpu/integer_lanes.h"
#include "elementwise/broadcast.h"
#include "elementwise/elementwise_kernels.h"

namespace lanewise {
namespace {

struct Extremum : lanewise_operator {
  BroadcastPlan plan;
};

template <typename T, bool kLarger>
void run_extremum(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  constexpr size_t kLanes = 16 / sizeof(T);
  for_each_broadcast_block<T>(static_cast<const Extremum&>(op).plan, part, buffers,
                              [](const T* left, const T* right, T* out) {
                                for (size_t i = 0; i < kBlock; i += kLanes) {
                                  const auto l = load(left + i), r = load(right + i);
                                  store(out + i, kLarger ? larger(l, r) : smaller(l, r));
                                }
                              });
}

template <typename T, bool kLarger>
lanewise_status create(const lanewise_broadcast* broadcast, const Microkernel* microkernel, lanewise_operator** op) {
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  Extremum checked = {};
  if (!plan_broadcast(broadcast, sizeof(T), &checked.plan, &checked)) return LANEWISE_INVALID_ARGUMENT;
  add_elements_phase(&checked, run_extremum<T, kLarger>, checked.plan.elements, 4);
  checked.microkernel = microkernel;
  return publish(checked, op);
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_maximum_s8(const lanewise_broadcast* broadcast, lanewise_operator** op) {
  return lanewise::create<int8_t, true>(broadcast, &lanewise::maximum_s8_neon, op);
}

lanewise_status lanewise_create_minimum_s8(const lanewise_broadcast* broadcast, lanewise_operator** op) {
  return lanewise::create<int8_t, false>(broadcast, &lanewise::minimum_s8_neon, op);
}

lanewise_status lanewise_create_maximum_s16(const lanewise_broadcast* broadcast, lanewise_operator** op) {
  return lanewise::create<int16_t, true>(broadcast, &lanewise::maximum_s16_neon, op);
}

lanewise_status lanewise_create_minimum_s16(const lanewise_broadcast* broadcast, lanewise_operator** op) {
  return lanewise::create<int16_t, false>(broadcast, &lanewise::minimum_s16_neon, op);
}

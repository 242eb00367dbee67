// SPDX-License-Identifier: Apache-2.0
// What a lanewise_comparison asks of two values.
#ifndef LANEWISE_ELEMENTWISE_COMPARISONS_H_
#define LANEWISE_ELEMENTWISE_COMPARISONS_H_

#include "elementwise/broadcast.h"

namespace lanewise {

// clang-format off
struct Equal { template <typename T> static bool of(T l, T r) { return l == r; } };
struct Greater { template <typename T> static bool of(T l, T r) { return l > r; } };
struct GreaterEqual { template <typename T> static bool of(T l, T r) { return l >= r; } };
struct Less { template <typename T> static bool of(T l, T r) { return l < r; } };
struct LessEqual { template <typename T> static bool of(T l, T r) { return l <= r; } };
struct NotEqual { template <typename T> static bool of(T l, T r) { return l != r; } };
// clang-format on

/** Makes a planned operator's output bytes, which take no input's place. */
inline void write_truths(const BroadcastPlan& plan, lanewise_operator* op) {
  op->output_size = plan.elements;
  op->output_alignment = 1;
  op->in_place = false;
}

inline bool is_comparison(int32_t number) { return number >= LANEWISE_EQUAL && number <= LANEWISE_NOT_EQUAL; }

}  // namespace lanewise

#endif  // LANEWISE_ELEMENTWISE_COMPARISONS_H_

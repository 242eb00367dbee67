// SPDX-License-Identifier: Apache-2.0
// Comparisons of two values, in plain loops.
#include "elementwise/comparisons.h"
#include "elementwise/elementwise_kernels.h"
#include "operator/element_type.h"

namespace lanewise {
namespace {

struct Compare : lanewise_operator {
  BroadcastPlan plan;
};

struct CompareS8 : Compare {
  int32_t left[256], right[256];  // what a byte stands for, that of -128 first
};

template <typename T, typename Comparison>
void run_compare(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  for_each_broadcast_block<T, uint8_t>(static_cast<const Compare&>(op).plan, part, buffers,
                                       [](const T* left, const T* right, uint8_t* out) {
                                         for (size_t i = 0; i < kBlock; i++) out[i] = Comparison::of(left[i], right[i]);
                                       });
}

template <typename Comparison>
void run_compare_s8(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const CompareS8& compare = static_cast<const CompareS8&>(op);
  for_each_broadcast_block<int8_t, uint8_t>(
      compare.plan, part, buffers, [&](const int8_t* left, const int8_t* right, uint8_t* out) {
        for (size_t i = 0; i < kBlock; i++) {
          out[i] = Comparison::of(compare.left[left[i] + 128], compare.right[right[i] + 128]);
        }
      });
}

// In the order of lanewise_comparison.
template <typename T>
constexpr PhaseFunction* kComparisons[] = {run_compare<T, Equal>,        run_compare<T, Greater>,
                                           run_compare<T, GreaterEqual>, run_compare<T, Less>,
                                           run_compare<T, LessEqual>,    run_compare<T, NotEqual>};
constexpr PhaseFunction* kComparisonsS8[] = {run_compare_s8<Equal>,        run_compare_s8<Greater>,
                                             run_compare_s8<GreaterEqual>, run_compare_s8<Less>,
                                             run_compare_s8<LessEqual>,    run_compare_s8<NotEqual>};

// NULL for a type that is not compared.
PhaseFunction* choose(int32_t type, int32_t comparison) {
  switch (type) {
    case LANEWISE_F32: return kComparisons<float>[comparison];
    case LANEWISE_S16: return kComparisons<int16_t>[comparison];
    case LANEWISE_S32: return kComparisons<int32_t>[comparison];
    case LANEWISE_S64: return kComparisons<int64_t>[comparison];
    case LANEWISE_BOOL:
    case LANEWISE_U8: return kComparisons<uint8_t>[comparison];
    default: return nullptr;
  }
}

// False for a bad broadcast.
bool plan_compare(const lanewise_broadcast* broadcast, size_t bytes, PhaseFunction* run, Compare* op) {
  if (!plan_broadcast(broadcast, bytes, &op->plan, op)) return false;
  write_truths(op->plan, op);
  add_elements_phase(op, run, op->plan.elements, 4);
  op->microkernel = &compare_generic;
  return true;
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_compare(const lanewise_broadcast* broadcast, int32_t comparison, int32_t type,
                                        lanewise_operator** op) {
  using namespace lanewise;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  if (!is_comparison(comparison)) return LANEWISE_INVALID_ARGUMENT;
  Compare checked = {};
  PhaseFunction* run = choose(type, comparison);
  if (run == nullptr || !plan_compare(broadcast, element_bytes(type), run, &checked)) return LANEWISE_INVALID_ARGUMENT;
  return publish(checked, op);
}

lanewise_status lanewise_create_compare_s8(const lanewise_broadcast* broadcast, int32_t comparison,
                                           const int32_t* left_values, const int32_t* right_values,
                                           lanewise_operator** op) {
  using namespace lanewise;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  CompareS8 checked = {};
  if (!is_comparison(comparison) || left_values == nullptr || right_values == nullptr ||
      !plan_compare(broadcast, sizeof(int8_t), kComparisonsS8[comparison], &checked)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  std::memcpy(checked.left, left_values, sizeof checked.left);
  std::memcpy(checked.right, right_values, sizeof checked.right);
  return publish(checked, op);
}

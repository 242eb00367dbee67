// SPDX-License-Identifier: Apache-2.0
// Comparisons of two values, in plain loops.
#include "elementwise/comparisons.h"
#include "elementwise/elementwise_kernels.h"
#include "operator/element_type.h"

namespace lanewise {
namespace {

struct Compare : lanewise_operator {
  BroadcastPlan plan;
  BlockFunction* block;
};

struct CompareS8 : Compare {
  int32_t left[256], right[256];  // what a byte stands for, that of -128 first
};

template <typename T, typename Comparison>
void compare_block(const lanewise_operator&, const void* left, const void* right, void* out) {
  const T *l = static_cast<const T*>(left), *r = static_cast<const T*>(right);
  uint8_t truths[kBlock];  // of which the compiler knows that they are no input
  for (size_t i = 0; i < kBlock; i++) truths[i] = Comparison::of(l[i], r[i]);
  std::memcpy(out, truths, sizeof truths);
}

template <typename Comparison>
void compare_block_s8(const lanewise_operator& op, const void* left, const void* right, void* out) {
  const CompareS8& compare = static_cast<const CompareS8&>(op);
  const int8_t *l = static_cast<const int8_t*>(left), *r = static_cast<const int8_t*>(right);
  uint8_t truths[kBlock];
  for (size_t i = 0; i < kBlock; i++) truths[i] = Comparison::of(compare.left[l[i] + 128], compare.right[r[i] + 128]);
  std::memcpy(out, truths, sizeof truths);
}

template <typename T>
void run_compare(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const Compare& compare = static_cast<const Compare&>(op);
  call_for_each_block<T, uint8_t>(op, compare.plan, part, buffers, compare.block);
}

// In the order of lanewise_comparison.
template <typename T>
constexpr BlockFunction* kComparisons[] = {compare_block<T, Equal>,        compare_block<T, Greater>,
                                           compare_block<T, GreaterEqual>, compare_block<T, Less>,
                                           compare_block<T, LessEqual>,    compare_block<T, NotEqual>};
constexpr BlockFunction* kComparisonsS8[] = {compare_block_s8<Equal>,        compare_block_s8<Greater>,
                                             compare_block_s8<GreaterEqual>, compare_block_s8<Less>,
                                             compare_block_s8<LessEqual>,    compare_block_s8<NotEqual>};

template <typename T>
PhaseFunction* set_block(int32_t comparison, Compare* op) {
  op->block = kComparisons<T>[comparison];
  return run_compare<T>;
}

// NULL for a type that is not compared.
PhaseFunction* set_block(int32_t type, int32_t comparison, Compare* op) {
  switch (type) {
    case LANEWISE_F32: return set_block<float>(comparison, op);
    case LANEWISE_S16: return set_block<int16_t>(comparison, op);
    case LANEWISE_S32: return set_block<int32_t>(comparison, op);
    case LANEWISE_S64: return set_block<int64_t>(comparison, op);
    case LANEWISE_BOOL:
    case LANEWISE_U8: return set_block<uint8_t>(comparison, op);
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
  PhaseFunction* run = set_block(type, comparison, &checked);
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
      !plan_compare(broadcast, sizeof(int8_t), run_compare<int8_t>, &checked)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  checked.block = kComparisonsS8[comparison];
  std::memcpy(checked.left, left_values, sizeof checked.left);
  std::memcpy(checked.right, right_values, sizeof checked.right);
  return publish(checked, op);
}

// SPDX-License-Identifier: Apache-2.0
// Comparisons of int16 on two grids: both sides are brought to reals times 256, each rounded by itself.
#include "elementwise/comparisons.h"
#include "elementwise/elementwise_kernels.h"
#include "quantization/requantize.h"
#include "quantization/tensor_scale_neon.h"

namespace lanewise {
namespace {

constexpr int kLeftShift = 8;

struct CompareS16 : lanewise_operator {
  BroadcastPlan plan;
  int32_t left_multiplier, left_shift, right_multiplier, right_shift;
};

void rescale(const int16_t* in, const ScaleAny& scale, int32_t (&out)[kBlock]) {
  for (size_t i = 0; i < kBlock; i += 4) vst1q_s32(out + i, scale(vshll_n_s16(vld1_s16(in + i), kLeftShift)));
}

template <typename Comparison>
void run_compare_s16(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const CompareS16& compare = static_cast<const CompareS16&>(op);
  const ScaleAny left_scale(compare.left_multiplier, compare.left_shift);
  const ScaleAny right_scale(compare.right_multiplier, compare.right_shift);
  for_each_broadcast_block<int16_t, uint8_t>(
      compare.plan, part, buffers, [&](const int16_t* left, const int16_t* right, uint8_t* out) {
        int32_t l[kBlock], r[kBlock];
        rescale(left, left_scale, l);
        rescale(right, right_scale, r);
        for (size_t i = 0; i < kBlock; i++) out[i] = Comparison::of(l[i], r[i]);
      });
}

// In the order of lanewise_comparison.
constexpr PhaseFunction* kComparisons[] = {run_compare_s16<Equal>,        run_compare_s16<Greater>,
                                           run_compare_s16<GreaterEqual>, run_compare_s16<Less>,
                                           run_compare_s16<LessEqual>,    run_compare_s16<NotEqual>};

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_compare_s16(const lanewise_broadcast* broadcast, int32_t comparison,
                                            int32_t left_multiplier, int32_t left_shift, int32_t right_multiplier,
                                            int32_t right_shift, lanewise_operator** op) {
  using namespace lanewise;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  CompareS16 checked = {};
  if (!is_comparison(comparison) || !valid_multiplier(left_multiplier, left_shift) ||
      !valid_multiplier(right_multiplier, right_shift) ||
      !plan_broadcast(broadcast, sizeof(int16_t), &checked.plan, &checked)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  write_truths(checked.plan, &checked);
  add_elements_phase(&checked, kComparisons[comparison], checked.plan.elements, 16);
  checked.microkernel = &compare_s16_neon;
  checked.left_multiplier = left_multiplier;
  checked.left_shift = left_shift;
  checked.right_multiplier = right_multiplier;
  checked.right_shift = right_shift;
  return publish(checked, op);
}

// SPDX-License-Identifier: Apache-2.0
// int16 ADD and SUB. As in int8 (add_s8.cpp) the larger input is halved, which is a shift; only the other one needs a
// multiplication.
#include "cpu/integer_lanes.h"
#include "elementwise/add_params.h"
#include "elementwise/elementwise_kernels.h"
#include "quantization/tensor_scale_neon.h"

namespace lanewise {
namespace {

constexpr int kLeftShift = 15;

/** An input at the common scale: half of it, which is exact, or what a multiplier makes of it. */
struct Half {
  Half(int32_t, int32_t) {}
  int32x4_t operator()(int16x4_t q) const { return vshll_n_s16(q, kLeftShift - 1); }
};

template <typename Scale>
struct Scaled {
  Scale scale;
  Scaled(int32_t multiplier, int32_t shift) : scale(multiplier, shift) {}
  int32x4_t operator()(int16x4_t q) const { return scale(vshll_n_s16(q, kLeftShift)); }
};

// kSign is 1, or -1 where the right input is subtracted.
template <int kSign, typename Left, typename Right, typename Output>
void run_add_s16(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const AddOperator& add = static_cast<const AddOperator&>(op);
  const lanewise_add_params& p = add.params;
  const Left left_scale(p.left_multiplier, p.left_multiplier_shift);
  const Right right_scale(p.right_multiplier, p.right_multiplier_shift);
  const Output output_scale(p.output_multiplier, p.output_multiplier_shift);
  const NarrowS16 narrow(0, p.output_minimum, p.output_maximum);
  const auto sum = [&](int16x4_t left, int16x4_t right) {
    const int32x4_t l = left_scale(left), r = right_scale(right);
    return output_scale(kSign < 0 ? vsubq_s32(l, r) : vaddq_s32(l, r));
  };
  for_each_broadcast_block<int16_t>(
      add.plan, part, buffers, [&](const int16_t* left, const int16_t* right, int16_t* out) {
        int32x4_t sums[4];
        for (int half = 0; half < 2; half++) {
          const int16x8_t l = load(left + 8 * half), r = load(right + 8 * half);
          sums[2 * half] = sum(vget_low_s16(l), vget_low_s16(r));
          sums[2 * half + 1] = sum(vget_high_s16(l), vget_high_s16(r));
        }
        narrow.store(out, sums);
      });
}

template <int kSign>
auto choose_run(const lanewise_add_params& p) {
  if (p.output_multiplier_shift < 0) {
    if (halves_left(p) && halves_right(p)) return run_add_s16<kSign, Half, Half, ScaleDown>;
    if (halves_left(p) && p.right_multiplier_shift < 0) return run_add_s16<kSign, Half, Scaled<ScaleDown>, ScaleDown>;
    if (halves_right(p) && p.left_multiplier_shift < 0) return run_add_s16<kSign, Scaled<ScaleDown>, Half, ScaleDown>;
  }
  return run_add_s16<kSign, Scaled<ScaleAny>, Scaled<ScaleAny>, ScaleAny>;  // right for all parameters
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_add_s16(const lanewise_broadcast* broadcast, const lanewise_add_params* params,
                                        lanewise_operator** op) {
  using namespace lanewise;
  return create_add<int16_t>(broadcast, params, kLeftShift, choose_run<1>, &add_s16_neon, 12, op);
}

lanewise_status lanewise_create_sub_s16(const lanewise_broadcast* broadcast, const lanewise_add_params* params,
                                        lanewise_operator** op) {
  using namespace lanewise;
  return create_add<int16_t>(broadcast, params, kLeftShift, choose_run<-1>, &sub_s16_neon, 12, op);
}

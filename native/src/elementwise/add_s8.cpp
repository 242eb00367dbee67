// SPDX-License-Identifier: Apache-2.0
// int8 ADD and SUB, which subtracts the right input once it is on the common scale.
//
// TFLite chooses the common scale as twice the larger input scale. The larger input is therefore multiplied by exactly
// one half, which is a shift; only the other one needs a multiplication.
#include "elementwise/add_params.h"
#include "elementwise/elementwise_kernels.h"
#include "quantization/tensor_scale_neon.h"

namespace lanewise {
namespace {

constexpr int kLeftShift = 20;   // moves the 9 bits of q - zero_point up, with room for the sum of two
constexpr int kWidenShift = 5;   // how much of it happens while widening to 16 bits
constexpr int kRestShift = kLeftShift - kWidenShift;

/** (q - zero_point) * 2^kWidenShift of 16 values, 4 at a time. */
struct Widened {
  int16x8_t low, high;

  Widened(const int8_t* in, int16x8_t zero_point) {
    const int8x16_t q = vld1q_s8(in);
    low = vsubq_s16(vshll_n_s8(vget_low_s8(q), kWidenShift), zero_point);
    high = vsubq_s16(vshll_n_s8(vget_high_s8(q), kWidenShift), zero_point);
  }

  int16x4_t quarter(int i) const {
    return i == 0 ? vget_low_s16(low) : i == 1 ? vget_high_s16(low) : i == 2 ? vget_low_s16(high) : vget_high_s16(high);
  }
};

int16x8_t widened_zero_point(int32_t zero_point) {
  return vdupq_n_s16(static_cast<int16_t>(zero_point * (1 << kWidenShift)));
}

// The sum at the common scale, from inputs moved by kWidenShift. Halving is exact: no rounding is left out. kSign is 1,
// or -1 where the right input is subtracted.
template <int kSign>
int32x4_t with_sign(int32x4_t x) {
  return kSign < 0 ? vnegq_s32(x) : x;
}

constexpr int16_t kHalf = 1 << (kRestShift - 1);

template <int kSign>
struct HalveBoth {
  explicit HalveBoth(const lanewise_add_params&) {}
  int32x4_t operator()(int16x4_t l, int16x4_t r) const {
    return vshll_n_s16(kSign < 0 ? vsub_s16(l, r) : vadd_s16(l, r), kRestShift - 1);
  }
};

template <int kSign>
struct HalveLeft {
  ScaleDown right;
  explicit HalveLeft(const lanewise_add_params& p) : right(p.right_multiplier, p.right_multiplier_shift) {}
  int32x4_t operator()(int16x4_t l, int16x4_t r) const {
    return vmlal_s16(with_sign<kSign>(right(vshll_n_s16(r, kRestShift))), l, vdup_n_s16(kHalf));
  }
};

template <int kSign>
struct HalveRight {
  ScaleDown left;
  explicit HalveRight(const lanewise_add_params& p) : left(p.left_multiplier, p.left_multiplier_shift) {}
  int32x4_t operator()(int16x4_t l, int16x4_t r) const {
    return vmlal_s16(left(vshll_n_s16(l, kRestShift)), r, vdup_n_s16(kSign * kHalf));
  }
};

template <int kSign>
struct HalveNone {
  ScaleAny left, right;
  explicit HalveNone(const lanewise_add_params& p)
      : left(p.left_multiplier, p.left_multiplier_shift), right(p.right_multiplier, p.right_multiplier_shift) {}
  int32x4_t operator()(int16x4_t l, int16x4_t r) const {
    return vaddq_s32(left(vshll_n_s16(l, kRestShift)), with_sign<kSign>(right(vshll_n_s16(r, kRestShift))));
  }
};

template <typename Sum, typename Scale, typename Narrow>
void run_add_s8(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const AddOperator& add = static_cast<const AddOperator&>(op);
  const lanewise_add_params& p = add.params;
  const Sum sum(p);
  const Scale scale(p.output_multiplier, p.output_multiplier_shift);
  const int16x8_t left_zero_point = widened_zero_point(p.left_zero_point);
  const int16x8_t right_zero_point = widened_zero_point(p.right_zero_point);
  const Narrow narrow(p.output_zero_point, p.output_minimum, p.output_maximum);
  for_each_broadcast_block<int8_t>(add.plan, part, buffers, [&](const int8_t* left, const int8_t* right, int8_t* out) {
    const Widened l(left, left_zero_point), r(right, right_zero_point);
    int32x4_t scaled[4];
    for (int i = 0; i < 4; i++) scaled[i] = scale(sum(l.quarter(i), r.quarter(i)));
    narrow.store(out, scaled);
  });
}

template <typename Sum>
auto choose_output(const lanewise_add_params& p) {
  const bool rectified = is_rectified(p.output_zero_point, p.output_minimum, p.output_maximum);
  return rectified ? run_add_s8<Sum, ScaleRectified, NarrowRectified> : run_add_s8<Sum, ScaleDown, NarrowS8>;
}

template <int kSign>
auto choose_run(const lanewise_add_params& p) {
  if (p.output_multiplier_shift < 0) {
    if (halves_left(p) && halves_right(p)) return choose_output<HalveBoth<kSign>>(p);
    if (halves_left(p) && p.right_multiplier_shift < 0) return choose_output<HalveLeft<kSign>>(p);
    if (halves_right(p) && p.left_multiplier_shift < 0) return choose_output<HalveRight<kSign>>(p);
  }
  return run_add_s8<HalveNone<kSign>, ScaleAny, NarrowS8>;  // right for all parameters, but TFLite makes none of these
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_add_s8(const lanewise_broadcast* broadcast, const lanewise_add_params* params,
                                       lanewise_operator** op) {
  using namespace lanewise;
  return create_add<int8_t>(broadcast, params, kLeftShift, choose_run<1>, &add_s8_neon, 12, op);
}

lanewise_status lanewise_create_sub_s8(const lanewise_broadcast* broadcast, const lanewise_add_params* params,
                                       lanewise_operator** op) {
  using namespace lanewise;
  return create_add<int8_t>(broadcast, params, kLeftShift, choose_run<-1>, &sub_s8_neon, 12, op);
}

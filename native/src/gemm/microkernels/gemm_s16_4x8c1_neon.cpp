// SPDX-License-Identifier: Apache-2.0
// 4x8 in NEON by lane: weights are widened once for four rows, then one value of each row against 8 of them per step:
//
//            w[0..3]  w[4..7]
//   a[0][k]   acc00    acc01
//   a[1][k]   acc10    acc11     2 multiplications of 4 lanes per row and step: 4 MAC per instruction
//   a[2][k]   acc20    acc21
//   a[3][k]   acc30    acc31
//
// Right for all inputs: a product is at most 2^22 in magnitude, so int32 holds 508 of them; then they are added up in
// int64.
#include "gemm/gemm_s16.h"

#include <cstring>

#include "cpu/neon.h"

namespace lanewise {
namespace {

constexpr size_t kProductsPerInt32 = 508;  // whole steps of 4

struct Panel {
  const int64_t* bias;
  const double* factors;
  const int32_t* multipliers;
  const int32_t* right_shifts;
  const int8_t* weights;
};

LANEWISE_INLINE Panel panel_at(const uint8_t* bytes) {
  const uint8_t* scales = bytes + kGemmS16Columns * sizeof(int64_t);
  const int32_t* multipliers = reinterpret_cast<const int32_t*>(scales);
  return {reinterpret_cast<const int64_t*>(bytes), reinterpret_cast<const double*>(scales), multipliers,
          multipliers + kGemmS16Columns, reinterpret_cast<const int8_t*>(scales + kGemmS16Columns * sizeof(double))};
}

template <int R>
struct Sums {
  int32x4_t part[R][2];
  int64_t whole[R][kGemmS16Columns];

  [[gnu::always_inline]] explicit Sums(const int64_t* bias) {
    for (int r = 0; r < R; r++) {
      part[r][0] = part[r][1] = vdupq_n_s32(0);
      std::memcpy(whole[r], bias, sizeof whole[r]);
    }
  }

  [[gnu::always_inline]] void flush() {
    for (int r = 0; r < R; r++) {
      for (int half = 0; half < 2; half++) {
        int64_t* to = whole[r] + 4 * half;
        vst1q_s64(to, vaddw_s32(vld1q_s64(to), vget_low_s32(part[r][half])));
        vst1q_s64(to + 2, vaddw_s32(vld1q_s64(to + 2), vget_high_s32(part[r][half])));
        part[r][half] = vdupq_n_s32(0);
      }
    }
  }

  [[gnu::always_inline]] void add(const int16_t* const* a, const int8_t* w, size_t products) {
    size_t k = 0;
    for (; k + 4 <= products; k += 4, w += 4 * kGemmS16Columns) {
      const int16x8_t w0 = vmovl_s8(vld1_s8(w)), w1 = vmovl_s8(vld1_s8(w + 8));
      const int16x8_t w2 = vmovl_s8(vld1_s8(w + 16)), w3 = vmovl_s8(vld1_s8(w + 24));
      for (int r = 0; r < R; r++) {
        const int16x4_t four = vld1_s16(a[r] + k);
        part[r][0] = vmlal_lane_s16(part[r][0], vget_low_s16(w0), four, 0);
        part[r][1] = vmlal_lane_s16(part[r][1], vget_high_s16(w0), four, 0);
        part[r][0] = vmlal_lane_s16(part[r][0], vget_low_s16(w1), four, 1);
        part[r][1] = vmlal_lane_s16(part[r][1], vget_high_s16(w1), four, 1);
        part[r][0] = vmlal_lane_s16(part[r][0], vget_low_s16(w2), four, 2);
        part[r][1] = vmlal_lane_s16(part[r][1], vget_high_s16(w2), four, 2);
        part[r][0] = vmlal_lane_s16(part[r][0], vget_low_s16(w3), four, 3);
        part[r][1] = vmlal_lane_s16(part[r][1], vget_high_s16(w3), four, 3);
      }
    }
    for (; k < products; k++, w += kGemmS16Columns) {
      const int16x8_t w0 = vmovl_s8(vld1_s8(w));
      for (int r = 0; r < R; r++) {
        part[r][0] = vmlal_n_s16(part[r][0], vget_low_s16(w0), a[r][k]);
        part[r][1] = vmlal_n_s16(part[r][1], vget_high_s16(w0), a[r][k]);
      }
    }
  }
};

LANEWISE_INLINE void store(const int64_t* sums, const Panel& panel, const OutputS16& output, int16_t* c,
                           size_t columns) {
  for (size_t n = 0; n < columns; n++) {
    c[n] = output.in_double ? scale_in_double_s16(sums[n], panel.factors[n], output)
                            : requantize_s16(sums[n], panel.multipliers[n], panel.right_shifts[n], output);
  }
}

LANEWISE_INLINE void store(const int64_t* sums, const Panel& panel, const OutputDynamicF32& output, float* c,
                           size_t columns) {
  const float* scales = reinterpret_cast<const float*>(panel.factors);
  const float* bias = scales + kGemmS16Columns;
  for (size_t n = 0; n < columns; n++) c[n] = scale_dynamic_f32(sums[n], scales[n], bias[n], output);
}

template <int R, typename Call, typename Result>
LANEWISE_INLINE void tile(const Call& call, const int16_t* const* rows, const Panel& panel, Result* c, size_t columns) {
  Sums<R> sums(panel.bias);
  const int8_t* w = panel.weights;
  size_t room = kProductsPerInt32;
  for (size_t s = 0; s < call.segments; s++) {
    for (size_t k = 0; k < call.segment_length;) {
      const size_t left = call.segment_length - k, products = left < room ? left : room;
      const int16_t* a[R];
      for (int r = 0; r < R; r++) a[r] = rows[r] + call.segment_offsets[s] / sizeof(int16_t) + k;
      sums.add(a, w, products);
      w += products * kGemmS16Columns;
      k += products;
      room -= products;
      if (room == 0) {
        sums.flush();
        room = kProductsPerInt32;
      }
    }
  }
  sums.flush();
  for (int r = 0; r < R; r++, c += call.c_stride) {
    store(sums.whole[r], panel, call.output, c, columns < kGemmS16Columns ? columns : kGemmS16Columns);
  }
}

template <int R, typename Call, typename Result>
LANEWISE_INLINE void all_columns(const Call& call, const int16_t* const* rows, Result* c) {
  const uint8_t* panel = call.panels;
  for (size_t n = 0; n < call.columns; n += kGemmS16Columns) {
    tile<R>(call, rows, panel_at(panel), c + n, call.columns - n);
    panel += gemm_s16_panel_bytes(call.segments * call.segment_length);
  }
}

template <typename Call>
LANEWISE_INLINE void all_rows(const Call& call) {
  size_t m = 0;
  for (; m + 4 <= call.rows; m += 4) all_columns<4>(call, call.a + m, call.c + m * call.c_stride);
  for (; m < call.rows; m++) all_columns<1>(call, call.a + m, call.c + m * call.c_stride);
}

}  // namespace

void gemm_s16_4x8c1_neon(const GemmS16Call& call) { all_rows(call); }
void gemm_dynamic_f32_4x8c1_neon(const GemmDynamicF32Call& call) { all_rows(call); }

}  // namespace lanewise

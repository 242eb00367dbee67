// SPDX-License-Identifier: Apache-2.0
// int8 MEAN.
#include "operator/operator.h"
#include "quantization/requantize.h"
#include "quantization/tensor_scale_neon.h"
#include "reduction/channel_sums_s8.h"
#include "reduction/reduction_kernels.h"

namespace lanewise {
namespace {

// A unit is one of ChannelBlocks.
struct MeanS8 : lanewise_operator {
  size_t reduced, inner;
  int32_t zero_sum;  // what `reduced` zero points add up to
  int32_t output_zero_point, multiplier, shift;
};

// Sum of a run: the case of one channel.
int32_t sum_run(const int8_t* in, size_t count) {
  int32x4_t sums = vdupq_n_s32(0);
  size_t i = 0;
  for (; i + 16 <= count; i += 16) sums = vpadalq_s16(sums, vpaddlq_s8(vld1q_s8(in + i)));
  int32_t lanes[4];
  vst1q_s32(lanes, sums);
  int32_t sum = lanes[0] + lanes[1] + lanes[2] + lanes[3];
  for (; i < count; i++) sum += in[i];
  return sum;
}

void run_mean_s8(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const MeanS8& mean = static_cast<const MeanS8&>(op);
  const ScaleAny scale(mean.multiplier, mean.shift);
  const NarrowS8 narrow(mean.output_zero_point, INT8_MIN, INT8_MAX);
  const Cells cells = {mean.reduced, 1, mean.inner, mean.inner};
  const ChannelBlocks blocks(mean.inner);
  for_each_row(part, blocks.count, [&](size_t row, size_t first, size_t last) {
    const int8_t* in =
        static_cast<const int8_t*>(buffers[0].data) + row * mean.reduced * mean.inner + blocks.first(first);
    int8_t* out = static_cast<int8_t*>(buffers[1].data) + row * mean.inner + blocks.first(first);
    for_each_channel<16>(
        blocks.first(last) - blocks.first(first),
        [&](size_t c) {
          int32x4_t sums[4];
          sum_16_channels(in + c, cells, sums);
          for (int32x4_t& sum : sums) sum = scale(vsubq_s32(sum, vdupq_n_s32(mean.zero_sum)));
          narrow.store(out + c, sums);
        },
        [&](size_t c) {
          int32_t sum = 0;
          if (mean.inner == 1) {
            sum = sum_run(in, mean.reduced);
          } else {
            for_each_cell(in + c, cells, [&sum](const int8_t* cell) { sum += *cell; });
          }
          out[c] =
              requantize(sum - mean.zero_sum, mean.multiplier, mean.shift, mean.output_zero_point, INT8_MIN, INT8_MAX);
        });
  });
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_mean_s8(int32_t outer, int32_t reduced, int32_t inner, int32_t input_zero_point,
                                        int32_t output_zero_point, int32_t multiplier, int32_t shift,
                                        lanewise_operator** op) {
  using namespace lanewise;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  constexpr int32_t kMostTerms = INT32_MAX / 255;  // their sum less the zero points fits 32 bits
  MeanS8 checked = {};
  if (outer < 1 || reduced < 1 || reduced > kMostTerms || inner < 1 || !is_int8(input_zero_point) ||
      !is_int8(output_zero_point) || multiplier < 0 || shift < -31 || shift > 30 ||
      !plan_unary<int8_t, int8_t>(checked_product(outer, reduced, inner), checked_product(outer, inner), &checked)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  checked.microkernel = &mean_s8_neon;
  checked.reduced = static_cast<size_t>(reduced);
  checked.inner = static_cast<size_t>(inner);
  const ChannelBlocks blocks(checked.inner);
  add_phase(&checked, run_mean_s8, static_cast<size_t>(outer) * blocks.count,
            checked.reduced * checked.inner / blocks.count);
  checked.zero_sum = reduced * input_zero_point;
  checked.output_zero_point = output_zero_point;
  checked.multiplier = multiplier;
  checked.shift = shift;
  return publish(checked, op);
}

// SPDX-License-Identifier: Apache-2.0
// MEAN of int8 and int16.
#include "operator/operator.h"
#include "quantization/integer_output.h"
#include "quantization/requantize.h"
#include "reduction/integer_channels.h"
#include "reduction/reduction_kernels.h"

namespace lanewise {
namespace {

// A unit is one of ChannelBlocks.
struct Mean : lanewise_operator {
  size_t reduced, inner;
  int32_t zero_sum;  // what `reduced` zero points add up to
  int32_t output_zero_point, multiplier, shift;
};

// Sum of a run: the case of one channel.
template <typename T>
int32_t sum_run(const T* in, size_t count) {
  int32x4_t sums = vdupq_n_s32(0);
  size_t i = 0;
  for (; i + 16 <= count; i += 16) sums = IntegerChannels<T>::add_16(sums, in + i);
  int32_t lanes[4];
  vst1q_s32(lanes, sums);
  int32_t sum = lanes[0] + lanes[1] + lanes[2] + lanes[3];
  for (; i < count; i++) sum += in[i];
  return sum;
}

template <typename T>
void run_mean(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  using Channels = IntegerChannels<T>;
  constexpr int32_t kMinimum = std::numeric_limits<T>::min(), kMaximum = std::numeric_limits<T>::max();
  const Mean& mean = static_cast<const Mean&>(op);
  const ScaleAny scale(mean.multiplier, mean.shift);
  const typename Channels::Narrow narrow(mean.output_zero_point, kMinimum, kMaximum);
  const Cells cells = {mean.reduced, 1, mean.inner, mean.inner};
  const ChannelBlocks blocks(mean.inner);
  for_each_row(part, blocks.count, [&](size_t row, size_t first, size_t last) {
    const T* in = static_cast<const T*>(buffers[0].data) + row * mean.reduced * mean.inner + blocks.first(first);
    T* out = static_cast<T*>(buffers[1].data) + row * mean.inner + blocks.first(first);
    for_each_channel<Channels::kLanes>(
        blocks.first(last) - blocks.first(first),
        [&](size_t c) {
          typename Channels::Sums sums;
          Channels::sum(in + c, cells, sums);
          for (int32x4_t& sum : sums) sum = scale(vsubq_s32(sum, vdupq_n_s32(mean.zero_sum)));
          narrow.store(out + c, sums);
        },
        [&](size_t c) {
          int32_t sum = 0;
          if (mean.inner == 1) {
            sum = sum_run(in, mean.reduced);
          } else {
            for_each_cell(in + c, cells, [&sum](const T* cell) { sum += *cell; });
          }
          out[c] = requantize<T>(sum - mean.zero_sum, mean.multiplier, mean.shift, mean.output_zero_point, kMinimum,
                                 kMaximum);
        });
  });
}

/** `farthest`: a value from its zero point. */
template <typename T>
lanewise_status create(int32_t outer, int32_t reduced, int32_t inner, int32_t farthest, int32_t input_zero_point,
                       int32_t output_zero_point, int32_t multiplier, int32_t shift, const Microkernel* microkernel,
                       lanewise_operator** op) {
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  const int32_t most_terms = INT32_MAX / farthest;  // their sum less the zero points fits 32 bits
  Mean checked = {};
  if (outer < 1 || reduced < 1 || reduced > most_terms || inner < 1 || !valid_zero_point<T>(input_zero_point) ||
      !valid_zero_point<T>(output_zero_point) || multiplier < 0 || shift < -31 || shift > 30 ||
      !plan_unary<T, T>(checked_product(outer, reduced, inner), checked_product(outer, inner), &checked)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  checked.microkernel = microkernel;
  checked.reduced = static_cast<size_t>(reduced);
  checked.inner = static_cast<size_t>(inner);
  const ChannelBlocks blocks(checked.inner);
  add_phase(&checked, run_mean<T>, static_cast<size_t>(outer) * blocks.count,
            checked.reduced * checked.inner / blocks.count * sizeof(T));
  checked.zero_sum = reduced * input_zero_point;
  checked.output_zero_point = output_zero_point;
  checked.multiplier = multiplier;
  checked.shift = shift;
  return publish(checked, op);
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_mean_s8(int32_t outer, int32_t reduced, int32_t inner, int32_t input_zero_point,
                                        int32_t output_zero_point, int32_t multiplier, int32_t shift,
                                        lanewise_operator** op) {
  using namespace lanewise;
  return create<int8_t>(outer, reduced, inner, 255, input_zero_point, output_zero_point, multiplier, shift,
                        &mean_s8_neon, op);
}

lanewise_status lanewise_create_mean_s16(int32_t outer, int32_t reduced, int32_t inner, int32_t multiplier,
                                         int32_t shift, lanewise_operator** op) {
  using namespace lanewise;
  return create<int16_t>(outer, reduced, inner, 1 << 15, 0, 0, multiplier, shift, &mean_s16_neon, op);
}

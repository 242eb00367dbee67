// SPDX-License-Identifier: Apache-2.0
// float MEAN.
#include "cpu/neon.h"
#include "operator/operator.h"
#include "reduction/cells.h"
#include "reduction/reduction_kernels.h"

namespace lanewise {
namespace {

// A unit is one of ChannelBlocks.
struct MeanF32 : lanewise_operator {
  size_t reduced, inner;
};

float sum_run(const float* in, size_t count) {
  float32x4_t sums = vdupq_n_f32(0);
  size_t i = 0;
  for (; i + 4 <= count; i += 4) sums = vaddq_f32(sums, vld1q_f32(in + i));
  float lanes[4];
  vst1q_f32(lanes, sums);
  float sum = (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
  for (; i < count; i++) sum += in[i];
  return sum;
}

void run_mean_f32(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const MeanF32& mean = static_cast<const MeanF32&>(op);
  const float reciprocal = 1.0f / static_cast<float>(mean.reduced);
  const Cells cells = {mean.reduced, 1, mean.inner, mean.inner};
  const ChannelBlocks blocks(mean.inner);
  for_each_row(part, blocks.count, [&](size_t row, size_t first, size_t last) {
    const float* in =
        static_cast<const float*>(buffers[0].data) + row * mean.reduced * mean.inner + blocks.first(first);
    float* out = static_cast<float*>(buffers[1].data) + row * mean.inner + blocks.first(first);
    for_each_channel<4>(
        blocks.first(last) - blocks.first(first),
        [&](size_t c) {
          float32x4_t sum = vdupq_n_f32(0);
          for_each_cell(in + c, cells, [&sum](const float* cell) { sum = vaddq_f32(sum, vld1q_f32(cell)); });
          vst1q_f32(out + c, vmulq_n_f32(sum, reciprocal));
        },
        [&](size_t c) {
          float sum = 0;
          if (mean.inner == 1) {
            sum = sum_run(in, mean.reduced);
          } else {
            for_each_cell(in + c, cells, [&sum](const float* cell) { sum += *cell; });
          }
          out[c] = sum * reciprocal;
        });
  });
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_mean_f32(int32_t outer, int32_t reduced, int32_t inner, lanewise_operator** op) {
  using namespace lanewise;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  MeanF32 checked = {};
  if (outer < 1 || reduced < 1 || inner < 1 ||
      !plan_unary<float, float>(checked_product(outer, reduced, inner), checked_product(outer, inner), &checked)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  checked.microkernel = &mean_f32_neon;
  checked.reduced = static_cast<size_t>(reduced);
  checked.inner = static_cast<size_t>(inner);
  const ChannelBlocks blocks(checked.inner);
  add_phase(&checked, run_mean_f32, static_cast<size_t>(outer) * blocks.count,
            4 * checked.reduced * checked.inner / blocks.count);
  return publish(checked, op);
}

// SPDX-License-Identifier: Apache-2.0
// float AVERAGE_POOL_2D and MAX_POOL_2D.
#include <cfloat>

#include "cpu/neon.h"
#include "pooling/pool_window.h"
#include "pooling/pooling_kernels.h"

namespace lanewise {
namespace {

constexpr float kLowest = -FLT_MAX;

struct PoolF32 : lanewise_operator {
  lanewise_window window;
  float minimum, maximum;
};

float clamp(float value, float minimum, float maximum) {
  return value < minimum ? minimum : value > maximum ? maximum : value;
}

template <typename Pool>
void for_each_window(const PoolF32& op, const lanewise_buffer* buffers, const Part& part, Pool pool) {
  for_each_pool_window(op.window, part, static_cast<const float*>(buffers[0].data),
                       static_cast<float*>(buffers[1].data), pool);
}

void run_average_pool2d_f32(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const PoolF32& pool = static_cast<const PoolF32&>(op);
  const float32x4_t minimum = vdupq_n_f32(pool.minimum), maximum = vdupq_n_f32(pool.maximum);
  const size_t channels = static_cast<size_t>(pool.window.input_channels);
  for_each_window(pool, buffers, part, [&](const float* in, const Cells& cells, float* out) {
    const float reciprocal = 1.0f / static_cast<float>(cells.rows * cells.columns);
    for_each_channel<4>(
        channels,
        [&](size_t c) {
          float32x4_t sum = vdupq_n_f32(0);
          for_each_cell(in + c, cells, [&sum](const float* cell) { sum = vaddq_f32(sum, vld1q_f32(cell)); });
          vst1q_f32(out + c, vminq_f32(vmaxq_f32(vmulq_n_f32(sum, reciprocal), minimum), maximum));
        },
        [&](size_t c) {
          float sum = 0;
          for_each_cell(in + c, cells, [&sum](const float* cell) { sum += *cell; });
          out[c] = clamp(sum * reciprocal, pool.minimum, pool.maximum);
        });
  });
}

#if defined(__arm__)
LANEWISE_INLINE uint32x4_t is_nan(float32x4_t value) {
  return vcgtq_u32(vandq_u32(vreinterpretq_u32_f32(value), vdupq_n_u32(0x7fffffff)), vdupq_n_u32(0x7f800000));
}
#endif

// The largest of a window's cells and kLowest as std::max finds it, by most < value ? value : most: NaN is passed over.
// Which of two zeros it gives is open.
LANEWISE_INLINE float32x4_t largest(const float* in, const Cells& cells) {
  float32x4_t most = vdupq_n_f32(kLowest);
#if defined(__aarch64__)
  for_each_cell(in, cells, [&most](const float* cell) { most = vmaxnmq_f32(most, vld1q_f32(cell)); });
#elif defined(__arm__)
  // The 32-bit maximum gives NaN back, and GCC compares floats one by one: where one is in the end, NaN is made kLowest
  // by its bits.
  for_each_cell(in, cells, [&most](const float* cell) { most = vmaxq_f32(most, vld1q_f32(cell)); });
  const uint32x4_t found = is_nan(most);
  if (vget_lane_u64(vreinterpret_u64_u32(vorr_u32(vget_low_u32(found), vget_high_u32(found))), 0) != 0) {
    most = vdupq_n_f32(kLowest);
    for_each_cell(in, cells, [&most](const float* cell) {
      const float32x4_t value = vld1q_f32(cell);
      most = vmaxq_f32(most, vbslq_f32(is_nan(value), most, value));
    });
  }
#else
  for_each_cell(in, cells, [&most](const float* cell) {
    const float32x4_t value = vld1q_f32(cell);
    most = vbslq_f32(vcltq_f32(most, value), value, most);
  });
#endif
  return most;
}

void run_max_pool2d_f32(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const PoolF32& pool = static_cast<const PoolF32&>(op);
  const float32x4_t minimum = vdupq_n_f32(pool.minimum), maximum = vdupq_n_f32(pool.maximum);
  const size_t channels = static_cast<size_t>(pool.window.input_channels);
  for_each_window(pool, buffers, part, [&](const float* in, const Cells& cells, float* out) {
    for_each_channel<4>(
        channels,
        [&](size_t c) {
          const float32x4_t most = largest(in + c, cells);
          // Neither is NaN here; most stays where it is as large, so that on x86 a zero keeps its sign.
          vst1q_f32(out + c, vminq_f32(vmaxq_f32(minimum, most), maximum));
        },
        [&](size_t c) {
          float most = kLowest;
          for_each_cell(in + c, cells, [&most](const float* cell) { most = *cell > most ? *cell : most; });
          out[c] = clamp(most, pool.minimum, pool.maximum);
        });
  });
}

lanewise_status create(const lanewise_window* window, float minimum, float maximum, PhaseFunction* run,
                       const Microkernel* microkernel, lanewise_operator** op) {
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  PoolF32 checked = {};
  if (!(minimum <= maximum) || !plan_pool<float>(window, &checked)) return LANEWISE_INVALID_ARGUMENT;
  add_pool_phase(*window, run, &checked);
  checked.microkernel = microkernel;
  checked.window = *window;
  checked.minimum = minimum;
  checked.maximum = maximum;
  return publish(checked, op);
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_average_pool2d_f32(const lanewise_window* window, float minimum, float maximum,
                                                   lanewise_operator** op) {
  using namespace lanewise;
  return create(window, minimum, maximum, run_average_pool2d_f32, &average_pool2d_f32_neon, op);
}

lanewise_status lanewise_create_max_pool2d_f32(const lanewise_window* window, float minimum, float maximum,
                                               lanewise_operator** op) {
  using namespace lanewise;
  return create(window, minimum, maximum, run_max_pool2d_f32, &max_pool2d_f32_neon, op);
}

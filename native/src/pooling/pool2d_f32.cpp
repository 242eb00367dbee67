// SPDX-License-Identifier: Apache-2.0
// float AVERAGE_POOL_2D and MAX_POOL_2D.
#include <cfloat>

#include "cpu/neon.h"
#include "pooling/pool_window.h"

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
  for_each_pool_window(op.window, part, static_cast<const float*>(buffers[0].data), static_cast<float*>(buffers[1].data),
                       pool);
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

// max(a, b) = a < b ? b : a, as std::max has it, on every core: NaN is passed over, where ARM's maximum gives it back,
// and of two zeros the first stays.
void run_max_pool2d_f32(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const PoolF32& pool = static_cast<const PoolF32&>(op);
  const float32x4_t minimum = vdupq_n_f32(pool.minimum), maximum = vdupq_n_f32(pool.maximum);
  const size_t channels = static_cast<size_t>(pool.window.input_channels);
  for_each_window(pool, buffers, part, [&](const float* in, const Cells& cells, float* out) {
    for_each_channel<4>(
        channels,
        [&](size_t c) {
          float32x4_t most = vdupq_n_f32(kLowest);
          for_each_cell(in + c, cells, [&most](const float* cell) {
            const float32x4_t value = vld1q_f32(cell);
            most = vbslq_f32(vcltq_f32(most, value), value, most);
          });
          most = vbslq_f32(vcltq_f32(most, minimum), minimum, most);
          vst1q_f32(out + c, vbslq_f32(vcgtq_f32(most, maximum), maximum, most));
        },
        [&](size_t c) {
          float most = kLowest;
          for_each_cell(in + c, cells, [&most](const float* cell) { most = *cell > most ? *cell : most; });
          out[c] = clamp(most, pool.minimum, pool.maximum);
        });
  });
}

lanewise_status create(const lanewise_window* window, float minimum, float maximum, PhaseFunction* run,
                       const char* microkernel, lanewise_operator** op) {
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
  return create(window, minimum, maximum, run_average_pool2d_f32, "average_pool2d_f32_neon", op);
}

lanewise_status lanewise_create_max_pool2d_f32(const lanewise_window* window, float minimum, float maximum,
                                               lanewise_operator** op) {
  using namespace lanewise;
  return create(window, minimum, maximum, run_max_pool2d_f32, "max_pool2d_f32_neon", op);
}

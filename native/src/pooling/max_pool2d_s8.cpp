// SPDX-License-Identifier: Apache-2.0
// int8 MAX_POOL_2D.
#include "cpu/neon.h"
#include "pooling/pool_window.h"
#include "pooling/pooling_kernels.h"
#include "quantization/requantize.h"

namespace lanewise {
namespace {

struct MaxPoolS8 : lanewise_operator {
  lanewise_window window;
  int8_t minimum, maximum;
};

void run_max_pool2d_s8(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const MaxPoolS8& pool = static_cast<const MaxPoolS8&>(op);
  const int8_t minimum = pool.minimum, maximum = pool.maximum;
  const size_t channels = static_cast<size_t>(pool.window.input_channels);
  // Starting from the lower clamp is clamping from below.
  auto largest = [&](const int8_t* in, const Cells& cells, int8_t* out) {
    for_each_channel<16>(
        channels,
        [&](size_t c) {
          int8x16_t most = vdupq_n_s8(minimum);
          for_each_cell(in + c, cells, [&most](const int8_t* cell) { most = vmaxq_s8(most, vld1q_s8(cell)); });
          vst1q_s8(out + c, vminq_s8(most, vdupq_n_s8(maximum)));
        },
        [&](size_t c) {
          int8_t most = minimum;
          for_each_cell(in + c, cells, [&most](const int8_t* cell) { most = *cell > most ? *cell : most; });
          out[c] = most < maximum ? most : maximum;
        });
  };
  for_each_pool_window(pool.window, part, static_cast<const int8_t*>(buffers[0].data),
                       static_cast<int8_t*>(buffers[1].data), largest);
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_max_pool2d_s8(const lanewise_window* window, int32_t minimum, int32_t maximum,
                                              lanewise_operator** op) {
  using namespace lanewise;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  MaxPoolS8 checked = {};
  if (!is_int8(minimum) || !is_int8(maximum) || minimum > maximum || !plan_pool<int8_t>(window, &checked)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  add_pool_phase(*window, run_max_pool2d_s8, &checked);
  checked.microkernel = &max_pool2d_s8_neon;
  checked.window = *window;
  checked.minimum = static_cast<int8_t>(minimum);
  checked.maximum = static_cast<int8_t>(maximum);
  return publish(checked, op);
}

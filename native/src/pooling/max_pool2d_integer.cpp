// SPDX-License-Identifier: Apache-2.0
// MAX_POOL_2D of int8 and int16.
#include "cpu/integer_lanes.h"
#include "pooling/pool_window.h"
#include "pooling/pooling_kernels.h"
#include "quantization/integer_output.h"

namespace lanewise {
namespace {

template <typename T>
struct MaxPool : lanewise_operator {
  lanewise_window window;
  T minimum, maximum;
};

template <typename T>
void run_max_pool2d(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const MaxPool<T>& pool = static_cast<const MaxPool<T>&>(op);
  const T minimum = pool.minimum, maximum = pool.maximum;
  const size_t channels = static_cast<size_t>(pool.window.input_channels);
  // Starting from the lower clamp is clamping from below.
  auto largest = [&](const T* in, const Cells& cells, T* out) {
    for_each_channel<16 / sizeof(T)>(
        channels,
        [&](size_t c) {
          auto most = repeated(minimum);
          for_each_cell(in + c, cells, [&most](const T* cell) { most = larger(most, load(cell)); });
          store(out + c, smaller(most, repeated(maximum)));
        },
        [&](size_t c) {
          T most = minimum;
          for_each_cell(in + c, cells, [&most](const T* cell) { most = *cell > most ? *cell : most; });
          out[c] = most < maximum ? most : maximum;
        });
  };
  for_each_pool_window(pool.window, part, static_cast<const T*>(buffers[0].data), static_cast<T*>(buffers[1].data),
                       largest);
}

template <typename T>
lanewise_status create(const lanewise_window* window, int32_t minimum, int32_t maximum, const Microkernel* microkernel,
                       lanewise_operator** op) {
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  MaxPool<T> checked = {};
  if (!valid_clamp<T>(minimum, maximum) || !plan_pool<T>(window, &checked)) return LANEWISE_INVALID_ARGUMENT;
  add_pool_phase(*window, run_max_pool2d<T>, &checked);
  checked.microkernel = microkernel;
  checked.window = *window;
  checked.minimum = static_cast<T>(minimum);
  checked.maximum = static_cast<T>(maximum);
  return publish(checked, op);
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_max_pool2d_s8(const lanewise_window* window, int32_t minimum, int32_t maximum,
                                              lanewise_operator** op) {
  using namespace lanewise;
  return create<int8_t>(window, minimum, maximum, &max_pool2d_s8_neon, op);
}

lanewise_status lanewise_create_max_pool2d_s16(const lanewise_window* window, int32_t minimum, int32_t maximum,
                                               lanewise_operator** op) {
  using namespace lanewise;
  return create<int16_t>(window, minimum, maximum, &max_pool2d_s16_neon, op);
}

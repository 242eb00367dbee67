// SPDX-License-Identifier: Apache-2.0
// int8 AVERAGE_POOL_2D.
#include "pooling/pool_window.h"
#include "pooling/pooling_kernels.h"
#include "pooling/rounding_divide_neon.h"
#include "quantization/requantize.h"
#include "quantization/tensor_scale_neon.h"
#include "reduction/channel_sums_s8.h"

namespace lanewise {
namespace {

struct AveragePoolS8 : lanewise_operator {
  lanewise_window window;
  int32_t minimum, maximum;
};

int32_t clamp(int32_t value, int32_t minimum, int32_t maximum) {
  return value < minimum ? minimum : value > maximum ? maximum : value;
}

void run_average_pool2d_s8(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const AveragePoolS8& pool = static_cast<const AveragePoolS8&>(op);
  const int32_t minimum = pool.minimum, maximum = pool.maximum;
  const size_t channels = static_cast<size_t>(pool.window.input_channels);
  const NarrowS8 narrow(0, minimum, maximum);
  auto average = [&](const int8_t* in, const Cells& cells, int8_t* out) {
    const size_t terms = cells.rows * cells.columns;
    auto average_one = [&](size_t c) {
      int32_t sum = 0;
      for_each_cell(in + c, cells, [&sum](const int8_t* cell) { sum += *cell; });
      out[c] = static_cast<int8_t>(clamp(rounding_divide(sum, static_cast<int32_t>(terms)), minimum, maximum));
    };
    if (terms > RoundingDivide::kMostTerms) {
      for (size_t c = 0; c < channels; c++) average_one(c);
      return;
    }
    const RoundingDivide divide(terms);
    for_each_channel<16>(
        channels,
        [&](size_t c) {
          int32x4_t sums[4];
          sum_16_channels(in + c, cells, sums);
          for (int32x4_t& sum : sums) sum = divide(sum);
          narrow.store(out + c, sums);
        },
        average_one);
  };
  for_each_pool_window(pool.window, part, static_cast<const int8_t*>(buffers[0].data),
                       static_cast<int8_t*>(buffers[1].data), average);
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_average_pool2d_s8(const lanewise_window* window, int32_t minimum, int32_t maximum,
                                                  lanewise_operator** op) {
  using namespace lanewise;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  AveragePoolS8 checked = {};
  if (!is_int8(minimum) || !is_int8(maximum) || minimum > maximum || !plan_pool<int8_t>(window, &checked)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  add_pool_phase(*window, run_average_pool2d_s8, &checked);
  checked.microkernel = &average_pool2d_s8_neon;
  checked.window = *window;
  checked.minimum = minimum;
  checked.maximum = maximum;
  return publish(checked, op);
}

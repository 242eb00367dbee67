// SPDX-License-Identifier: Apache-2.0
// AVERAGE_POOL_2D of int8, of int16, and of uint8 whose values are 128 less.
#include "pooling/pool_window.h"
#include "pooling/pooling_kernels.h"
#include "pooling/rounding_divide_neon.h"
#include "quantization/integer_output.h"
#include "reduction/integer_channels.h"

namespace lanewise {
namespace {

struct AveragePool : lanewise_operator {
  lanewise_window window;
  int32_t minimum, maximum;
};

/** For windows of more cells than RoundingDivide is right for. */
struct DivideEach {
  int32_t terms;

  int32x4_t operator()(int32x4_t sums) const {
    int32_t each[4];
    vst1q_s32(each, sums);
    for (int32_t& sum : each) sum = rounding_divide(sum, terms);
    return vld1q_s32(each);
  }
};

/** Averages distances from kOrigin, halves away from it. */
template <typename T, int32_t kOrigin>
struct Average {
  using Channels = IntegerChannels<T>;
  static constexpr uint64_t kFarthest = std::numeric_limits<T>::max() + (kOrigin == 0 ? 1 : -kOrigin);
  static constexpr size_t kMostTerms = RoundingDivide::most_terms(kFarthest);

  size_t channels;
  int32_t minimum, maximum;
  typename Channels::Narrow narrow;

  explicit Average(const AveragePool& pool)
      : channels(static_cast<size_t>(pool.window.input_channels)),
        minimum(pool.minimum),
        maximum(pool.maximum),
        narrow(kOrigin, pool.minimum, pool.maximum) {}

  template <typename Divide>
  [[gnu::always_inline]] void pixel(const T* in, const Cells& cells, const Divide& divide, T* out) const {
    const int32_t terms = static_cast<int32_t>(cells.rows * cells.columns), origin = kOrigin * terms;
    for_each_channel<Channels::kLanes>(
        channels,
        [&](size_t c) {
          typename Channels::Sums sums;
          Channels::sum(in + c, cells, sums);
          for (int32x4_t& sum : sums) sum = divide(kOrigin == 0 ? sum : vsubq_s32(sum, vdupq_n_s32(origin)));
          narrow.store(out + c, sums);
        },
        [&](size_t c) {
          int32_t sum = 0;
          for_each_cell(in + c, cells, [&sum](const T* cell) { sum += *cell; });
          const int32_t average = rounding_divide(sum - origin, terms) + kOrigin;
          out[c] = static_cast<T>(average < minimum ? minimum : average > maximum ? maximum : average);
        });
  }

  /** Out of line: it would cost the others registers. */
  [[gnu::noinline]] void large_pixel(const T* in, const Cells& cells, T* out) const {
    pixel(in, cells, DivideEach{static_cast<int32_t>(cells.rows * cells.columns)}, out);
  }

  [[gnu::always_inline]] void operator()(const T* in, const Cells& cells, T* out) const {
    const size_t terms = cells.rows * cells.columns;
    if (terms > kMostTerms) return large_pixel(in, cells, out);
    pixel(in, cells, RoundingDivide(terms), out);
  }
};

template <typename T, int32_t kOrigin>
void run_average_pool2d(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const AveragePool& pool = static_cast<const AveragePool&>(op);
  const Average<T, kOrigin> average(pool);
  for_each_pool_window(pool.window, part, static_cast<const T*>(buffers[0].data), static_cast<T*>(buffers[1].data),
                       average);
}

template <typename T, int32_t kOrigin>
lanewise_status create(const lanewise_window* window, int32_t minimum, int32_t maximum, const Microkernel* microkernel,
                       lanewise_operator** op) {
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  AveragePool checked = {};
  if (!valid_clamp<T>(minimum, maximum) || !plan_pool<T>(window, &checked)) return LANEWISE_INVALID_ARGUMENT;
  // A sum of int16 and half of its terms fit 32 bits.
  if (sizeof(T) == 2 && checked_product(window->kernel_height, window->kernel_width) > UINT16_MAX)
    return LANEWISE_INVALID_ARGUMENT;
  add_pool_phase(*window, run_average_pool2d<T, kOrigin>, &checked);
  checked.microkernel = microkernel;
  checked.window = *window;
  checked.minimum = minimum;
  checked.maximum = maximum;
  return publish(checked, op);
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_average_pool2d_s8(const lanewise_window* window, int32_t minimum, int32_t maximum,
                                                  lanewise_operator** op) {
  using namespace lanewise;
  return create<int8_t, 0>(window, minimum, maximum, &average_pool2d_s8_neon, op);
}

lanewise_status lanewise_create_average_pool2d_u8(const lanewise_window* window, int32_t minimum, int32_t maximum,
                                                  lanewise_operator** op) {
  using namespace lanewise;
  return create<int8_t, INT8_MIN>(window, minimum, maximum, &average_pool2d_u8_neon, op);
}

lanewise_status lanewise_create_average_pool2d_s16(const lanewise_window* window, int32_t minimum, int32_t maximum,
                                                   lanewise_operator** op) {
  using namespace lanewise;
  return create<int16_t, 0>(window, minimum, maximum, &average_pool2d_s16_neon, op);
}

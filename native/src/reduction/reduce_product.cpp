// SPDX-License-Identifier: Apache-2.0
// REDUCE_PROD of int8 and int16, in plain loops: products are scaled one after the other, each by the same root of what
// all are scaled by, so that they stay near their type.
#include <algorithm>
#include <limits>

#include "quantization/integer_output.h"
#include "quantization/requantize_s16.h"
#include "reduction/reduce.h"
#include "reduction/reduction_kernels.h"

namespace lanewise {
namespace {

struct ReduceProduct : Reduction {
  int32_t input_zero_point, output_zero_point, multiplier, right_shift;
};

template <typename T>
void run_reduce_product(const lanewise_operator& base, const lanewise_buffer* buffers, const Part& part) {
  const ReduceProduct& op = static_cast<const ReduceProduct&>(base);
  const ChannelBlocks blocks(op.inner);
  const auto scaled = [&](int64_t x) { return scale_wide(x, op.multiplier, op.right_shift); };
  for_each_row(part, blocks.count, [&](size_t row, size_t first, size_t last) {
    for (size_t c = blocks.first(first); c < blocks.first(last); c++) {
      const T* in = static_cast<const T*>(buffers[0].data) + row * op.reduced * op.inner + c;
      int32_t product = in[0] - op.input_zero_point;
      for (size_t r = 1; r < op.reduced; r++) {
        product = scaled(int64_t{product} * (in[r * op.inner] - op.input_zero_point));
      }
      const int64_t result = int64_t{scaled(product)} + op.output_zero_point;
      static_cast<T*>(buffers[1].data)[row * op.inner + c] = static_cast<T>(
          std::clamp<int64_t>(result, std::numeric_limits<T>::min(), std::numeric_limits<T>::max()));
    }
  });
}

template <typename T>
lanewise_status create(int32_t outer, int32_t reduced, int32_t inner, int32_t input_zero_point,
                       int32_t output_zero_point, int32_t multiplier, int32_t shift, const Microkernel* microkernel,
                       lanewise_operator** op) {
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  ReduceProduct checked = {};
  if (!valid_zero_point<T>(input_zero_point) || !valid_zero_point<T>(output_zero_point) ||
      !valid_wide_multiplier(multiplier, shift) ||
      !plan_reduction<T>(outer, reduced, inner, run_reduce_product<T>, 12, &checked)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  checked.microkernel = microkernel;
  checked.input_zero_point = input_zero_point;
  checked.output_zero_point = output_zero_point;
  checked.multiplier = reduced_multiplier(multiplier);
  checked.right_shift = 15 - shift;
  return publish(checked, op);
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_reduce_prod_s8(int32_t outer, int32_t reduced, int32_t inner, int32_t input_zero_point,
                                               int32_t output_zero_point, int32_t multiplier, int32_t shift,
                                               lanewise_operator** op) {
  using namespace lanewise;
  return create<int8_t>(outer, reduced, inner, input_zero_point, output_zero_point, multiplier, shift,
                        &reduce_prod_s8_generic, op);
}

lanewise_status lanewise_create_reduce_prod_s16(int32_t outer, int32_t reduced, int32_t inner, int32_t multiplier,
                                                int32_t shift, lanewise_operator** op) {
  using namespace lanewise;
  return create<int16_t>(outer, reduced, inner, 0, 0, multiplier, shift, &reduce_prod_s16_generic, op);
}

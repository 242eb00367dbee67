// SPDX-License-Identifier: Apache-2.0
// int8 REDUCE_MAX and REDUCE_MIN.
#include "reduction/reduce.h"
#include "reduction/reduction_kernels.h"

namespace lanewise {
namespace {

struct Int8s {
  using Element = int8_t;
  using Vector = int8x16_t;
  static constexpr size_t kLanes = 16;
  static Vector load(const int8_t* in) { return vld1q_s8(in); }
  static void store(int8_t* out, Vector x) { vst1q_s8(out, x); }
  static Vector repeat(int8_t x) { return vdupq_n_s8(x); }
};

struct Largest : Int8s {
  static Vector start() { return vdupq_n_s8(INT8_MIN); }
  static Vector join(Vector a, Vector b) { return vmaxq_s8(a, b); }
};

struct Smallest : Int8s {
  static Vector start() { return vdupq_n_s8(INT8_MAX); }
  static Vector join(Vector a, Vector b) { return vminq_s8(a, b); }
};

template <typename Join>
void run_reduce_s8(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  reduce<Join>(static_cast<const Reduction&>(op), buffers, part, [](int8x16_t joined) { return joined; });
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_reduce_s8(int32_t outer, int32_t reduced, int32_t inner, int32_t function,
                                          lanewise_operator** op) {
  using namespace lanewise;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  Reduction checked = {};
  const bool largest = function == LANEWISE_REDUCE_MAX;
  if ((!largest && function != LANEWISE_REDUCE_MIN) ||
      !plan_reduction<int8_t>(outer, reduced, inner, largest ? run_reduce_s8<Largest> : run_reduce_s8<Smallest>, 1,
                              &checked)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  checked.microkernel = largest ? &reduce_max_s8_neon : &reduce_min_s8_neon;
  return publish(checked, op);
}

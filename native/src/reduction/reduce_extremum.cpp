// SPDX-License-Identifier: Apache-2.0
// REDUCE_MAX and REDUCE_MIN of int8 and int16.
#include <limits>

#include "cpu/integer_lanes.h"
#include "reduction/reduce.h"
#include "reduction/reduction_kernels.h"

namespace lanewise {
namespace {

template <typename T>
struct Integers {
  using Element = T;
  using Vector = decltype(repeated(T{}));
  static constexpr size_t kLanes = 16 / sizeof(T);
  static constexpr bool kInOrder = false;
  static Vector load(const T* in) { return lanewise::load(in); }
  static void store(T* out, Vector x) { lanewise::store(out, x); }
  static Vector repeat(T x) { return repeated(x); }
};

template <typename T>
struct Largest : Integers<T> {
  using Vector = typename Integers<T>::Vector;
  static Vector start() { return repeated(std::numeric_limits<T>::min()); }
  static Vector join(Vector a, Vector b) { return larger(a, b); }
};

template <typename T>
struct Smallest : Integers<T> {
  using Vector = typename Integers<T>::Vector;
  static Vector start() { return repeated(std::numeric_limits<T>::max()); }
  static Vector join(Vector a, Vector b) { return smaller(a, b); }
};

template <typename Join>
void run_reduce_extremum(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  reduce<Join>(static_cast<const Reduction&>(op), buffers, part, [](typename Join::Vector joined) { return joined; });
}

template <typename T>
lanewise_status create(int32_t outer, int32_t reduced, int32_t inner, int32_t function, const Microkernel* largest,
                       const Microkernel* smallest, lanewise_operator** op) {
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  Reduction checked = {};
  const bool is_largest = function == LANEWISE_REDUCE_MAX;
  PhaseFunction* run = is_largest ? run_reduce_extremum<Largest<T>> : run_reduce_extremum<Smallest<T>>;
  if ((!is_largest && function != LANEWISE_REDUCE_MIN) ||
      !plan_reduction<T>(outer, reduced, inner, run, sizeof(T), &checked)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  checked.microkernel = is_largest ? largest : smallest;
  return publish(checked, op);
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_reduce_s8(int32_t outer, int32_t reduced, int32_t inner, int32_t function,
                                          lanewise_operator** op) {
  using namespace lanewise;
  return create<int8_t>(outer, reduced, inner, function, &reduce_max_s8_neon, &reduce_min_s8_neon, op);
}

lanewise_status lanewise_create_reduce_s16(int32_t outer, int32_t reduced, int32_t inner, int32_t function,
                                           lanewise_operator** op) {
  using namespace lanewise;
  return create<int16_t>(outer, reduced, inner, function, &reduce_max_s16_neon, &reduce_min_s16_neon, op);
}

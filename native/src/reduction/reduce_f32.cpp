// SPDX-License-Identifier: Apache-2.0
// float MEAN, SUM, REDUCE_PROD, REDUCE_MAX and REDUCE_MIN. A mean is a sum divided by its number of terms; these are
// added, as products multiplied, in the order of memory: the same floats as TFLite's reference kernel's.
#include <iterator>

#include "cpu/divide_neon.h"
#include "math/extremum_neon.h"
#include "reduction/reduce.h"
#include "reduction/reduction_kernels.h"

namespace lanewise {
namespace {

struct Floats {
  using Element = float;
  using Vector = float32x4_t;
  static constexpr size_t kLanes = 4;
  static Vector load(const float* in) { return vld1q_f32(in); }
  static void store(float* out, Vector x) { vst1q_f32(out, x); }
  static Vector repeat(float x) { return vdupq_n_f32(x); }
};

struct Largest : Floats {
  static constexpr bool kInOrder = false;
  static Vector start() { return vdupq_n_f32(-__builtin_inff()); }
  static Vector join(Vector a, Vector b) { return larger(a, b); }
};

struct Smallest : Floats {
  static constexpr bool kInOrder = false;
  static Vector start() { return vdupq_n_f32(__builtin_inff()); }
  static Vector join(Vector a, Vector b) { return smaller(a, b); }
};

struct Product : Floats {
  static constexpr bool kInOrder = true;
  static Vector start() { return vdupq_n_f32(1); }
  static Vector join(Vector a, Vector b) { return vmulq_f32(a, b); }
};

struct Sum : Floats {
  static constexpr bool kInOrder = true;
  static Vector start() { return vdupq_n_f32(0); }
  static Vector join(Vector a, Vector b) { return vaddq_f32(a, b); }
};

template <typename Join>
void run_reduce_f32(const lanewise_operator& base, const lanewise_buffer* buffers, const Part& part) {
  reduce<Join>(static_cast<const Reduction&>(base), buffers, part, [](float32x4_t joined) { return joined; });
}

void run_mean_f32(const lanewise_operator& base, const lanewise_buffer* buffers, const Part& part) {
  const Reduction& op = static_cast<const Reduction&>(base);
  const float32x4_t count = vdupq_n_f32(static_cast<float>(op.reduced));
  reduce<Sum>(op, buffers, part, [&](float32x4_t sum) { return divide(sum, count); });
}

struct Function {
  PhaseFunction* run;
  const Microkernel* microkernel;
};

constexpr Function kMean = {run_mean_f32, &mean_f32_neon};

// In the order of lanewise_reduce_function.
constexpr Function kFunctions[] = {
    {run_reduce_f32<Largest>, &reduce_max_f32_neon},
    {run_reduce_f32<Smallest>, &reduce_min_f32_neon},
    {run_reduce_f32<Product>, &reduce_prod_f32_neon},
    {run_reduce_f32<Sum>, &sum_f32_neon},
};

lanewise_status create(int32_t outer, int32_t reduced, int32_t inner, const Function& function,
                       lanewise_operator** op) {
  Reduction checked = {};
  if (!plan_reduction<float>(outer, reduced, inner, function.run, 4, &checked)) return LANEWISE_INVALID_ARGUMENT;
  checked.microkernel = function.microkernel;
  return publish(checked, op);
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_mean_f32(int32_t outer, int32_t reduced, int32_t inner, lanewise_operator** op) {
  using namespace lanewise;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  return create(outer, reduced, inner, kMean, op);
}

lanewise_status lanewise_create_reduce_f32(int32_t outer, int32_t reduced, int32_t inner, int32_t function,
                                           lanewise_operator** op) {
  using namespace lanewise;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  if (function < 0 || static_cast<size_t>(function) >= std::size(kFunctions)) return LANEWISE_INVALID_ARGUMENT;
  return create(outer, reduced, inner, kFunctions[function], op);
}

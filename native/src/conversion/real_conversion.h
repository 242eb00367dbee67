// SPDX-License-Identifier: Apache-2.0
// What conversions between integers and the floats they stand for are made of.
#ifndef LANEWISE_CONVERSION_REAL_CONVERSION_H_
#define LANEWISE_CONVERSION_REAL_CONVERSION_H_

#include <type_traits>

#include "operator/elements.h"
#include "quantization/integer_output.h"

namespace lanewise {

/** float = scale * (integer - zero_point). */
struct RealConversion : lanewise_operator {
  size_t elements;
  float scale;
  int32_t zero_point;
};

/** A create function; one of In and Out is float, the other the integer. `work` is that of an element. */
template <typename In, typename Out>
lanewise_status create_real_conversion(int32_t elements, float scale, int32_t zero_point, PhaseFunction* run,
                                       const Microkernel* microkernel, size_t work, lanewise_operator** op) {
  using Integer = std::conditional_t<std::is_same_v<In, float>, Out, In>;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  RealConversion checked = {};
  if (elements < 1 || !(scale > 0) || !__builtin_isfinite(scale) || !valid_zero_point<Integer>(zero_point))
    return LANEWISE_INVALID_ARGUMENT;
  checked.elements = static_cast<size_t>(elements);
  if (!plan_unary<In, Out>(checked.elements, checked.elements, &checked)) return LANEWISE_INVALID_ARGUMENT;
  add_elements_phase(&checked, {run, microkernel, work}, checked.elements);
  checked.scale = scale;
  checked.zero_point = zero_point;
  return publish(checked, op);
}

}  // namespace lanewise

#endif  // LANEWISE_CONVERSION_REAL_CONVERSION_H_

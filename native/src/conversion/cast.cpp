// SPDX-License-Identifier: Apache-2.0
// CAST: numbers as those of another type, in plain loops.
#include <limits>
#include <type_traits>

#include "conversion/conversion_kernels.h"
#include "operator/element_type.h"
#include "operator/elements.h"

namespace lanewise {
namespace {

enum Truth : uint8_t {};

// C++ leaves open what becomes of a float that is out of range.
template <typename To>
To towards_zero(float x) {
  using Limits = std::numeric_limits<To>;
  constexpr float kLeast = static_cast<float>(Limits::min()), kEnd = 2.0f * (Limits::max() / 2 + 1);
  const To inside = static_cast<To>(x >= kLeast && x < kEnd ? x : 0);
  return x >= kEnd ? Limits::max() : x < kLeast ? Limits::min() : inside;
}

template <typename To, typename From>
To converted(From x) {
  if constexpr (std::is_same_v<To, Truth>) {
    return static_cast<Truth>(x != 0);
  } else if constexpr (std::is_same_v<From, float> && std::is_integral_v<To>) {
    return towards_zero<To>(x);
  } else {
    return static_cast<To>(x);
  }
}

template <typename From, typename To>
void run_cast(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const Elements range = elements_of(part, op.output_size / sizeof(To));
  const From* in = static_cast<const From*>(buffers[0].data) + range.first;
  To* out = static_cast<To*>(buffers[1].data) + range.first;
  for (size_t i = 0; i < range.count; i++) out[i] = converted<To>(in[i]);
}

// In the order of lanewise_type.
template <typename From>
constexpr PhaseFunction* kTo[] = {run_cast<From, Truth>,   run_cast<From, float>,   run_cast<From, int8_t>,
                                  run_cast<From, int16_t>, run_cast<From, int32_t>, run_cast<From, int64_t>,
                                  run_cast<From, uint8_t>};
constexpr PhaseFunction* const* kFrom[] = {kTo<Truth>,   kTo<float>,   kTo<int8_t>, kTo<int16_t>,
                                           kTo<int32_t>, kTo<int64_t>, kTo<uint8_t>};

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_cast(int32_t elements, int32_t from, int32_t to, lanewise_operator** op) {
  using namespace lanewise;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  lanewise_operator checked = {};
  const size_t in = element_bytes(from), out = element_bytes(to);
  if (elements < 1 || in == 0 || out == 0 ||
      !plan_unary<uint8_t, uint8_t>(checked_product(elements, in), checked_product(elements, out), &checked)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  checked.input_alignment = in;
  checked.output_alignment = out;
  add_elements_phase(&checked, kFrom[from][to], static_cast<size_t>(elements), 8);
  checked.microkernel = &cast_generic;
  return publish(checked, op);
}

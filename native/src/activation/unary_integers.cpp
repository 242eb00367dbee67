// SPDX-License-Identifier: Apache-2.0
// Functions of one integer, in plain loops. What does not fit wraps.
#include <type_traits>

#include "activation/activation_kernels.h"
#include "operator/elements.h"

namespace lanewise {
namespace {

struct Negate {
  template <typename T>
  static T of(T x) {
    return static_cast<T>(0 - static_cast<std::make_unsigned_t<T>>(x));
  }
};

struct Magnitude {
  template <typename T>
  static T of(T x) {
    return x < 0 ? Negate::of(x) : x;
  }
};

struct Sign {
  template <typename T>
  static T of(T x) {
    return static_cast<T>((x > 0) - (x < 0));
  }
};

template <typename T, typename Function>
void run_unary(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const Elements range = elements_of(part, op.output_size / sizeof(T));
  const T* in = static_cast<const T*>(buffers[0].data) + range.first;
  T* out = static_cast<T*>(buffers[1].data) + range.first;
  for (size_t i = 0; i < range.count; i++) out[i] = Function::of(in[i]);
}

// NULL for a function that integers do not have.
template <typename T>
PhaseFunction* choose(int32_t function) {
  switch (function) {
    case LANEWISE_ABS: return run_unary<T, Magnitude>;
    case LANEWISE_NEG: return run_unary<T, Negate>;
    case LANEWISE_SIGN: return run_unary<T, Sign>;
    default: return nullptr;
  }
}

template <typename T>
bool plan(int32_t elements, int32_t function, lanewise_operator* op) {
  const size_t count = static_cast<size_t>(elements);
  PhaseFunction* run = choose<T>(function);
  if (elements < 1 || run == nullptr || !plan_unary<T, T>(count, count, op)) return false;
  op->in_place = true;
  add_elements_phase(op, run, count, 4);
  return true;
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_unary_integers(int32_t elements, int32_t function, int32_t type,
                                               lanewise_operator** op) {
  using namespace lanewise;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  lanewise_operator checked = {};
  const bool planned = type == LANEWISE_S16   ? plan<int16_t>(elements, function, &checked)
                       : type == LANEWISE_S32 ? plan<int32_t>(elements, function, &checked)
                       : type == LANEWISE_S64 ? plan<int64_t>(elements, function, &checked)
                                              : false;
  if (!planned) return LANEWISE_INVALID_ARGUMENT;
  checked.microkernel = &unary_integers_generic;
  return publish(checked, op);
}

// SPDX-License-Identifier: Apache-2.0
// Functions of two integers, in plain loops. Results wrap: they are computed without a sign where that is the same.
#include <iterator>
#include <limits>
#include <type_traits>

#include "elementwise/broadcast.h"
#include "elementwise/elementwise_kernels.h"
#include "operator/element_type.h"

namespace lanewise {
namespace {

struct BinaryIntegers : lanewise_operator {
  BroadcastPlan plan;
  BlockFunction* block;
  int64_t minimum, maximum;
};

template <typename T>
using Unsigned = std::make_unsigned_t<T>;

template <typename T>
T wrapped(Unsigned<T> bits) {
  return static_cast<T>(bits);
}

// clang-format off
struct Add { template <typename T> static T of(T l, T r) { return wrapped<T>(Unsigned<T>(l) + Unsigned<T>(r)); } };
struct Subtract { template <typename T> static T of(T l, T r) { return wrapped<T>(Unsigned<T>(l) - Unsigned<T>(r)); } };
struct Multiply { template <typename T> static T of(T l, T r) { return wrapped<T>(Unsigned<T>(l) * Unsigned<T>(r)); } };
struct And { template <typename T> static T of(T l, T r) { return static_cast<T>(l & r); } };
struct Or { template <typename T> static T of(T l, T r) { return static_cast<T>(l | r); } };
struct Maximum { template <typename T> static T of(T l, T r) { return l > r ? l : r; } };
struct Minimum { template <typename T> static T of(T l, T r) { return l < r ? l : r; } };
// clang-format on

struct SquaredDifference {
  template <typename T>
  static T of(T l, T r) {
    const T difference = Subtract::of(l, r);
    return Multiply::of(difference, difference);
  }
};

// Divisors of 0 are only in what pads a block.
struct Divide {
  template <typename T>
  static T of(T l, T r) {
    return r == 0 ? T{0} : r == -1 ? Subtract::of(T{0}, l) : static_cast<T>(l / r);
  }
};

struct FloorMod {
  template <typename T>
  static T of(T l, T r) {
    if (r == 0 || r == -1) return 0;
    const T rest = static_cast<T>(l % r);
    return rest != 0 && (rest < 0) != (r < 0) ? static_cast<T>(rest + r) : rest;
  }
};

struct FloorDivide {
  template <typename T>
  static T of(T l, T r) {
    const T quotient = Divide::of(l, r);
    return (l < 0) != (r < 0) && Multiply::of(quotient, r) != l ? static_cast<T>(quotient - 1) : quotient;
  }
};

struct Power {
  template <typename T>
  static T of(T base, T exponent) {
    T power = 1;
    for (; exponent > 0; exponent = static_cast<T>(exponent / 2), base = Multiply::of(base, base)) {
      if (exponent % 2 != 0) power = Multiply::of(power, base);
    }
    return power;
  }
};

template <typename T, typename Function>
void compute_block(const lanewise_operator& op, const void* left, const void* right, void* out) {
  const BinaryIntegers& binary = static_cast<const BinaryIntegers&>(op);
  const T minimum = static_cast<T>(binary.minimum), maximum = static_cast<T>(binary.maximum);
  const T *l = static_cast<const T*>(left), *r = static_cast<const T*>(right);
  T results[kBlock];  // as `out` may be one of the inputs
  for (size_t i = 0; i < kBlock; i++) {
    const T result = Function::of(l[i], r[i]);
    results[i] = result < minimum ? minimum : result > maximum ? maximum : result;
  }
  std::memcpy(out, results, sizeof results);
}

template <typename T>
void run_binary(const lanewise_operator& op, const lanewise_buffer* buffers, const Part& part) {
  const BinaryIntegers& binary = static_cast<const BinaryIntegers&>(op);
  call_for_each_block<T>(op, binary.plan, part, buffers, binary.block);
}

template <typename T, typename Excluded>
bool none_is(const lanewise_operator& op, const lanewise_buffer* buffers, Excluded excluded) {
  const T* right = static_cast<const T*>(buffers[1].data);
  bool any = false;
  for (size_t i = 0; i < op.two_input_sizes[1] / sizeof(T); i++) any |= excluded(right[i]);
  return !any;
}

template <typename T>
bool divisors_fit(const lanewise_operator& op, const lanewise_buffer* buffers) {
  return none_is<T>(op, buffers, [](T divisor) { return divisor == 0; });
}

template <typename T>
bool exponents_fit(const lanewise_operator& op, const lanewise_buffer* buffers) {
  return none_is<T>(op, buffers, [](T exponent) { return exponent < 0; });
}

struct Function {
  BlockFunction* block;
  bool (*accepts)(const lanewise_operator& op, const lanewise_buffer* buffers);
  size_t work;  // as of add_elements_phase
};

// In the order of lanewise_integer_function.
template <typename T>
constexpr Function kFunctions[] = {
    {compute_block<T, Add>, nullptr, 4},
    {compute_block<T, And>, nullptr, 4},
    {compute_block<T, Divide>, divisors_fit<T>, 40},
    {compute_block<T, FloorDivide>, divisors_fit<T>, 40},
    {compute_block<T, FloorMod>, divisors_fit<T>, 40},
    {compute_block<T, Maximum>, nullptr, 4},
    {compute_block<T, Minimum>, nullptr, 4},
    {compute_block<T, Multiply>, nullptr, 4},
    {compute_block<T, Or>, nullptr, 4},
    {compute_block<T, Power>, exponents_fit<T>, 100},
    {compute_block<T, SquaredDifference>, nullptr, 4},
    {compute_block<T, Subtract>, nullptr, 4},
};

constexpr Function kAndOfTruths = {compute_block<uint8_t, And>, nullptr, 4};
constexpr Function kOrOfTruths = {compute_block<uint8_t, Or>, nullptr, 4};

// NULL for a bad argument.
const Function* find(int32_t function, int32_t type) {
  if (type == LANEWISE_BOOL) {
    return function == LANEWISE_INTEGER_AND ? &kAndOfTruths : function == LANEWISE_INTEGER_OR ? &kOrOfTruths : nullptr;
  }
  if (function < 0 || static_cast<size_t>(function) >= std::size(kFunctions<int32_t>)) return nullptr;
  return type == LANEWISE_S32   ? &kFunctions<int32_t>[function]
         : type == LANEWISE_S64 ? &kFunctions<int64_t>[function]
                                : nullptr;
}

PhaseFunction* run_of(int32_t type) {
  return type == LANEWISE_S32 ? run_binary<int32_t> : type == LANEWISE_S64 ? run_binary<int64_t> : run_binary<uint8_t>;
}

template <typename T>
bool holds(int64_t minimum, int64_t maximum) {
  return minimum >= std::numeric_limits<T>::min() && maximum <= std::numeric_limits<T>::max() && minimum <= maximum;
}

}  // namespace
}  // namespace lanewise

lanewise_status lanewise_create_binary_integers(const lanewise_broadcast* broadcast, int32_t function, int32_t type,
                                                int64_t minimum, int64_t maximum, lanewise_operator** op) {
  using namespace lanewise;
  if (op == nullptr) return LANEWISE_INVALID_ARGUMENT;
  *op = nullptr;
  BinaryIntegers checked = {};
  const Function* found = find(function, type);
  const bool clamps = type == LANEWISE_S64   ? holds<int64_t>(minimum, maximum)
                      : type == LANEWISE_S32 ? holds<int32_t>(minimum, maximum)
                                             : holds<uint8_t>(minimum, maximum);
  if (found == nullptr || !clamps || !plan_broadcast(broadcast, element_bytes(type), &checked.plan, &checked)) {
    return LANEWISE_INVALID_ARGUMENT;
  }
  add_elements_phase(&checked, run_of(type), checked.plan.elements, found->work);
  checked.block = found->block;
  checked.accepts = found->accepts;
  checked.microkernel = &binary_integers_generic;
  checked.minimum = minimum;
  checked.maximum = maximum;
  return publish(checked, op);
}

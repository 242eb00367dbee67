// SPDX-License-Identifier: Apache-2.0
// Operators for tests, benchmarks and the fuzzer to make: create functions of lanewise.h with what they are given.
#ifndef LANEWISE_SAMPLES_SAMPLE_H_
#define LANEWISE_SAMPLES_SAMPLE_H_

#include <cstdint>
#include <functional>
#include <string>

#include "lanewise.h"

namespace lanewise::samples {

/** Makes an operator, with the same parameters at each call. */
using Create = std::function<lanewise_status(lanewise_operator**)>;

/** A create function of any type, only to be compared with others. */
using AnyFunction = void (*)();

/** A create function and what it is called with. */
struct Call {
  /** `arguments(of, op)` calls the function, with the same parameters each time. */
  template <typename Function, typename Arguments>
  Call(Function of, Arguments arguments)
      : function(reinterpret_cast<AnyFunction>(of)),
        create([=](lanewise_operator** op) { return arguments(of, op); }) {}

  AnyFunction function;
  Create create;
};

/** Arguments that are at hand; what pointers among them point to has to outlive the call. */
template <typename... Arguments>
auto with(Arguments... arguments) {
  return [=](auto function, lanewise_operator** op) { return function(arguments..., op); };
}

/** An operator by name. */
struct Sample {
  std::string name;
  Call call;
};

/** The ISA levels at which a sample is measured. */
enum class Levels { kLowest, kEach };

/** A sample to be measured: what one run does, in units. */
struct MeasuredSample {
  std::string name;
  int64_t work;
  Call call;
  const char* unit = "element";  // of the output, of the input for reductions; "MAC" where there are any
  Levels levels = Levels::kLowest;
};

}  // namespace lanewise::samples

#endif  // LANEWISE_SAMPLES_SAMPLE_H_

// SPDX-License-Identifier: Apache-2.0
// All create functions. The list is made from lanewise.h (CMakeLists.txt); a function without a draw does not link.
#ifndef LANEWISE_SAMPLES_FUNCTIONS_H_
#define LANEWISE_SAMPLES_FUNCTIONS_H_

#include "samples/draw.h"

namespace lanewise::samples {

#define LANEWISE_FUNCTION(name) Draw draw_##name;
#include "create_functions.inc"
#undef LANEWISE_FUNCTION

struct Function {
  const char* name;  // without lanewise_create_
  AnyFunction create;
  Draw* draw;
};

inline const Function kFunctions[] = {
#define LANEWISE_FUNCTION(name) {#name, reinterpret_cast<AnyFunction>(lanewise_create_##name), draw_##name},
#include "create_functions.inc"
#undef LANEWISE_FUNCTION
};

}  // namespace lanewise::samples

#endif  // LANEWISE_SAMPLES_FUNCTIONS_H_

// SPDX-License-Identifier: Apache-2.0
#include "calls.h"

#include <iterator>

#include "functions.h"

namespace lanewise::fuzz {
namespace {

Draw* const kFunctions[] = {
#define LANEWISE_FUNCTION(name) name,
#include "functions.inc"
#undef LANEWISE_FUNCTION
};

}  // namespace

size_t function_count() { return std::size(kFunctions); }

void draw(size_t function, Dice& dice, const Try& trial) { kFunctions[function](dice, trial); }

}  // namespace lanewise::fuzz

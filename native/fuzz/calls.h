// SPDX-License-Identifier: Apache-2.0
// Calls of every create function of lanewise.h with parameters by dice.
#ifndef LANEWISE_FUZZ_CALLS_H_
#define LANEWISE_FUZZ_CALLS_H_

#include <cstddef>
#include <functional>

#include "dice.h"
#include "lanewise.h"

namespace lanewise::fuzz {

/** Makes an operator, with the same parameters at each call. */
using Create = std::function<lanewise_status(lanewise_operator**)>;

/** What is done with a create function of which the parameters are drawn. */
using Try = std::function<void(const Create&)>;

/** How many functions there are. */
size_t function_count();

/** Draws parameters for a function and tries it; does not where arrays would be larger than a test has memory for. */
void draw(size_t function, Dice& dice, const Try& trial);

}  // namespace lanewise::fuzz

#endif  // LANEWISE_FUZZ_CALLS_H_

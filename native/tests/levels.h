// SPDX-License-Identifier: Apache-2.0
// ISA levels and what a test has to do with them. Most kernels are compiled once for all levels of a platform
// (Isa::kGeneric): their tests say the same on every core. The others are named in LANEWISE_LEVEL_TESTS
// (CMakeLists.txt).
#ifndef LANEWISE_TESTS_LEVELS_H_
#define LANEWISE_TESTS_LEVELS_H_

#include "cpu/isa.h"
#include "lanewise.h"

namespace lanewise::testing {

/** Whether only kernels of this core's own level are wanted, LANEWISE_TEST_LEVEL=own: what is below is tested on a core
 *  below. */
bool only_own_level();

/** The level of the kernel that does an operator's work. */
Isa level_of(const lanewise_operator* op);

/** Expects an operator to be the same at all levels, unless its test is one of those that are run at each. */
void expect_known_level(const lanewise_operator* op);

}  // namespace lanewise::testing

#endif  // LANEWISE_TESTS_LEVELS_H_

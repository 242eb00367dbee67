// SPDX-License-Identifier: Apache-2.0
#ifndef LANEWISE_TESTS_SUBNORMALS_H_
#define LANEWISE_TESTS_SUBNORMALS_H_

namespace lanewise::testing {

// 32-bit NEON takes floats below the normal ones for 0, and gives 0 for them.
#if defined(__arm__)
constexpr bool kHasSubnormals = false;
#else
constexpr bool kHasSubnormals = true;
#endif

}  // namespace lanewise::testing

#endif  // LANEWISE_TESTS_SUBNORMALS_H_

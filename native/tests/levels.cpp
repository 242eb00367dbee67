// SPDX-License-Identifier: Apache-2.0
#include "levels.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "operator/operator.h"

namespace lanewise::testing {
namespace {

bool says(const char* variable, const char* value) {
  const char* text = std::getenv(variable);
  return text != nullptr && std::string(text) == value;
}

}  // namespace

bool only_own_level() { return says("LANEWISE_TEST_LEVEL", "own"); }

Isa level_of(const lanewise_operator* op) { return op->microkernel->isa; }

void expect_known_level(const lanewise_operator* op) {
  if (!says("LANEWISE_SAME_AT_ALL_LEVELS", "yes") || op == nullptr) return;
  EXPECT_EQ(Isa::kGeneric, level_of(op)) << op->microkernel->name
                                         << " is for one level: name this test in LANEWISE_LEVEL_TESTS";
}

}  // namespace lanewise::testing

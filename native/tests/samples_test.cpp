// SPDX-License-Identifier: Apache-2.0
// Every create function of lanewise.h has its samples. That each has a draw, the linker sees.
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "samples/families.h"
#include "samples/functions.h"

namespace lanewise::testing {
namespace {

template <typename Samples>
void expect_every_function(const Samples& all, const char* kind) {
  std::set<samples::AnyFunction> present;
  std::set<std::string> names;
  for (const auto& sample : all) {
    present.insert(sample.call.function);
    EXPECT_TRUE(names.insert(sample.name).second) << "two " << kind << " samples are called " << sample.name;
  }
  for (const samples::Function& function : samples::kFunctions) {
    EXPECT_EQ(1u, present.count(function.create)) << "lanewise_create_" << function.name << " has no " << kind
                                                  << " sample; those of its family are in native/samples";
  }
}

TEST(Samples, EveryFunctionIsTestedAtAnUnevenSize) { expect_every_function(samples::all_uneven(), "uneven"); }

TEST(Samples, EveryFunctionIsMeasured) { expect_every_function(samples::all_measured(), "measured"); }

}  // namespace
}  // namespace lanewise::testing

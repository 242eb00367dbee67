// SPDX-License-Identifier: Apache-2.0
// The registry tells of every kernel there is.
#include "registry/registry.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <set>
#include <string>

#include "every_operator.h"
#include "lanewise.h"

namespace lanewise::testing {
namespace {

std::set<std::string> names() {
  std::set<std::string> all;
  for (const RegisteredMicrokernel& row : kMicrokernels) all.insert(row.name);
  return all;
}

TEST(Registry, IsToldByTheInterface) {
  const auto count = static_cast<int32_t>(kMicrokernels.size());
  ASSERT_EQ(count, lanewise_microkernel_count());
  for (int32_t i = 0; i < count; i++) {
    EXPECT_STREQ(kMicrokernels.begin()[i].name, lanewise_microkernel_name(i));
    EXPECT_STREQ(isa_name(kMicrokernels.begin()[i].isa), lanewise_microkernel_isa(i));
  }
  for (int32_t beyond : {-1, count}) {
    EXPECT_STREQ("", lanewise_microkernel_name(beyond));
    EXPECT_STREQ("", lanewise_microkernel_isa(beyond));
  }
}

TEST(Registry, NamesARowOnceAndAtALevelOfThisPlatform) {
  EXPECT_EQ(kMicrokernels.size(), names().size());
  for (const RegisteredMicrokernel& row : kMicrokernels) {
    EXPECT_STRNE("", isa_name(row.isa)) << row.name;
    if (row.isa > cpu_isa()) std::printf("not run: %s, which needs %s\n", row.name, isa_name(row.isa));
  }
}

// What an operator runs is a row, and a row for all levels has an operator here: none is without tests.
TEST(Registry, HoldsWhatOperatorsRun) {
  const std::set<std::string> registered = names();
  std::set<std::string> run;
  for (const char* level : {"generic", static_cast<const char*>(nullptr)}) {
    ASSERT_EQ(LANEWISE_OK, lanewise_limit_isa(level));
    for (const NamedOperator& named : make_every_operator()) run.insert(lanewise_operator_microkernel(named.op.get()));
  }
  for (const std::string& name : run) EXPECT_EQ(1u, registered.count(name)) << name;
  for (const RegisteredMicrokernel& row : kMicrokernels) {
    if (row.isa != Isa::kGeneric) continue;
    EXPECT_EQ(1u, run.count(row.name)) << row.name << " is run by no uneven sample";
  }
}

}  // namespace
}  // namespace lanewise::testing

// SPDX-License-Identifier: Apache-2.0
// Rows of microkernel tables as parameters of tests.
#ifndef LANEWISE_TESTS_MICROKERNEL_ROWS_H_
#define LANEWISE_TESTS_MICROKERNEL_ROWS_H_

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "cpu/microkernel.h"
#include "levels.h"

namespace lanewise::testing {

/** The rows of a table that this core can run, or of those the ones of its own level (levels.h): where it brings none,
 *  the best. */
template <typename Row>
std::vector<const Row*> runnable_rows(const Microkernels<Row>& table) {
  std::vector<const Row*> rows, own;
  for (const Row& row : table) {
    if (row.isa <= cpu_isa()) rows.push_back(&row);
    if (row.isa == cpu_isa()) own.push_back(&row);
  }
  if (!only_own_level() || rows.empty()) return rows;
  return own.empty() ? std::vector<const Row*>{rows.front()} : own;
}

/** Names tests by the rows that are their parameters. */
struct RowName {
  template <typename Row>
  std::string operator()(const ::testing::TestParamInfo<const Row*>& info) const {
    return info.param->name;
  }
};

}  // namespace lanewise::testing

#endif  // LANEWISE_TESTS_MICROKERNEL_ROWS_H_

// SPDX-License-Identifier: Apache-2.0
// Rows of microkernel tables as parameters of tests.
#ifndef LANEWISE_TESTS_MICROKERNEL_ROWS_H_
#define LANEWISE_TESTS_MICROKERNEL_ROWS_H_

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "cpu/microkernel.h"

namespace lanewise::testing {

/** The rows of a table that this core can run. */
template <typename Row>
std::vector<const Row*> runnable_rows(const Microkernels<Row>& table) {
  std::vector<const Row*> rows;
  for (const Row& row : table) {
    if (row.isa <= cpu_isa()) rows.push_back(&row);
  }
  return rows;
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

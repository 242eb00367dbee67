// SPDX-License-Identifier: Apache-2.0
// Rows of the microkernel table as parameters of tests.
#ifndef LANEWISE_TESTS_MICROKERNEL_ROWS_H_
#define LANEWISE_TESTS_MICROKERNEL_ROWS_H_

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "microkernels/microkernels.h"

namespace lanewise::testing {

/** The rows that have a function of this kind and that this core can run. */
template <typename Function>
std::vector<int> runnable_rows(Function* Microkernel::*function) {
  std::vector<int> rows;
  for (int i = 0; i < kMicrokernelCount; i++) {
    if (kMicrokernels[i].*function != nullptr && kMicrokernels[i].isa <= cpu_isa()) rows.push_back(i);
  }
  return rows;
}

inline std::string row_name(const ::testing::TestParamInfo<int>& info) { return kMicrokernels[info.param].name; }

}  // namespace lanewise::testing

#endif  // LANEWISE_TESTS_MICROKERNEL_ROWS_H_

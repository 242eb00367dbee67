// SPDX-License-Identifier: Apache-2.0
// Operators of the C API as workloads.
#ifndef LANEWISE_BENCHMARKS_OPERATOR_TASK_H_
#define LANEWISE_BENCHMARKS_OPERATOR_TASK_H_

#include <string>
#include <vector>

#include "samples/sample.h"
#include "workload.h"

namespace lanewise::benchmarks {

using samples::Create;

/** An operator with random inputs, made under a limit of the ISA level. */
Workload operator_workload(const std::string& group, const std::string& isa, const std::string& name, int64_t work,
                           const std::string& unit, const Create& create);

/** ISA levels that the table has rows for and this core can run, ascending; without the generic one. */
std::vector<std::string> isa_levels();

/** Adds an operator at every level. */
inline void add_at_each_level(std::vector<Workload>& workloads, const std::string& group, const std::string& name,
                              int64_t macs, const Create& create) {
  for (const std::string& isa : isa_levels()) {
    workloads.push_back(operator_workload(group, isa, name, macs, "MAC", create));
  }
}

}  // namespace lanewise::benchmarks

#endif  // LANEWISE_BENCHMARKS_OPERATOR_TASK_H_

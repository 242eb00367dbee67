// SPDX-License-Identifier: Apache-2.0
// The measured samples of all families (native/samples).
#include "operator_task.h"
#include "samples/families.h"

namespace lanewise::benchmarks {

void add_operators(std::vector<Workload>& workloads) {
  const std::vector<std::string> levels = isa_levels(), lowest = {levels.front()};
  for (const samples::MeasuredSample& s : samples::all_measured()) {
    for (const std::string& isa : s.levels == samples::Levels::kEach ? levels : lowest) {
      workloads.push_back(operator_workload("operator", isa, s.name, s.work, s.unit, s.call.create));
    }
  }
}

}  // namespace lanewise::benchmarks

// SPDX-License-Identifier: Apache-2.0
#include "workload.h"

#include <algorithm>

namespace lanewise::benchmarks {

std::vector<Workload> all_workloads() {
  std::vector<Workload> workloads;
  add_kernels(workloads);
  add_gemm(workloads);
  add_operators(workloads);
  add_small_k(workloads);
  return workloads;
}

bool matches(const Workload& workload, const std::vector<std::string>& words) {
  const std::string text = workload.group + " " + workload.isa + " " + workload.name;
  return std::all_of(words.begin(), words.end(),
                     [&](const std::string& word) { return text.find(word) != std::string::npos; });
}

}  // namespace lanewise::benchmarks

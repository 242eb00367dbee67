// SPDX-License-Identifier: Apache-2.0
// What is measured: one list, for the emulated meter (emulated_meter.cpp) and for Google Benchmark (wall_clock.cpp).
#ifndef LANEWISE_BENCHMARKS_WORKLOAD_H_
#define LANEWISE_BENCHMARKS_WORKLOAD_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace lanewise::benchmarks {

/** A workload with its data, ready to run any number of times. */
struct Task {
  std::string microkernel;
  std::function<void()> run;
};

/** One thing to measure. Group, ISA level and name together are unique; none contains a comma. */
struct Workload {
  std::string group;
  std::string isa;    // the level it runs at: of its row, or what dispatch is limited to
  std::string name;
  int64_t work;       // of one run, in units
  std::string unit;   // "MAC"; where there are none, "element" of the output, of the input for reductions
  std::function<Task()> prepare;
};

/** Group "kernel": every row of the int8 tables that this core can run, alone. */
void add_kernels(std::vector<Workload>& workloads);

/** Group "gemm": M = 240, N = 256, K = 256 through the C API, at each ISA level. */
void add_gemm(std::vector<Workload>& workloads);

/** Group "operator": the operators of lanewise.h at the sizes that their samples have for it. */
void add_operators(std::vector<Workload>& workloads);

/** Group "small-k": matrices of every size from a single product on, at each ISA level. */
void add_small_k(std::vector<Workload>& workloads);

/** All of them. */
std::vector<Workload> all_workloads();

/** Whether group, level and name, written one after the other, contain every word. */
bool matches(const Workload& workload, const std::vector<std::string>& words);

}  // namespace lanewise::benchmarks

#endif  // LANEWISE_BENCHMARKS_WORKLOAD_H_

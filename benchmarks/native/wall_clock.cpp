// SPDX-License-Identifier: Apache-2.0
// The workloads by Google Benchmark: time, and work per second as the counter "MAC" or "element".
#include <benchmark/benchmark.h>

#include "workload.h"

using namespace lanewise::benchmarks;

static void run(benchmark::State& state, const Workload& workload) {
  const Task task = workload.prepare();
  for (auto _ : state) {
    task.run();
    benchmark::ClobberMemory();
  }
  state.counters[workload.unit] =
      benchmark::Counter(static_cast<double>(workload.work), benchmark::Counter::kIsIterationInvariantRate);
  state.SetLabel(task.microkernel);
}

int main(int argc, char** argv) {
  for (const Workload& workload : all_workloads()) {
    const std::string name = workload.group + "/" + workload.isa + "/" + workload.name;
    benchmark::RegisterBenchmark(name.c_str(), run, workload);
  }
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
}

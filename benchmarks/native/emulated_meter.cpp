// SPDX-License-Identifier: Apache-2.0
// Runs every workload once between two marks, for benchmarks/emulated. Prints one line per section:
// number,group,isa,name,microkernel,unit,work.
// usage: emulated_meter [WORD...]    only the workloads whose group, level and name contain every word
#include <cstdio>

#include "mark.h"
#include "workload.h"

using namespace lanewise::benchmarks;

static void measure(long section, const Workload& workload) {
  const Task task = workload.prepare();
  task.run();  // the first run may bind symbols and touch new pages
  mark(0);
  task.run();
  mark(section);
  std::printf("%ld,%s,%s,%s,%s,%s,%lld\n", section, workload.group.c_str(), workload.isa.c_str(), workload.name.c_str(),
              task.microkernel.c_str(), workload.unit.c_str(), static_cast<long long>(workload.work));
}

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  long section = 0;
  measure(++section, {"meter", "", "an empty section", 1, "run", [] { return Task{"", [] {}}; }});
  for (const Workload& workload : all_workloads()) {
    if (matches(workload, words)) measure(++section, workload);
  }
  return std::ferror(stdout) != 0 || std::fflush(stdout) != 0;
}

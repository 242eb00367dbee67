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

// What the meter itself is checked by: an empty section, and one that executes exactly 2001 instructions more.
static std::vector<Workload> known_workloads() {
  const auto nothing = [] { return Task{"", [] {}}; };
  const auto loop = [] {
    return Task{"", [] {
#if defined(__aarch64__) || defined(__arm__)
      long turns = 1000;  // one move, then two instructions a turn
      __asm__ volatile("1:\n\tsubs %0, %0, #1\n\tbne 1b" : "+r"(turns) : : "cc");
#endif
    }};
  };
  return {{"meter", "", "empty", 1, "run", nothing}, {"meter", "", "empty and 2001 instructions", 1, "run", loop}};
}

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  std::vector<Workload> workloads = known_workloads();
  for (Workload& workload : all_workloads()) workloads.push_back(std::move(workload));
  long section = 0;
  for (const Workload& workload : workloads) {
    if (matches(workload, words)) measure(++section, workload);
  }
  return std::ferror(stdout) != 0 || std::fflush(stdout) != 0;
}

// SPDX-License-Identifier: Apache-2.0
// The main function of kernel tests: the tests, or with --mutants=FILE their proof (mutants.h). FILE has a line for
// each mutant that was tried; those in it already are not tried again.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstring>
#include <fstream>
#include <map>

#include "mutants.h"

namespace lanewise::testing {

bool shows_nothing_new(size_t rows, size_t columns, size_t mr, size_t nr) {
  if (mutant == nullptr) return false;
  bool wrong = false;
  for_each_wrong_cell(rows, columns, mr, nr, [&](size_t, size_t) { wrong = true; });
  return !wrong || ::testing::Test::HasFailure();
}

namespace {

constexpr const char* kKilled = "killed";

std::string name_of(const Mutant& m) {
  const char* const changes[] = {"plus-one", "unwritten", "scaled", "step-left-out"};
  char name[100];
  std::snprintf(name, sizeof name, "%s %zux%zu cell %zu,%zu step %zu", changes[static_cast<int>(m.change)], m.rows,
                m.columns, m.row, m.column, m.step);
  return name;
}

/** Whether a test fails, as it must. */
bool is_killed(const Mutants& kernel, const Mutant& m) {
  mutant = &m;
  ::testing::GTEST_FLAG(filter) = kernel.tests;
  const bool failed = RUN_ALL_TESTS() != 0;
  mutant = nullptr;
  return failed;
}

/** Lines "KERNEL: MUTANT: RESULT". */
std::map<std::string, std::string> read_results(const char* path) {
  std::map<std::string, std::string> results;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    const size_t colon = line.rfind(": ");
    if (colon != std::string::npos) results[line.substr(0, colon)] = line.substr(colon + 2);
  }
  return results;
}

/** Tries what is not in the file; the number of mutants that no test sees. */
size_t try_mutants(const char* path) {
  delete ::testing::UnitTest::GetInstance()->listeners().Release(
      ::testing::UnitTest::GetInstance()->listeners().default_result_printer());
  ::testing::GTEST_FLAG(fail_fast) = true;
  const std::map<std::string, std::string> known = read_results(path);
  std::ofstream file(path, std::ios::app);
  size_t survivors = 0;
  for (const Mutants& kernel : mutants()) {
    size_t killed = 0;
    for (const Mutant& m : kernel.all) {
      const std::string name = kernel.family + ": " + kernel.kernel + ": " + name_of(m);
      const auto found = known.find(name);
      const std::string result = found != known.end() ? found->second : is_killed(kernel, m) ? kKilled : "survived";
      if (found == known.end()) file << name << ": " << result << std::endl;
      if (result == kKilled) killed++; else std::printf("no test sees %s\n", name.c_str());
    }
    std::printf("%s: %s: %zu of %zu killed\n", kernel.family.c_str(), kernel.kernel.c_str(), killed, kernel.all.size());
    survivors += kernel.all.size() - killed;
  }
  if (!file.good()) {
    std::perror(path);
    return 1;
  }
  return survivors;
}

}  // namespace
}  // namespace lanewise::testing

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  constexpr const char* kMutants = "--mutants=";
  if (argc == 2 && std::strncmp(argv[1], kMutants, std::strlen(kMutants)) == 0) {
    return lanewise::testing::try_mutants(argv[1] + std::strlen(kMutants)) == 0 ? 0 : 1;
  }
  return RUN_ALL_TESTS();
}

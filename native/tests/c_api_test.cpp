// SPDX-License-Identifier: Apache-2.0
// The fuzzer of native/fuzz on inputs of a generator: every function of lanewise.h is created, run, refused, and left
// without memory at each of its allocations. What is wrong aborts, and says so.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "exercise.h"
#include "random_values.h"

namespace lanewise::testing {
namespace {

TEST(CApi, EveryFunctionHoldsWhatTheHeaderSays) {
  Random random(7);
  size_t refused = 0;
  for (const samples::Function& function : samples::kFunctions) {
    const uint16_t key = fuzz::key_of(function.name);
    ASSERT_STREQ(function.name, fuzz::function_at(key).name) << "two names have one key";
    fuzz::Tally tally;
    for (int i = 0; i < 100; i++) {
      std::vector<uint8_t> bytes(121);
      for (uint8_t& byte : bytes) byte = static_cast<uint8_t>(random.between(0, 255));
      bytes[0] = static_cast<uint8_t>(key >> 8);
      bytes[1] = static_cast<uint8_t>(key);
      fuzz::exercise(bytes.data(), bytes.size(), tally);
    }
    EXPECT_GT(tally.created, 5u) << function.name;
    EXPECT_GT(tally.run, 5u) << function.name;
    EXPECT_GE(tally.out_of_memory, tally.created) << function.name;
    refused += tally.refused;
  }
  EXPECT_GT(refused, 500u);
}

TEST(CApi, KeptInputs) {
  size_t files = 0;
  fuzz::Tally tally;
  for (const auto& file : std::filesystem::directory_iterator(LANEWISE_FUZZ_CORPUS)) {
    std::ifstream stream(file.path(), std::ios::binary);
    const std::vector<char> bytes((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
    fuzz::exercise(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size(), tally);
    files++;
  }
  EXPECT_GT(files, 50u) << LANEWISE_FUZZ_CORPUS;
}

}  // namespace
}  // namespace lanewise::testing

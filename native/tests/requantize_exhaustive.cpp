// SPDX-License-Identifier: Apache-2.0
// All 2^32 accumulators through every NEON sequence of requantization, for one multiplier and shift after another, on
// all cores of this machine. Not a test of ctest's list, as it takes minutes.
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <numeric>
#include <thread>
#include <vector>

#include "requantize_sequences.h"

namespace lanewise::testing {
namespace {

// Both ends of the multiplier's range and values without a pattern; shifts of trained layers, -1 to -12, and the ends.
constexpr Factor kFactors[] = {
    {1 << 30, -1},    {INT32_MAX, -1},  {1518500250, -2},  {1999999973, -3}, {1 << 30, -4},
    {1231231231, -5}, {1073741825, -6}, {1700000001, -7},  {2147483646, -8}, {1518500250, -9},
    {1 << 30, -10},   {INT32_MAX, -12}, {1999999973, -17}, {INT32_MAX, -24}, {1 << 30, -31},
    {INT32_MAX, -31}, {1 << 30, 0},     {INT32_MAX, 0},    {1231231231, 3},  {INT32_MAX, 30},
};

/** 2^20 accumulators from `first`; the text of a difference, or "". */
constexpr int64_t kChunk = int64_t{1} << 20;
std::string difference_in_chunk(Factor f, int64_t first) {
  std::vector<int32_t> x(kAccumulators);
  std::string difference;
  for (int64_t block = first; block < first + kChunk && difference.empty(); block += kAccumulators) {
    std::iota(x.begin(), x.end(), static_cast<int32_t>(block));
    difference = first_difference(x.data(), f);
  }
  return difference;
}

/** Whether all chunks are right. */
bool holds(Factor f) {
  std::atomic<int64_t> next(INT32_MIN);
  std::atomic<bool> right(true);
  const auto work = [&] {
    for (int64_t first; right && (first = next.fetch_add(kChunk)) <= INT32_MAX;) {
      const std::string difference = difference_in_chunk(f, first);
      if (difference.empty()) continue;
      right = false;
      std::printf("%s\n", difference.c_str());
    }
  };
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < std::max(1u, std::thread::hardware_concurrency()); i++) threads.emplace_back(work);
  for (std::thread& thread : threads) thread.join();
  std::printf("%s: %s\n", text(f).c_str(), right ? "right for all accumulators" : "WRONG");
  std::fflush(stdout);
  return right;
}

}  // namespace
}  // namespace lanewise::testing

int main() {
  using namespace lanewise::testing;
  const auto wrong = std::count_if(std::begin(kFactors), std::end(kFactors), [](Factor f) { return !holds(f); });
  std::printf("%zu factors, %td wrong\n", std::size(kFactors), wrong);
  return wrong == 0 ? 0 : 1;
}

// SPDX-License-Identifier: Apache-2.0
// Which steps panels keep of weights with zeros, against the definition: all weights that are not 0, once, in as few
// steps as there can be.
#include <gtest/gtest.h>

#include <vector>

#include "gemm/kept_steps.h"
#include "random_values.h"

namespace lanewise::testing {
namespace {

/** Weights of one panel, other than 0 at the given share of all bytes of K. */
struct Panel {
  WeightsS8 weights;
  std::vector<int8_t> values;

  Panel(Random& random, size_t columns, size_t segments, size_t length, int percent)
      : weights{nullptr, 1, columns, segments, length}, values(columns * segments * length, 0) {
    for (size_t k = 0; k < weights.depth(); k++) {
      if (random.between(1, 100) > percent) continue;
      const size_t column = static_cast<size_t>(random.between(0, static_cast<int>(columns) - 1));
      values[column * weights.depth() + k] = static_cast<int8_t>(random.between(1, 127));
    }
    weights.values = values.data();
  }

  bool is_zero(size_t segment, size_t k) const {
    for (size_t column = 0; column < weights.columns; column++) {
      if (values[column * weights.depth() + segment * weights.length + k] != 0) return false;
    }
    return true;
  }

  /** The fewest steps, by trying both at every byte: `fewest[k]` for what is before byte k. */
  size_t fewest_steps(size_t step_bytes) const {
    size_t all = 0;
    for (size_t s = 0; s < weights.segments; s++) {
      std::vector<size_t> fewest(weights.length + 1, 0);
      for (size_t k = 1; k <= weights.length; k++) {
        fewest[k] = fewest[k < step_bytes ? 0 : k - step_bytes] + 1;
        if (is_zero(s, k - 1)) fewest[k] = std::min(fewest[k], fewest[k - 1]);
      }
      all += fewest[weights.length];
    }
    return std::max(all, size_t{1});
  }
};

TEST(KeptSteps, HoldEveryWeightOnceInTheFewestSteps) {
  Random random(7);
  for (size_t length : {1, 5, 8, 15, 16, 17, 32, 40, 100}) {
    for (int percent : {0, 2, 10, 50, 100}) {
      for (size_t step_bytes : {4, 8, 16}) {
        SCOPED_TRACE(::testing::Message() << length << " bytes, " << percent << " %, steps of " << step_bytes);
        const Panel panel(random, 5, 3, length, percent);
        std::vector<int> held(3 * length, 0);
        size_t steps = 0;
        for_each_kept_step(panel.weights, 0, 5, step_bytes, [&](const KeptStep& step) {
          ASSERT_TRUE(step.first == 0 || step.first + step_bytes <= length) << step.first;
          ASSERT_LE(step.first, step.begin);
          for (size_t k = step.begin; k < std::min(step.first + step_bytes, length); k++) {
            held[step.segment * length + k]++;
          }
          steps++;
        });
        for (size_t k = 0; k < held.size(); k++) {
          EXPECT_LE(held[k], 1) << k;
          EXPECT_TRUE(held[k] == 1 || panel.is_zero(k / length, k % length)) << k;
        }
        EXPECT_EQ(panel.fewest_steps(step_bytes), steps);
        EXPECT_EQ(steps, count_kept_steps(panel.weights, 0, 5, step_bytes));
      }
    }
  }
}

// 4 panels of 16 columns by 64 bytes of K, of which the first three quarters of a panel, then the first 8 and 12 of
// every 16 are 0.
TEST(KeptSteps, AreOfTheCheapestSize) {
  std::vector<int8_t> values(64 * 64, 1);
  const WeightsS8 weights = {values.data(), 2, 32, 1, 64};
  const auto expect_steps = [&](size_t step_bytes, size_t steps, size_t percent, size_t least_bytes = 8) {
    const KeptSteps kept = cheapest_steps(weights, 16, least_bytes, 2);
    EXPECT_EQ(step_bytes, kept.step_bytes);
    EXPECT_EQ(steps, kept.steps);
    EXPECT_EQ(percent, kept.percent);
  };
  expect_steps(16, 16, 112);  // 16 steps at 18 of 256
  for (size_t n = 16; n < 32; n++) std::fill_n(&values[n * 64], 48, int8_t{0});
  expect_steps(16, 13, 91);
  const auto clear_of_16 = [&](size_t bytes) {
    for (size_t at = 0; at < values.size(); at += 16) std::fill_n(&values[at], bytes, int8_t{0});
  };
  clear_of_16(8);
  expect_steps(8, 13, 50);  // 13 steps at 10 of 256, where 10 of 16 bytes would be 3 x 4 + 1 at 18
  clear_of_16(12);
  expect_steps(8, 13, 50);
  expect_steps(4, 13, 30, 4);  // 13 steps at 6 of 256
}

}  // namespace
}  // namespace lanewise::testing

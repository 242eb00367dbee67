// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <array>

#include "lanewise.h"
#include "operator_runner.h"
#include "preserved_registers.h"

namespace lanewise::testing {
namespace {

// x -> real value at scale 1 -> int8 at scale 2: two operators, the second on the first one's output.
class RunSteps : public ::testing::Test {
 protected:
  const OperatorPointer dequantize_ = make(lanewise_create_dequantize_s8_f32, 4, 1.0f, 0);
  const OperatorPointer quantize_ = make(lanewise_create_quantize_f32_s8, 4, 2.0f, 0);
  std::array<int8_t, 4> input_ = {-100, -6, 0, 50}, output_ = {1, 1, 1, 1};
  std::array<float, 4> real_ = {};
  lanewise_buffer first_[3] = {{input_.data(), 4}, {real_.data(), sizeof real_}, {nullptr, 0}};
  lanewise_buffer second_[3] = {{real_.data(), sizeof real_}, {output_.data(), 4}, {nullptr, 0}};
  lanewise_step steps_[2] = {{dequantize_.get(), first_, 3}, {quantize_.get(), second_, 3}};
};

TEST_F(RunSteps, RunsAllInOrder) {
  EXPECT_EQ(2u, checked_run_steps(steps_, 2, nullptr));
  EXPECT_EQ((std::array<int8_t, 4>{-50, -3, 0, 25}), output_);
}

TEST_F(RunSteps, StopsAtTheFirstRefusal) {
  second_[1].size = 3;
  EXPECT_EQ(1u, lanewise_run_steps(steps_, 2, nullptr));
  EXPECT_EQ(-6.0f, real_[1]);
  EXPECT_EQ((std::array<int8_t, 4>{1, 1, 1, 1}), output_);
  steps_[0].op = nullptr;
  EXPECT_EQ(0u, lanewise_run_steps(steps_, 2, nullptr));
}

TEST_F(RunSteps, NothingIsNothing) { EXPECT_EQ(0u, lanewise_run_steps(nullptr, 0, nullptr)); }

}  // namespace
}  // namespace lanewise::testing

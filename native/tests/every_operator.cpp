// SPDX-License-Identifier: Apache-2.0
#include "every_operator.h"

#include <algorithm>
#include <cstring>

#include "levels.h"
#include "samples/acceptable.h"
#include "samples/families.h"

namespace lanewise::testing {

std::vector<NamedOperator> make_every_operator() {
  std::vector<NamedOperator> all;
  for (const samples::Sample& sample : samples::all_uneven()) {
    lanewise_operator* made = nullptr;
    EXPECT_EQ(LANEWISE_OK, sample.call.create(&made)) << sample.name;
    OperatorPointer op(made, lanewise_destroy);
    if (!only_own_level() || level_of(op.get()) == cpu_isa()) all.push_back({sample.name, std::move(op)});
  }
  return all;
}

OperatorMemory::OperatorMemory(const lanewise_operator& op, Random& random) {
  for (size_t i = 0; i < op.input_count; i++) {
    GuardedBuffer<uint8_t> input(op.input_sizes[i]);
    if (op.input_alignment == alignof(float)) {
      const std::vector<float> values = random.floats(input.size() / sizeof(float));
      std::memcpy(input.data(), values.data(), input.size());
    } else {
      random.fill(input.data(), input.size());
    }
    memory_.push_back(std::move(input));
  }
  memory_.emplace_back(op.output_size);
  memory_.emplace_back(op.workspace_size);
  for (GuardedBuffer<uint8_t>& buffer : memory_) buffers_.push_back(buffer.view());
  EXPECT_TRUE(samples::make_acceptable(op, buffers_.data()));
  for (size_t i = 0; i < op.input_count; i++) memory_[i].make_read_only();
}

std::vector<uint8_t> OperatorMemory::take_output(uint8_t next) {
  GuardedBuffer<uint8_t>& output = memory_[memory_.size() - 2];
  std::vector<uint8_t> values(output.begin(), output.end());
  std::fill(output.begin(), output.end(), next);
  std::fill(memory_.back().begin(), memory_.back().end(), next);
  return values;
}

}  // namespace lanewise::testing

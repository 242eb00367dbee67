// SPDX-License-Identifier: Apache-2.0
// Operators of every kind (native/samples), and memory for them.
#ifndef LANEWISE_TESTS_EVERY_OPERATOR_H_
#define LANEWISE_TESTS_EVERY_OPERATOR_H_

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "operator/operator.h"
#include "operator_runner.h"
#include "random_values.h"
#include "samples/acceptable.h"
#include "samples/families.h"

namespace lanewise::testing {

struct NamedOperator {
  std::string name;
  OperatorPointer op;
};

/** The uneven samples of all families. */
inline std::vector<NamedOperator> make_every_operator() {
  std::vector<NamedOperator> all;
  for (const samples::Sample& sample : samples::all_uneven()) all.push_back({sample.name, make(sample.call.create)});
  return all;
}

/** Memory of an operator, its inputs filled with random values. */
class OperatorMemory {
 public:
  OperatorMemory(const lanewise_operator& op, Random& random) {
    for (size_t i = 0; i < op.input_count; i++) {
      GuardedBuffer<uint8_t> input(op.input_sizes[i]);
      if (op.input_alignment == alignof(float)) {
        const std::vector<float> values = random.floats(input.size() / sizeof(float));
        std::memcpy(input.data(), values.data(), input.size());
      } else {
        for (uint8_t& byte : input) byte = static_cast<uint8_t>(random.between(0, 255));
      }
      memory_.push_back(std::move(input));
    }
    memory_.emplace_back(op.output_size);
    memory_.emplace_back(op.workspace_size);
    for (GuardedBuffer<uint8_t>& buffer : memory_) buffers_.push_back(buffer.view());
    EXPECT_TRUE(samples::make_acceptable(op, buffers_.data()));
    for (size_t i = 0; i < op.input_count; i++) memory_[i].make_read_only();
  }

  const std::vector<lanewise_buffer>& buffers() const { return buffers_; }

  /** What the last run left; the output is then filled with `next`, to show what the next run does not write. */
  std::vector<uint8_t> take_output(uint8_t next) {
    GuardedBuffer<uint8_t>& output = memory_[memory_.size() - 2];
    std::vector<uint8_t> values(output.begin(), output.end());
    std::fill(output.begin(), output.end(), next);
    std::fill(memory_.back().begin(), memory_.back().end(), next);
    return values;
  }

 private:
  std::vector<GuardedBuffer<uint8_t>> memory_;
  std::vector<lanewise_buffer> buffers_;
};

}  // namespace lanewise::testing

#endif  // LANEWISE_TESTS_EVERY_OPERATOR_H_

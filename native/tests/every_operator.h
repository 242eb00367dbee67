// SPDX-License-Identifier: Apache-2.0
// Operators of every kind (native/samples), and memory for them.
#ifndef LANEWISE_TESTS_EVERY_OPERATOR_H_
#define LANEWISE_TESTS_EVERY_OPERATOR_H_

#include <string>
#include <vector>

#include "operator/operator.h"
#include "operator_runner.h"
#include "random_values.h"

namespace lanewise::testing {

struct NamedOperator {
  std::string name;
  OperatorPointer op;
};

/** The uneven samples of all families; of the core's own level, where only that is wanted (levels.h). */
std::vector<NamedOperator> make_every_operator();

/** Memory of an operator, its inputs filled with random values. */
class OperatorMemory {
 public:
  OperatorMemory(const lanewise_operator& op, Random& random);

  const std::vector<lanewise_buffer>& buffers() const { return buffers_; }

  /** What the last run left; the output is then filled with `next`, to show what the next run does not write. */
  std::vector<uint8_t> take_output(uint8_t next);

 private:
  std::vector<GuardedBuffer<uint8_t>> memory_;
  std::vector<lanewise_buffer> buffers_;
};

}  // namespace lanewise::testing

#endif  // LANEWISE_TESTS_EVERY_OPERATOR_H_

// SPDX-License-Identifier: Apache-2.0
// What threads rely on: the units of a phase can be done in any parts and any order.
#include <algorithm>
#include <random>

#include "every_operator.h"
#include "operator/operator.h"

namespace lanewise::testing {
namespace {

// A phase's units in parts of random sizes, shuffled.
std::vector<Part> random_parts(const Phase& phase, size_t round, size_t most, std::mt19937& engine) {
  std::vector<Part> parts;
  for (size_t begin = 0; begin < phase.units;) {
    const size_t size = std::uniform_int_distribution<size_t>(1, most)(engine);
    const size_t end = std::min(begin + size, phase.units);
    parts.push_back({round, begin, end});
    begin = end;
  }
  std::shuffle(parts.begin(), parts.end(), engine);
  return parts;
}

void run_in_parts(const lanewise_operator& op, const lanewise_buffer* buffers, size_t most, std::mt19937& engine) {
  for (size_t round = 0; round < op.rounds; round++) {
    for (size_t p = 0; p < op.phase_count; p++) {
      for (const Part& part : random_parts(op.phases[p], round, most, engine)) op.phases[p].run(op, buffers, part);
    }
  }
}

TEST(Phases, AnyPartsInAnyOrder) {
  std::mt19937 engine(1);
  Random random(2);
  for (const NamedOperator& named : make_every_operator()) {
    SCOPED_TRACE(named.name + ": " + named.op->microkernel->name);
    OperatorMemory memory(*named.op, random);
    ASSERT_EQ(LANEWISE_OK, lanewise_run(named.op.get(), memory.buffers().data(), memory.buffers().size()));
    const std::vector<uint8_t> expected = memory.take_output(0x55);
    for (size_t most : {1, 3, 50}) {
      run_in_parts(*named.op, memory.buffers().data(), most, engine);
      ASSERT_EQ(expected, memory.take_output(static_cast<uint8_t>(0xaa + most)));
    }
  }
}

// Else the tests of threads would test nothing.
TEST(Phases, AreShared) {
  for (const NamedOperator& named : make_every_operator()) {
    const Phase& phase = named.op->phases[named.op->phase_count - 1];
    EXPECT_GE(phase.units, 2 * phase.least) << named.name << ": " << named.op->microkernel->name;
  }
}

TEST(Phases, SmallWorkIsNotShared) {
  const OperatorPointer op = make(lanewise_create_clamp_f32, 2000, 0.0f, 1.0f);
  EXPECT_LT(op->phases[0].units, 2 * op->phases[0].least);
}

TEST(Phases, RowsOfAPart) {
  struct Visit {
    size_t row, first, last;
    bool operator==(const Visit& o) const { return row == o.row && first == o.first && last == o.last; }
  };
  std::vector<Visit> visits;
  auto visit = [&](size_t row, size_t first, size_t last) { visits.push_back({row, first, last}); };
  for_each_row({0, 3, 12}, 5, visit);
  EXPECT_EQ((std::vector<Visit>{{0, 3, 5}, {1, 0, 5}, {2, 0, 2}}), visits);
  visits.clear();
  for_each_row({0, 6, 8}, 5, visit);
  EXPECT_EQ((std::vector<Visit>{{1, 1, 3}}), visits);
  visits.clear();
  for_each_row({0, 4, 4}, 5, visit);
  EXPECT_TRUE(visits.empty());
}

}  // namespace
}  // namespace lanewise::testing

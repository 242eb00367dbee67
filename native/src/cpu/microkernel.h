// SPDX-License-Identifier: Apache-2.0
// What is said of every microkernel, and how one is chosen. The kernels of a family are rows of typed tables beside it,
// <family>/<table>.inc, which hold them best first in lines
//
//   LANEWISE_MICROKERNEL(name, isa, core, ...)
//
//   name   family_MRxNRcKR_isa[_scheme][_asm][_core]; rows MR, columns NR, bytes of K per step KR
//   isa    the level it is compiled for: kGeneric where that is the platform's baseline, which on ARM has NEON
//   core   the only core it is for, or kAny
//   ...    what the table's structure says of it besides
//
// A table drives dispatch, tests and benchmarks, and is told by the registry (registry/registry.h): a kernel that is in
// none does not exist. Files in <family>/microkernels define no other function, as declarations come from the table.
#ifndef LANEWISE_CPU_MICROKERNEL_H_
#define LANEWISE_CPU_MICROKERNEL_H_

#include <cstddef>
#include <initializer_list>

#include "cpu/core.h"
#include "cpu/isa.h"

namespace lanewise {

/** What every row begins with. */
struct Microkernel {
  const char* name;
  Isa isa;
  Core core;
};

/** A table: the rows of this platform, best first. */
template <typename Row>
using Microkernels = std::initializer_list<Row>;

/** A line of a table as a row whose last member is its function. */
#define LANEWISE_MICROKERNEL_ROW(name, isa, core, ...) {{#name, Isa::isa, Core::core}, __VA_ARGS__, name},

/** A line of a table as an object: for kernels that are phases of their operators. */
#define LANEWISE_MICROKERNEL_OBJECT(name, isa, core) \
  inline constexpr Microkernel name = {#name, Isa::isa, Core::core};

/** A row of a table whose kernels do all work there is: MR rows of a matrix, or pixels, by NR columns or channels. */
template <typename Call>
struct UniversalRow : Microkernel {
  struct Work {};

  size_t mr, nr;
  void (*run)(const Call& call);

  bool suits(const Work&) const { return true; }
};

/** The first row for a core of a level that suits the work; NULL where there is none. */
template <typename Row>
const Row* select_microkernel(const Microkernels<Row>& table, const typename Row::Work& work, Isa isa, Core core) {
  for (const Row& row : table) {
    if (row.isa <= isa && (row.core == Core::kAny || row.core == core) && row.suits(work)) return &row;
  }
  return nullptr;
}

/** The same for the core at hand and the limit set. */
template <typename Row>
const Row* select_microkernel(const Microkernels<Row>& table, const typename Row::Work& work) {
  return select_microkernel(table, work, usable_isa(), current_core());
}

}  // namespace lanewise

#endif  // LANEWISE_CPU_MICROKERNEL_H_

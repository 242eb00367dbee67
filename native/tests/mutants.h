// SPDX-License-Identifier: Apache-2.0
// Kernels that err in one cell, by which tests prove that they would see it. A program of kernel tests run with
// --mutants=FILE runs its tests once for every mutant, with wrappers in the place of the kernels, and fails where one
// of them passes.
//
// A call's output falls into blocks of MR rows by NR columns, smaller at its edges. A mutant errs in the same cell of
// all blocks of one size: for the code of an edge is not that of the middle.
#ifndef LANEWISE_TESTS_MUTANTS_H_
#define LANEWISE_TESTS_MUTANTS_H_

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace lanewise::testing {

enum class Change {
  kPlusOne,      // the sum is one too large
  kUnwritten,    // the cell is as it was before the call
  kScaled,       // the output is 1 + 2^-10 times what it should be
  kStepLeftOut,  // the sum lacks the product `step`
};

struct Mutant {
  Change change;
  size_t rows, columns;  // of the blocks
  size_t row, column;    // of the cell
  size_t step;           // kStepLeftOut only
};

/** The mutants of one kernel. */
struct Mutants {
  std::string family, kernel;
  std::string tests;  // that must see them, as a filter of GoogleTest
  std::vector<Mutant> all;
};

/** The sizes of blocks in one direction: what can be left at an edge, and the whole. */
inline std::vector<size_t> block_sizes(size_t whole) {
  std::vector<size_t> sizes;
  for (size_t size = 1; size <= whole; size++) sizes.push_back(size);
  return sizes;
}

/** One for each cell of each block. */
inline void add_mutants(Change change, const std::vector<size_t>& rows, const std::vector<size_t>& columns,
                        std::vector<Mutant>* all, size_t step = 0) {
  for (size_t r : rows) {
    for (size_t c : columns) {
      for (size_t i = 0; i < r * c; i++) all->push_back({change, r, c, i / c, i % c, step});
    }
  }
}

/** The mutant under test; NULL where kernels are as they are. */
inline const Mutant* mutant = nullptr;

/** Calls `visit(row, column)` for the cells that are wrong in an output of blocks of MR by NR. */
template <typename Visit>
void for_each_wrong_cell(size_t rows, size_t columns, size_t mr, size_t nr, Visit visit) {
  for (size_t m = 0; m < rows; m += mr) {
    for (size_t n = 0; n < columns; n += nr) {
      if (std::min(mr, rows - m) == mutant->rows && std::min(nr, columns - n) == mutant->columns) {
        visit(m + mutant->row, n + mutant->column);
      }
    }
  }
}

/** Whether a call shows nothing new of the mutant: it has no such block, or a test has seen the mutant already. */
bool shows_nothing_new(size_t rows, size_t columns, size_t mr, size_t nr);

/** What each program of kernel tests defines. */
std::vector<Mutants> mutants();

}  // namespace lanewise::testing

#endif  // LANEWISE_TESTS_MUTANTS_H_

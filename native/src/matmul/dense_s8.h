// SPDX-License-Identifier: Apache-2.0
// One int8 row times a matrix: sums[n] = bias[n] + sum over k of row[k] * W[n][k]. Every weight is read once, so this
// is bound by loads, and the weights lie in the order in which they are read: panels of kDenseNr columns, each
//   int8 w[steps][kDenseNr][kDenseStep]    the last step filled up with zeros
#ifndef LANEWISE_MATMUL_DENSE_S8_H_
#define LANEWISE_MATMUL_DENSE_S8_H_

#include <cstddef>
#include <cstdint>

#include "cpu/microkernel.h"

namespace lanewise {

constexpr size_t kDenseNr = 8, kDenseStep = 16;

struct DenseS8Call {
  const int8_t* row;
  size_t whole;          // bytes of the row in whole steps
  const int8_t* tail;    // the rest, filled up to a step; NULL if there is none
  const int8_t* weights;
  const int32_t* bias;
  size_t columns;        // a multiple of kDenseNr, as are the lengths of bias and sums
  int32_t* sums;         // wrap around, as all accumulators
};

using DenseS8Function = void(const DenseS8Call& call);

/** A row of dense_s8.inc. */
struct DenseS8Row : Microkernel {
  /** What a kernel is wanted for. */
  struct Work {
    bool proven;  // no weight is -128
  };

  bool needs_proof;
  DenseS8Function* run;

  bool suits(const Work& work) const { return work.proven || !needs_proof; }
};

/** Its last row suits all work at every level. */
extern const Microkernels<DenseS8Row> kDenseS8Table;

#define LANEWISE_MICROKERNEL(name, ...) DenseS8Function name;
#include "matmul/dense_s8.inc"
#undef LANEWISE_MICROKERNEL

}  // namespace lanewise

#endif  // LANEWISE_MATMUL_DENSE_S8_H_

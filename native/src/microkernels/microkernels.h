// SPDX-License-Identifier: Apache-2.0
// The rows of microkernels.inc as data.
#ifndef LANEWISE_MICROKERNELS_MICROKERNELS_H_
#define LANEWISE_MICROKERNELS_MICROKERNELS_H_

#include "cpu/core.h"
#include "cpu/isa.h"
#include "depthwise/depthwise_s8.h"
#include "fully_connected/dense_s8.h"
#include "gemm/gemm_s8.h"
#include "winograd/winograd_s8.h"

namespace lanewise {

#define LANEWISE_GEMM_S8(name, isa, core, mr, nr, kr, tail, needs_proof) GemmS8Function name;
#define LANEWISE_GEMM_S8_LANE(name, isa, core, mr, nr, most_depth) GemmS8Function name;
#define LANEWISE_DEPTHWISE_S8(name, isa, core, mr, nr, taps, needs_proof) DepthwiseS8Function name;
#define LANEWISE_DEPTHWISE_S8_DOT(name, isa) DepthwiseS8Function name;
#define LANEWISE_DENSE_S8(name, isa, needs_proof) DenseS8Function name;
#define LANEWISE_WINOGRAD_S8(name, isa, core, mr) extern const WinogradS8Functions name;
#include "microkernels/microkernels.inc"
#undef LANEWISE_GEMM_S8
#undef LANEWISE_GEMM_S8_LANE
#undef LANEWISE_DEPTHWISE_S8
#undef LANEWISE_DEPTHWISE_S8_DOT
#undef LANEWISE_DENSE_S8
#undef LANEWISE_WINOGRAD_S8

/** What dispatch and reports need of a row. */
struct Microkernel {
  const char* name;
  Isa isa;
  Core core;
  size_t mr, nr, kr, k_tail;
  size_t weight_bytes;  // of a packed weight
  size_t most_depth;    // bytes of K that it is chosen for
  size_t taps;  // of the only kernel size it does; 0 for any
  bool needs_proof;
  GemmS8Function* gemm_s8;            // one of these is not NULL
  DepthwiseS8Function* depthwise_s8;
  DenseS8Function* dense_s8;
  const WinogradS8Functions* winograd_s8;
};

/** Rows of this platform, best first. */
extern const Microkernel kMicrokernels[];
extern const int kMicrokernelCount;

enum class Family { kGemmS8, kDepthwiseS8, kDenseS8, kWinogradS8 };

/** What a kernel is wanted for. */
struct Work {
  Family family;
  bool proven = true;  // no weight is -128
  size_t depth = 0;     // bytes of K of a GEMM
  size_t taps = 0;      // of a depthwise kernel
  bool slides = false;  // 3x3 windows one column apart
};

/** Whether a row is right for the work, wherever it is chosen. */
bool does(const Microkernel& row, const Work& work);

/** The first row that does the work on a core of a level. NULL only for Winograd: the others have a generic row. */
const Microkernel* select_microkernel(const Work& work, Isa isa, Core core);

/** The same for the core at hand and the limit set. */
const Microkernel* select_microkernel(const Work& work);

}  // namespace lanewise

#endif  // LANEWISE_MICROKERNELS_MICROKERNELS_H_

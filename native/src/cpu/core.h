// SPDX-License-Identifier: Apache-2.0
// Which core this is, where kernels of one ISA level differ by core.
#ifndef LANEWISE_CPU_CORE_H_
#define LANEWISE_CPU_CORE_H_

#include <cstdint>

namespace lanewise {

/** Kinds of cores that have kernels of their own. Packed weights are the same for all of them, so that a thread which
 *  moves to another core only runs a little slower. */
enum class Core : uint8_t {
  kAny,
  kInOrder,  // waits where an operand is not there yet: Cortex-A35, A53, A55, A510
};

/** The core that the calling thread is on. */
Core current_core();

}  // namespace lanewise

#endif  // LANEWISE_CPU_CORE_H_

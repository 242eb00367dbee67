// SPDX-License-Identifier: Apache-2.0
// The registry: what is known of all microkernels of this platform, whichever table they are in. native/CMakeLists.txt
// lists the tables, which are all <family>/<table>.inc.
#ifndef LANEWISE_REGISTRY_REGISTRY_H_
#define LANEWISE_REGISTRY_REGISTRY_H_

#include "cpu/microkernel.h"

namespace lanewise {

struct RegisteredMicrokernel {
  const char* name;
  Isa isa;
};

/** The rows of all tables: table by table, each best first. */
extern const Microkernels<RegisteredMicrokernel> kMicrokernels;

}  // namespace lanewise

#endif  // LANEWISE_REGISTRY_REGISTRY_H_

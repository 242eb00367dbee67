// SPDX-License-Identifier: Apache-2.0
#include "lanewise.h"

int32_t lanewise_abi_version(void) { return LANEWISE_ABI_VERSION; }

const char* lanewise_build_id(void) {
  return
#include "build_id.inc"  // made by native/build-id.cmake
      ;
}

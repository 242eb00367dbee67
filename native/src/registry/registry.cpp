// SPDX-License-Identifier: Apache-2.0
#include "registry/registry.h"

#include "lanewise.h"

namespace lanewise {

#define LANEWISE_MICROKERNEL(name, isa, ...) {#name, Isa::isa},

constexpr Microkernels<RegisteredMicrokernel> kMicrokernels = {
#include "all_tables.inc"
};

namespace {

const RegisteredMicrokernel* row_of(int32_t row) {
  return row < 0 || row >= lanewise_microkernel_count() ? nullptr : kMicrokernels.begin() + row;
}

}  // namespace
}  // namespace lanewise

int32_t lanewise_microkernel_count(void) { return static_cast<int32_t>(lanewise::kMicrokernels.size()); }

const char* lanewise_microkernel_name(int32_t row) {
  const lanewise::RegisteredMicrokernel* microkernel = lanewise::row_of(row);
  return microkernel == nullptr ? "" : microkernel->name;
}

const char* lanewise_microkernel_isa(int32_t row) {
  const lanewise::RegisteredMicrokernel* microkernel = lanewise::row_of(row);
  return microkernel == nullptr ? "" : lanewise::isa_name(microkernel->isa);
}

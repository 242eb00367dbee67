// SPDX-License-Identifier: Apache-2.0
#include "cpu/isa.h"

#include <cstdlib>
#include <cstring>

#include "cpu/hwcap.h"
#include "lanewise.h"

namespace lanewise {
namespace {

struct Level {
  Isa isa;
  const char* name;
};

// The levels of this platform, ascending.
constexpr Level kLevels[] = {
    {Isa::kGeneric, "generic"},
#if defined(__x86_64__)
    {Isa::kX86Avx2, "x86_64-avx2"},
#elif defined(__aarch64__)
    {Isa::kAarch64Neon, "aarch64-neon"},
    {Isa::kAarch64Dotprod, "aarch64-dotprod"},
    {Isa::kAarch64I8mm, "aarch64-i8mm"},
#elif defined(__arm__)
    {Isa::kArmv7Neon, "armv7-neon"},
    {Isa::kArmv8Dotprod, "armv8-dotprod"},
#endif
};

constexpr int kUnset = -1;
constexpr int kNoLimit = 1000;
int limit = kUnset;  // accessed atomically

int find_level(const char* name) {
  for (const Level& level : kLevels) {
    if (std::strcmp(level.name, name) == 0) return static_cast<int>(level.isa);
  }
  return kUnset;
}

int level_in_environment(const char* variable) {
  const char* name = std::getenv(variable);
  return name == nullptr ? kUnset : find_level(name);
}

int current_limit() {
  int value = __atomic_load_n(&limit, __ATOMIC_RELAXED);
  if (value == kUnset) {
    int named = level_in_environment("LANEWISE_ISA");
    value = named == kUnset ? kNoLimit : named;
    __atomic_store_n(&limit, value, __ATOMIC_RELAXED);
  }
  return value;
}

bool runs_here(Isa isa) {
  switch (isa) {
    case Isa::kX86Avx2: return cpu_has_avx2();
    case Isa::kArmv8Dotprod:
    case Isa::kAarch64Dotprod: return cpu_has_dot_product();
    case Isa::kAarch64I8mm: return cpu_has_dot_product() && cpu_has_matrix_multiply();
    default: return true;
  }
}

}  // namespace

const char* isa_name(Isa isa) {
  for (const Level& level : kLevels) {
    if (level.isa == isa) return level.name;
  }
  return "";
}

Isa cpu_isa() {
  const int told = level_in_environment("LANEWISE_CPU_ISA");
  if (told != kUnset) return static_cast<Isa>(told);
  Isa best = Isa::kGeneric;
  for (const Level& level : kLevels) {
    if (runs_here(level.isa)) best = level.isa;
  }
  return best;
}

Isa usable_isa() {
  int cap = current_limit();
  Isa best = cpu_isa();
  return static_cast<int>(best) <= cap ? best : static_cast<Isa>(cap);
}

}  // namespace lanewise

const char* lanewise_isa(void) { return lanewise::isa_name(lanewise::usable_isa()); }

const char* lanewise_cpu_isa(void) { return lanewise::isa_name(lanewise::cpu_isa()); }

lanewise_status lanewise_limit_isa(const char* name) {
  using namespace lanewise;
  int level = name == nullptr ? kNoLimit : find_level(name);
  if (level == kUnset) return LANEWISE_INVALID_ARGUMENT;
  __atomic_store_n(&limit, level, __ATOMIC_RELAXED);
  return LANEWISE_OK;
}

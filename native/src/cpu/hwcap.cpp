// SPDX-License-Identifier: Apache-2.0
// The bits are named in Linux, Documentation/arch/arm64/elf_hwcaps.rst and arch/arm/include/uapi/asm/hwcap.h.
#include "cpu/hwcap.h"

#include <fcntl.h>
#include <unistd.h>

#include "cpu/dot_product_cores.h"

namespace lanewise {

#if defined(__aarch64__) || defined(__arm__)
namespace {

constexpr unsigned long kHwcap = 16, kHwcap2 = 26;  // tags of the auxiliary vector

// An entry of the auxiliary vector. Read from /proc: getauxval would raise the glibc floor of the armhf library from
// 2.4 to 2.16.
unsigned long auxiliary_value(unsigned long wanted) {
  int file = open("/proc/self/auxv", O_RDONLY | O_CLOEXEC);
  if (file < 0) return 0;
  unsigned long entry[2], value = 0;
  while (read(file, entry, sizeof entry) == static_cast<ssize_t>(sizeof entry) && entry[0] != 0) {
    if (entry[0] == wanted) value = entry[1];
  }
  close(file);
  return value;
}

bool has(unsigned long word, int bit) { return (auxiliary_value(word) >> bit & 1) != 0; }

}  // namespace
#endif

#if defined(__aarch64__)
bool cpu_has_dot_product() { return has(kHwcap, 20); }
bool cpu_has_matrix_multiply() { return has(kHwcap2, 13); }
bool cpu_names_itself() { return has(kHwcap, 11); }
#elif defined(__arm__)
// Kernels before 6.2 do not tell 32-bit programs.
bool cpu_has_dot_product() { return has(kHwcap, 24) || cores_have_dot_product("/proc/cpuinfo"); }
bool cpu_has_matrix_multiply() { return false; }
bool cpu_names_itself() { return false; }
#else
bool cpu_has_dot_product() { return false; }
bool cpu_has_matrix_multiply() { return false; }
bool cpu_names_itself() { return false; }
#endif

#if defined(__x86_64__)
bool cpu_has_avx2() {
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}
#else
bool cpu_has_avx2() { return false; }
#endif

}  // namespace lanewise

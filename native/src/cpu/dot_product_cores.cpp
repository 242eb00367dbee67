// SPDX-License-Identifier: Apache-2.0
#include "cpu/dot_product_cores.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>

namespace lanewise {
namespace {

// Part numbers as in MIDR, of Arm's designs that run 32-bit programs.
constexpr unsigned long kWithDotProduct[] = {0xd05 /* A55 */, 0xd0a /* A75 */};
constexpr unsigned long kCertain[] = {0xd0b /* A76 */,  0xd0c /* Neoverse N1 */, 0xd0d /* A77 */, 0xd41 /* A78 */,
                                      0xd44 /* X1 */,   0xd47 /* A710 */,        0xd4b /* A78C */};

template <size_t N>
bool among(unsigned long part, const unsigned long (&parts)[N]) {
  for (unsigned long known : parts) {
    if (part == known) return true;
  }
  return false;
}

/** The hexadecimal values of all lines "key : 0x..." in turn: calls `take` with each. */
template <typename Take>
void for_each_value(const char* text, const char* key, Take take) {
  for (const char* line = std::strstr(text, key); line != nullptr; line = std::strstr(line + 1, key)) {
    const char* colon = std::strchr(line, ':');
    if (colon == nullptr) return;
    take(std::strtoul(colon + 1, nullptr, 16));
  }
}

}  // namespace

bool cores_have_dot_product(const char* path) {
  char text[8 * 1024] = {};  // some 16 cores; a core beyond is of a kind seen before
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  size_t size = 0;
  for (ssize_t got; size + 1 < sizeof text && (got = read(file, text + size, sizeof text - 1 - size)) > 0;) {
    size += static_cast<size_t>(got);
  }
  close(file);
  bool all = true, certain = false;
  for_each_value(text, "CPU implementer", [&](unsigned long implementer) { all &= implementer == 0x41; });
  for_each_value(text, "CPU part", [&](unsigned long part) {
    certain |= among(part, kCertain);
    all &= among(part, kCertain) || among(part, kWithDotProduct);
  });
  return all && certain;
}

}  // namespace lanewise

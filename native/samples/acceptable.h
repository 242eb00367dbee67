// SPDX-License-Identifier: Apache-2.0
#ifndef LANEWISE_SAMPLES_ACCEPTABLE_H_
#define LANEWISE_SAMPLES_ACCEPTABLE_H_

#include "operator/operator.h"

namespace lanewise::samples {

/** Changes what drawn inputs hold until the operator runs on it: divisors other than 0, smaller indices, exponents of
 *  at least 0. False where it never does. */
inline bool make_acceptable(const lanewise_operator& op, const lanewise_buffer* buffers) {
  if (op.accepts == nullptr) return true;
  struct Change {
    uint8_t set, kept;
  };
  for (const Change bits : {Change{0x80, 0xff}, Change{0, 0x7f}, Change{0, 0x01}, Change{0, 0}}) {
    if (op.accepts(op, buffers)) return true;
    for (size_t i = 0; i < op.input_count; i++) {
      uint8_t* input = static_cast<uint8_t*>(buffers[i].data);
      for (size_t b = 0; b < buffers[i].size; b++) input[b] = static_cast<uint8_t>((input[b] | bits.set) & bits.kept);
    }
  }
  return op.accepts(op, buffers);
}

}  // namespace lanewise::samples

#endif  // LANEWISE_SAMPLES_ACCEPTABLE_H_

// SPDX-License-Identifier: Apache-2.0
#ifndef LANEWISE_SAMPLES_ACCEPTABLE_H_
#define LANEWISE_SAMPLES_ACCEPTABLE_H_

#include "operator/operator.h"

namespace lanewise::samples {

/** Makes smaller what drawn inputs hold until the operator runs on it: indices in range, exponents of at least 0. False
 *  where it never does. */
inline bool make_acceptable(const lanewise_operator& op, const lanewise_buffer* buffers) {
  if (op.accepts == nullptr) return true;
  for (uint8_t mask : {0x7f, 0x01, 0x00}) {
    if (op.accepts(op, buffers)) return true;
    for (size_t i = 0; i < op.input_count; i++) {
      uint8_t* input = static_cast<uint8_t*>(buffers[i].data);
      for (size_t b = 0; b < buffers[i].size; b++) input[b] = static_cast<uint8_t>(input[b] & mask);
    }
  }
  return op.accepts(op, buffers);
}

}  // namespace lanewise::samples

#endif  // LANEWISE_SAMPLES_ACCEPTABLE_H_

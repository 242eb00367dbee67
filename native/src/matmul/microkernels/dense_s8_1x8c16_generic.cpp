// SPDX-License-Identifier: Apache-2.0
// Plain C++: what runs where no other row does, and what LANEWISE_ISA=generic asks for.
#include "matmul/dense_s8.h"

namespace lanewise {

void dense_s8_1x8c16_generic(const DenseS8Call& call) {
  const size_t depth = call.whole + (call.tail == nullptr ? 0 : kDenseStep);
  for (size_t n = 0; n < call.columns; n++) {
    const int8_t* w = call.weights + n / kDenseNr * kDenseNr * depth + n % kDenseNr * kDenseStep;
    uint32_t sum = static_cast<uint32_t>(call.bias[n]);
    for (size_t k = 0; k < depth; k++) {
      const int8_t a = k < call.whole ? call.row[k] : call.tail[k - call.whole];
      sum += static_cast<uint32_t>(a * w[k / kDenseStep * kDenseNr * kDenseStep + k % kDenseStep]);
    }
    call.sums[n] = static_cast<int32_t>(sum);
  }
}

}  // namespace lanewise

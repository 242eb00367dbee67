// SPDX-License-Identifier: Apache-2.0
// CONCATENATION, PAD and strided copies, byte by byte. Arguments as in lanewise.h, already checked.
#ifndef LANEWISE_REFERENCE_MOVEMENT_H_
#define LANEWISE_REFERENCE_MOVEMENT_H_

#include "lanewise.h"

namespace lanewise::reference {

void concatenation(int32_t rows, const int32_t* bytes, int32_t inputs, const uint8_t* const* input, uint8_t* output);
void pad(int32_t rank, const int32_t* input_dims, const int32_t* before, const int32_t* after, int32_t element_bytes,
         const void* value, const uint8_t* input, uint8_t* output);
void strided_copy(int32_t rank, const int32_t* dims, const int32_t* strides, int32_t start, int32_t element_bytes,
                  const uint8_t* input, uint8_t* output);

}  // namespace lanewise::reference

#endif  // LANEWISE_REFERENCE_MOVEMENT_H_

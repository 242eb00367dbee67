// SPDX-License-Identifier: Apache-2.0
// CONCATENATION, PAD, strided copies and GATHER, byte by byte; SCATTER_ND. Arguments as in lanewise.h, already checked.
#ifndef LANEWISE_REFERENCE_MOVEMENT_H_
#define LANEWISE_REFERENCE_MOVEMENT_H_

#include <cstring>

#include "lanewise.h"

namespace lanewise::reference {

inline void concatenation(int32_t rows, const int32_t* bytes, int32_t inputs, const uint8_t* const* input,
                          uint8_t* output) {
  for (int64_t row = 0; row < rows; row++) {
    for (int32_t i = 0; i < inputs; i++) {
      for (int64_t b = 0; b < bytes[i]; b++) *output++ = input[i][row * bytes[i] + b];
    }
  }
}

// Every output element in turn: its coordinates, less the padding before, lie inside the input or not.
inline void pad(int32_t rank, const int32_t* input_dims, const int32_t* before, const int32_t* after,
                int32_t element_bytes, const void* value, const uint8_t* input, uint8_t* output) {
  int64_t elements = 1;
  for (int32_t d = 0; d < rank; d++) elements *= int64_t{before[d]} + input_dims[d] + after[d];
  for (int64_t i = 0; i < elements; i++, output += element_bytes) {
    int64_t rest = i, from = 0, stride = 1;
    bool inside = true;
    for (int32_t d = rank - 1; d >= 0; d--) {
      const int64_t size = int64_t{before[d]} + input_dims[d] + after[d];
      const int64_t position = rest % size - before[d];
      inside = inside && position >= 0 && position < input_dims[d];
      from += position * stride;
      stride *= input_dims[d];
      rest /= size;
    }
    std::memcpy(output, inside ? input + from * element_bytes : value, static_cast<size_t>(element_bytes));
  }
}

// Every output element in turn: its coordinates say where it lies.
inline void strided_copy(int32_t rank, const int32_t* dims, const int32_t* strides, int32_t start,
                         int32_t element_bytes, const uint8_t* input, uint8_t* output) {
  int64_t elements = 1;
  for (int32_t d = 0; d < rank; d++) elements *= dims[d];
  for (int64_t i = 0; i < elements; i++, output += element_bytes) {
    int64_t rest = i, from = start;
    for (int32_t d = rank - 1; d >= 0; d--) {
      from += rest % dims[d] * strides[d];
      rest /= dims[d];
    }
    std::memcpy(output, input + from * element_bytes, static_cast<size_t>(element_bytes));
  }
}

// Every output row in turn. Indices are of type Index, and in range.
template <typename Index>
void gather(int32_t batches, int32_t outer, int32_t rank, const int32_t* sizes, int32_t row_bytes, int32_t count,
            const uint8_t* table, const Index* indices, uint8_t* output) {
  int64_t rows = 1;
  for (int32_t d = 0; d < rank; d++) rows *= sizes[d];
  for (int64_t b = 0; b < batches; b++) {
    for (int64_t o = 0; o < outer; o++) {
      for (int64_t i = 0; i < count; i++, output += row_bytes) {
        int64_t row = 0;
        for (int32_t d = 0; d < rank; d++) row = row * sizes[d] + int64_t{indices[(b * count + i) * rank + d]};
        std::memcpy(output, table + ((b * outer + o) * rows + row) * row_bytes, static_cast<size_t>(row_bytes));
      }
    }
  }
}

// The output's row by row; join(sum, value) adds. Indices are in range.
template <typename T, typename Index, typename Join>
void scatter(int32_t rank, const int32_t* sizes, int32_t row_elements, int32_t count, const Index* indices,
             const T* rows, T* output, Join join) {
  int64_t elements = row_elements;
  for (int32_t d = 0; d < rank; d++) elements *= sizes[d];
  for (int64_t i = 0; i < elements; i++) output[i] = 0;
  for (int64_t i = 0; i < count; i++) {
    int64_t row = 0;
    for (int32_t d = 0; d < rank; d++) row = row * sizes[d] + int64_t{indices[i * rank + d]};
    for (int64_t c = 0; c < row_elements; c++) {
      T& sum = output[row * row_elements + c];
      sum = join(sum, rows[i * row_elements + c]);
    }
  }
}

}  // namespace lanewise::reference

#endif  // LANEWISE_REFERENCE_MOVEMENT_H_

// SPDX-License-Identifier: Apache-2.0
// fully_connected scales its sums as TFLite's reference kernel does since 2.20: by a factor in double, rounded to
// nearest with ties away from zero.
#ifndef LANEWISE_QUANTIZATION_SCALE_IN_DOUBLE_H_
#define LANEWISE_QUANTIZATION_SCALE_IN_DOUBLE_H_

#include <cstddef>
#include <cstdint>

namespace lanewise {

/** Each of `count` sums, a multiple of 4, becomes round(sum * factor), saturated. Factors are 0 to 2^30. */
void scale_in_double(int32_t* sums, const double* factors, size_t count);

}  // namespace lanewise

#endif  // LANEWISE_QUANTIZATION_SCALE_IN_DOUBLE_H_

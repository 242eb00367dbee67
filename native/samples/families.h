// SPDX-License-Identifier: Apache-2.0
// The families of operators, each with its samples in the file of its name.
#ifndef LANEWISE_SAMPLES_FAMILIES_H_
#define LANEWISE_SAMPLES_FAMILIES_H_

#include <vector>

#include "samples/sample.h"

namespace lanewise::samples {

struct Family {
  /** Sizes of small networks. */
  std::vector<MeasuredSample> (*measured)();
  /** Sizes that divide badly, each large enough that threads share its work. */
  std::vector<Sample> (*uneven)();
};

extern const Family kConvolution, kMatmul, kPooling, kReduction, kElementwise, kActivation, kMovement, kConversion,
    kResize;

/** Of all families. */
std::vector<MeasuredSample> all_measured();
std::vector<Sample> all_uneven();

}  // namespace lanewise::samples

#endif  // LANEWISE_SAMPLES_FAMILIES_H_

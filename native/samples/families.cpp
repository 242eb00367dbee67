// SPDX-License-Identifier: Apache-2.0
#include "samples/families.h"

namespace lanewise::samples {
namespace {

const Family* const kFamilies[] = {&kConvolution, &kMatmul,     &kPooling,  &kReduction,
                                   &kElementwise, &kActivation, &kMovement, &kConversion, &kResize};

template <typename T>
std::vector<T> of_all(std::vector<T> (*Family::*samples)()) {
  std::vector<T> all;
  for (const Family* family : kFamilies) {
    for (T& sample : (family->*samples)()) all.push_back(std::move(sample));
  }
  return all;
}

}  // namespace

std::vector<MeasuredSample> all_measured() { return of_all(&Family::measured); }

std::vector<Sample> all_uneven() { return of_all(&Family::uneven); }

}  // namespace lanewise::samples

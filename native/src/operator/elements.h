// SPDX-License-Identifier: Apache-2.0
// Units of operators that go through elements one after the other.
#ifndef LANEWISE_OPERATOR_ELEMENTS_H_
#define LANEWISE_OPERATOR_ELEMENTS_H_

#include "operator/operator.h"

namespace lanewise {

/** Elements of a unit: whole blocks and whole cache lines. */
constexpr size_t kElementsPerUnit = 1024;

struct Elements {
  size_t first, count;
};

/** The elements of a part; the last unit may have fewer than the others. */
inline Elements elements_of(const Part& part, size_t elements) {
  const size_t first = part.begin * kElementsPerUnit, end = part.end * kElementsPerUnit;
  return {first, (end < elements ? end : elements) - first};
}

/** Adds a phase over `elements`, each of which takes as long as `work` multiplications and additions of int8. */
inline void add_elements_phase(lanewise_operator* op, PhaseFunction* run, size_t elements, size_t work) {
  add_phase(op, run, (elements + kElementsPerUnit - 1) / kElementsPerUnit,
            (elements < kElementsPerUnit ? elements : kElementsPerUnit) * work);
}

/** What one of several functions of elements is run by: for a create function that chooses by number. */
struct ElementFunction {
  PhaseFunction* run;
  const Microkernel* microkernel;
  size_t work;  // as of add_elements_phase
};

/** Adds the phase of a function. */
inline void add_elements_phase(lanewise_operator* op, const ElementFunction& function, size_t elements) {
  add_elements_phase(op, function.run, elements, function.work);
  op->microkernel = function.microkernel;
}

}  // namespace lanewise

#endif  // LANEWISE_OPERATOR_ELEMENTS_H_

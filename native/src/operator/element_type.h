// SPDX-License-Identifier: Apache-2.0
#ifndef LANEWISE_OPERATOR_ELEMENT_TYPE_H_
#define LANEWISE_OPERATOR_ELEMENT_TYPE_H_

#include <cstddef>

#include "lanewise.h"

namespace lanewise {

/** Bytes of an element of a lanewise_type; 0 for a number that is none. */
inline size_t element_bytes(int32_t type) {
  switch (type) {
    case LANEWISE_BOOL:
    case LANEWISE_S8:
    case LANEWISE_U8: return 1;
    case LANEWISE_S16: return 2;
    case LANEWISE_F32:
    case LANEWISE_S32: return 4;
    case LANEWISE_S64: return 8;
    default: return 0;
  }
}

}  // namespace lanewise

#endif  // LANEWISE_OPERATOR_ELEMENT_TYPE_H_

// SPDX-License-Identifier: Apache-2.0
// Every function of one int8 value is a table of 256 answers.
#ifndef LANEWISE_ACTIVATION_LOOKUP_S8_H_
#define LANEWISE_ACTIVATION_LOOKUP_S8_H_

#include "lanewise.h"

namespace lanewise {

/** The rest of a create function: `table` holds the answers for -128 to 127. */
lanewise_status create_lookup_s8(int32_t elements, const int8_t* table, lanewise_operator** op);

}  // namespace lanewise

#endif  // LANEWISE_ACTIVATION_LOOKUP_S8_H_

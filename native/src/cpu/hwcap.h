// SPDX-License-Identifier: Apache-2.0
// What the running core can do, asked from the kernel; false on other architectures.
#ifndef LANEWISE_CPU_HWCAP_H_
#define LANEWISE_CPU_HWCAP_H_

namespace lanewise {

bool cpu_has_dot_product();      // SDOT / UDOT, VSDOT / VUDOT
bool cpu_has_matrix_multiply();  // SMMLA / UMMLA
bool cpu_has_avx2();             // with FMA
bool cpu_names_itself();         // user programs may read MIDR_EL1

}  // namespace lanewise

#endif  // LANEWISE_CPU_HWCAP_H_

// SPDX-License-Identifier: Apache-2.0
// Cores that are known to have the dot-product instructions, for kernels that do not say.
#ifndef LANEWISE_CPU_DOT_PRODUCT_CORES_H_
#define LANEWISE_CPU_DOT_PRODUCT_CORES_H_

namespace lanewise {

/** Whether every core that a file like /proc/cpuinfo names has dot product for certain: all are Arm's own designs that
 *  have it, and one of them at least is a Cortex-A76 or later. Without that one the answer is no, as there are chips
 *  with Cortex-A55 and A75 cores alone that announce the instructions and then fault on them. */
bool cores_have_dot_product(const char* path);

}  // namespace lanewise

#endif  // LANEWISE_CPU_DOT_PRODUCT_CORES_H_

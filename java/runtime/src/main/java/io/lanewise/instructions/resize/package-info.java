// SPDX-License-Identifier: Apache-2.0
/** Images of another size, with their Java kernels. */
package io.lanewise.instructions.resize;

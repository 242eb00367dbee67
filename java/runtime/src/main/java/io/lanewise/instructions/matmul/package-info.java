// SPDX-License-Identifier: Apache-2.0
/** Dense layers and products of matrices, with their Java kernels and native calls. */
package io.lanewise.instructions.matmul;

// SPDX-License-Identifier: Apache-2.0
/** Functions of each element, and softmax, with their Java kernels and native calls. */
package io.lanewise.instructions.activation;

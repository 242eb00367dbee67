// SPDX-License-Identifier: Apache-2.0
/** Functions of two inputs that broadcast, with their Java kernels and native calls. */
package io.lanewise.instructions.elementwise;

// SPDX-License-Identifier: Apache-2.0
/** Copies, parts and orders of elements, with their Java kernels and native calls. */
package io.lanewise.instructions.movement;

// SPDX-License-Identifier: Apache-2.0
/** Sums, means and extrema over axes, with their Java kernels and native calls. */
package io.lanewise.instructions.reduction;

// SPDX-License-Identifier: Apache-2.0
/** Averages and maxima of windows, with their Java kernels and native calls. */
package io.lanewise.instructions.pooling;

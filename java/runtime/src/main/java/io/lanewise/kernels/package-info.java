// SPDX-License-Identifier: Apache-2.0
/**
 * What a backend is. {@code io.lanewise.kernels.java} is always there: fallback, oracle and baseline;
 * {@code io.lanewise.kernels.neon} drives the native library. Both compute the same integers. What an operator's integers
 * are (geometry, multipliers, clamps) is worked out here once, for both.
 */
package io.lanewise.kernels;

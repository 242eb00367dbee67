// SPDX-License-Identifier: Apache-2.0
/**
 * The pure-Java backend: one small class per kernel, no dependency, every platform. It is the fallback where no native
 * library loads, the oracle of tests and the baseline of benchmarks.
 *
 * <p>Two habits shape the kernels. C2 of JDK 17 vectorizes {@code sum[j] += x * w[j]} on whole int or float arrays, but
 * neither a loop that mixes byte and int arrays nor one whose arrays start at different offsets; so weights are unpacked
 * to one array per row when a model is prepared, sums live in an array of their own, and results are narrowed after. And
 * offsets and constants are fields, fixed when a model is prepared, while everything a run writes to belongs to one
 * execution.
 */
package io.lanewise.kernels.java;

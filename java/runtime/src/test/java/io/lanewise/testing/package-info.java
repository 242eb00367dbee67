// SPDX-License-Identifier: Apache-2.0
/**
 * What the tests of all modules and the benchmarks build models with: one builder of graphs and one set of operator
 * samples, packed as a test jar of their own. A family of operators has a file: the samples that are drawn, in sizes
 * that find faults, and below them the same operators in the sizes that are asked for, for benchmarks.
 */
package io.lanewise.testing;

// SPDX-License-Identifier: Apache-2.0
/**
 * The meter of {@code benchmarks/emulated}: instructions and estimated cycles of native code that qemu runs. Uses
 * nothing but the JDK, so that {@code benchmarks/emulated/meter} can compile it by itself.
 */
package io.lanewise.benchmarks.meter;

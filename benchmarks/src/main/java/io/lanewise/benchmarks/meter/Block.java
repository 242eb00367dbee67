// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks.meter;

/**
 * Straight code that qemu translated at once.
 *
 * @param code its bytes in hexadecimal, as they lie in memory
 * @param instructions how many instructions that is
 */
record Block(String code, int instructions) {}

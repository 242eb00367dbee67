// SPDX-License-Identifier: Apache-2.0
package io.lanewise.graph;

/**
 * A value that lives across runs: operators read {@code tensor}, which holds what {@code next} held at the end of the
 * run before; real 0 in the first run and after a reset.
 *
 * @param tensor index of a tensor that no operator writes
 * @param next index of a tensor of the same type, shape and quantization that is a graph input or written by an
 *         operator
 */
public record Variable(int tensor, int next) {}

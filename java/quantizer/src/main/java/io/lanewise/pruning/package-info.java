// SPDX-License-Identifier: Apache-2.0
/**
 * Makes float models smaller: takes whole channels out ({@link io.lanewise.pruning.Pruner} is where to begin), or sets
 * weights to zero.
 */
package io.lanewise.pruning;

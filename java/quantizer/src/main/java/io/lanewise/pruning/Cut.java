// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

/**
 * A constant as one operator reads it, whose positions along an axis go with channels.
 *
 * @param operator index of the operator
 * @param tensor index of the constant
 * @param channels the axis, and which group each position goes with
 */
public record Cut(int operator, int tensor, Channels channels) {}

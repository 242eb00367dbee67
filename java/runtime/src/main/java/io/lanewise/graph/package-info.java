// SPDX-License-Identifier: Apache-2.0
/**
 * A model as data: an immutable {@link io.lanewise.graph.Graph} of {@link io.lanewise.tensor.Tensor}s and
 * {@link io.lanewise.graph.Operator}s. Images are NHWC. Readers make graphs, passes turn one graph into another,
 * writers and plans consume them.
 */
package io.lanewise.graph;

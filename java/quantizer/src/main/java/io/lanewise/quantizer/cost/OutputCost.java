// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.cost;

/**
 * How far an output of a quantized model is from the float model's.
 *
 * @param name of the output in the float model
 * @param error over all samples
 */
public record OutputCost(String name, TensorError error) {}

// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import io.lanewise.quantizer.cost.TensorError;

/**
 * What a part of the quantization costs at the output that suffers most, all else being exact.
 *
 * @param part what is quantized
 * @param error of the output
 */
public record Attribution(String part, TensorError error) {}

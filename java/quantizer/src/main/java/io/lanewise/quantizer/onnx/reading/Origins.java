// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import io.lanewise.tensor.Tensor;
import java.util.Map;
import java.util.Set;

/**
 * Where the reals of a quantized file come from, by tensor.
 *
 * @param integers of constants that a DequantizeLinear gave: what they were before
 * @param reals results of a DEQUANTIZE that the file wants as reals, not as a part of an integer operator
 */
record Origins(Map<Integer, Tensor> integers, Set<Integer> reals) {}

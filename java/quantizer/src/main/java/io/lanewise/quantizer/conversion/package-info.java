// SPDX-License-Identifier: Apache-2.0
/**
 * Float graph to int8 graph by TFLite's 8-bit quantization specification, with the arithmetic of TFLite's converter bit
 * for bit. A pass takes a graph and returns a graph; tensors keep their indices until the last one. Between the passes
 * a float tensor that has a {@link io.lanewise.tensor.Quantization} is one whose int8 form is decided.
 */
package io.lanewise.quantizer.conversion;

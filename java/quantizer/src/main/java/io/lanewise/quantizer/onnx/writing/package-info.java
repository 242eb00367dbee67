// SPDX-License-Identifier: Apache-2.0
/**
 * Writes graphs as {@code .onnx} files: float models, and int8 ones in the form of QuantizeLinear and DequantizeLinear
 * pairs around float operators (QDQ), with the scales, zero points and integers of the graph. Graphs are NHWC and ONNX
 * NCHW: each tensor's {@link io.lanewise.quantizer.onnx.writing.Order} in the file is tracked, so that almost nothing
 * is transposed at run time.
 */
package io.lanewise.quantizer.onnx.writing;

// SPDX-License-Identifier: Apache-2.0
/**
 * Reads {@code .onnx} files: nodes in any of opsets 7 to 28 become operators of a {@link io.lanewise.graph.Graph},
 * images move from NCHW to NHWC, arithmetic on shapes is worked out.
 */
package io.lanewise.quantizer.onnx.reading;

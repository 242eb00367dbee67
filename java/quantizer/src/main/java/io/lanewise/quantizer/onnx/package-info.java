// SPDX-License-Identifier: Apache-2.0
/** What reading and writing of {@code .onnx} files have in common. */
package io.lanewise.quantizer.onnx;

// SPDX-License-Identifier: Apache-2.0
/**
 * Integer arithmetic of quantized networks, each function equal bit for bit to the one that TFLite's reference kernels
 * use: gemmlowp's {@code fixedpoint/fixedpoint.h} and TFLite's {@code kernels/internal/common.h} and
 * {@code kernels/internal/quantization_util.cc}, in the default build, which rounds twice.
 */
package io.lanewise.quantization;

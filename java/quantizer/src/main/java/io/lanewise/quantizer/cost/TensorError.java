// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.cost;

/**
 * How far values are from their reference.
 *
 * @param sqnr signal-to-quantization-noise ratio in decibels, 10 log10(sum r^2 / sum (v - r)^2); infinite where nothing
 *         differs
 * @param cosine cosine of the angle between both, all samples' values as one vector; 1 where both are 0, 0 where one is
 * @param meanSquaredError mean of (v - r)^2
 * @param psnr peak signal-to-noise ratio in decibels, 10 log10(peak^2 / mean squared error), the peak being the
 *         reference's largest less its smallest value
 * @param largest the largest |v - r|
 */
public record TensorError(double sqnr, double cosine, double meanSquaredError, double psnr, double largest) {}

// SPDX-License-Identifier: Apache-2.0
/**
 * Runs a float model on samples to learn what range each activation takes.
 *
 * <p>One pass serves every method: {@link io.lanewise.quantizer.calibration.Calibration} gathers
 * {@link io.lanewise.quantizer.calibration.CalibrationStatistics}, of constant size and independent of the samples'
 * order, from which a {@link io.lanewise.quantizer.calibration.CalibrationMethod} derives ranges and a {@link
 * io.lanewise.quantizer.calibration.ScaleFormula} scales and zero points. Statistics can be stored and merged.
 */
package io.lanewise.quantizer.calibration;

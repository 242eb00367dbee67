// SPDX-License-Identifier: Apache-2.0
/**
 * Samples for calibration and evaluation: IDX, NumPy, raw and image files, read one sample at a time whatever their
 * size, and the preprocessing that turns them into a model's input.
 */
package io.lanewise.quantizer.data;

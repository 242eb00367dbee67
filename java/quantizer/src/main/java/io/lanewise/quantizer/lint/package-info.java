// SPDX-License-Identifier: Apache-2.0
/** Looks for signs that calibration samples are not what the model expects. Warnings are values; nothing is refused. */
package io.lanewise.quantizer.lint;

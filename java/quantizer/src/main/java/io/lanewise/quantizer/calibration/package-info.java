// SPDX-License-Identifier: Apache-2.0
/** Observes a float model on samples to learn what range each activation takes. */
package io.lanewise.quantizer.calibration;

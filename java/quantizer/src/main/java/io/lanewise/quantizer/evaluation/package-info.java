// SPDX-License-Identifier: Apache-2.0
/**
 * How well classifiers do on labelled samples, one model or several side by side. All rates are fractions, 0 to 1.
 * Results are records.
 */
package io.lanewise.quantizer.evaluation;

// SPDX-License-Identifier: Apache-2.0
/** Teaches deployed int8 classifiers other classes, on the board. {@link io.lanewise.adaptation.Adaptation} begins. */
package io.lanewise.adaptation;

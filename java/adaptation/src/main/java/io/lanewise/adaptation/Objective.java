// SPDX-License-Identifier: Apache-2.0
package io.lanewise.adaptation;

/** A smooth function of many variables, to be minimized. */
interface Objective {

    /** Where to begin. */
    double[] start();

    /** The value at a point; writes the gradient there into {@code gradient}. */
    double evaluate(double[] point, double[] gradient);
}

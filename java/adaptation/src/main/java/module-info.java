// SPDX-License-Identifier: Apache-2.0

/**
 * Trains the last layer of a deployed int8 classifier for other classes, where it runs. {@link
 * io.lanewise.adaptation.Adaptation} is where to begin.
 */
module io.lanewise.adaptation {
    requires transitive io.lanewise.runtime;

    exports io.lanewise.adaptation;
}

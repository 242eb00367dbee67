// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

/** From which layers channels are taken on the way to a target of the whole graph. */
public enum Distribution {
    /** The same share from every family of groups. */
    UNIFORM,
    /** One step after the other, each where the lowest score is lost for a multiply-accumulate that is saved. */
    MACS,
    /**
     * The same where outputs count, too: to scale, store and read one takes as long as 64 multiply-accumulates with dot
     * product. Depthwise and 1x1 convolutions of few channels lose more of their channels then, wide layers less.
     */
    INSTRUCTIONS,
    /** The same for a weight that is saved: a small file of as many multiply-accumulates. */
    WEIGHTS
}

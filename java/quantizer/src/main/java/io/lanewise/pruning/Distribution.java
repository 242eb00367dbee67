// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

/** From which layers channels are taken on the way to a target of the whole graph. */
public enum Distribution {
    /** The same share from every family of groups. */
    UNIFORM,
    /** One step after the other, each where the lowest score is lost for a multiply-accumulate that is saved. */
    GREEDY
}

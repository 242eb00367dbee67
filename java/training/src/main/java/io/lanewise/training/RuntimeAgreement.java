// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import java.util.List;

/**
 * How what training computes of an integer graph agrees with what the runtime does on the same samples.
 *
 * @param layers of each operator that writes integers, in their order, each fed with the runtime's own integers: what
 *     one operator does otherwise
 * @param outputs of each output of the graph that holds integers, or reals made of such, training fed with the samples
 *     alone: what all of them do otherwise together
 */
public record RuntimeAgreement(List<LayerAgreement> layers, List<LayerAgreement> outputs) {

    /**
     * Copies the lists.
     *
     * @param layers of each operator that writes integers, fed with the runtime's own integers
     * @param outputs of each output of the graph, fed with the samples alone
     */
    public RuntimeAgreement {
        layers = List.copyOf(layers);
        outputs = List.copyOf(outputs);
    }
}

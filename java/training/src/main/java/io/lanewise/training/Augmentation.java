// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import java.util.Random;

/** Changes samples at random, so that a network sees more of them. */
@FunctionalInterface
public interface Augmentation {

    /** Leaves samples as they are. */
    Augmentation NONE = (values, random) -> values;

    /**
     * {@return a changed sample; the array itself, if nothing is changed}
     *
     * @param values of all inputs, preprocessed ({@link io.lanewise.quantizer.data.JoinedInputs}); not to be changed
     * @param random what is drawn from; always as often, whatever the values are
     */
    float[] apply(float[] values, Random random);

    /**
     * {@return one change after the other}
     *
     * @param next changes what this has left
     */
    default Augmentation then(Augmentation next) {
        return (values, random) -> next.apply(apply(values, random), random);
    }
}

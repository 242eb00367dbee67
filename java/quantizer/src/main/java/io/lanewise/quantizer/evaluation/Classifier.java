// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.evaluation;

import java.nio.ByteBuffer;

/** A model that gives each class a score. Not thread-safe. */
public interface Classifier {

    /** {@return what reports call it} */
    String name();

    /** {@return number of classes} */
    int classes();

    /**
     * {@return the answer to one stored sample}
     *
     * @param sample elements as {@link io.lanewise.quantizer.data.SampleReader#data()} gives them
     */
    Prediction classify(ByteBuffer sample);

    /**
     * An answer.
     *
     * @param scores one for each class
     * @param nanos time of the inference alone, in nanoseconds
     */
    record Prediction(float[] scores, long nanos) {}
}

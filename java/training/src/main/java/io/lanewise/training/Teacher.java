// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import java.util.List;

/** A float network that another is to be like. One thread uses it at a time. */
public interface Teacher extends AutoCloseable {

    /**
     * {@return what its first softmax takes, or its first output where it has none: sample after sample}
     *
     * @param inputs as of {@link Trainer#step}
     */
    float[] logits(List<float[]> inputs);

    /**
     * {@return for each output its values of a batch}
     *
     * @param inputs as of {@link Trainer#step}
     */
    List<float[]> outputs(List<float[]> inputs);

    @Override
    void close();
}

// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.data;

import io.lanewise.SessionTensor;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;

/** Puts the samples of one data set, one at a time, into one input of a session. */
@FunctionalInterface
interface InputFeed {

    void put(SessionTensor input, ByteBuffer sample);

    /** Fits the samples to the input. */
    @FunctionalInterface
    interface Maker {
        InputFeed make(Dataset samples, Tensor input) throws DatasetException;
    }
}

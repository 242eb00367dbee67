// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.data;

import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionTensor;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Puts the samples of one data set, one at a time, into the inputs of a model. */
@FunctionalInterface
public interface SampleFeed {

    /**
     * Fills the session's inputs from a sample as {@link SampleReader#data()} gives it.
     *
     * @param session of the model that this feeds
     * @param sample dense, little-endian, from position 0
     */
    void put(Session session, ByteBuffer sample);

    /**
     * {@return a feed of real values after preprocessing; an integer input gets them quantized by its own scale and
     * zero point}
     *
     * @param preprocessing from stored elements to the values that the model takes
     * @param samples as they are stored
     * @param model with an input for each that the samples are for
     * @throws DatasetException if an input takes no reals ({@link Tensor#isReal}), or the samples do not fit it
     */
    static SampleFeed preprocessed(Preprocessing preprocessing, Dataset samples, Model model) throws DatasetException {
        return forEach(samples, model, (part, input) -> {
            if (!input.isReal()) {
                throw new DatasetException(
                        part.name(),
                        "input " + input + " takes no real values; float32 or quantized int8, uint8 or int16 does");
            }
            Preprocessor preprocessor = preprocessing.bind(part, input);
            return (tensor, sample) -> tensor.putFloats(preprocessor.apply(sample));
        });
    }

    /**
     * {@return a feed of the samples' elements as they are stored, without any preprocessing}
     *
     * @param samples of the inputs' types and shapes
     * @param model with an input for each that the samples are for
     * @throws DatasetException if an input has another element type or shape than its samples
     */
    static SampleFeed stored(Dataset samples, Model model) throws DatasetException {
        return forEach(samples, model, (part, input) -> {
            SampleFit.check(part, DataLayout.NHWC, input);
            if (input.type() != part.type()) {
                throw new DatasetException(
                        part.name(), part.type().label() + " samples cannot be fed as stored to input " + input);
            }
            return SessionTensor::put;
        });
    }

    private static SampleFeed forEach(Dataset samples, Model model, InputFeed.Maker maker) throws DatasetException {
        SampleFit.checkCount(samples, model.inputs());
        List<InputFeed> feeds = new ArrayList<>();
        for (int i = 0; i < model.inputs().size(); i++) {
            feeds.add(maker.make(samples.inputs().get(i), model.inputs().get(i)));
        }
        return (session, sample) -> {
            List<ByteBuffer> parts = JoinedSamples.split(samples, sample);
            for (int i = 0; i < feeds.size(); i++) {
                feeds.get(i).put(session.input(i), parts.get(i));
            }
        };
    }
}

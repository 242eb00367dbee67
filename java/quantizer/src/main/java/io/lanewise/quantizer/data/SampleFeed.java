// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.data;

import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.graph.ModelException;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;

/** Puts the samples of one data set, one at a time, into the one input of a model. */
@FunctionalInterface
public interface SampleFeed {

    /**
     * Fills the session's input from a sample as {@link SampleReader#data()} gives it.
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
     * @param model one input
     * @throws DatasetException if the input takes no reals ({@link Tensor#isReal}), or the samples do not fit it
     * @throws ModelException if the model has not one input
     */
    static SampleFeed preprocessed(Preprocessing preprocessing, Dataset samples, Model model) throws DatasetException {
        Tensor input = inputOf(model);
        if (!input.isReal()) {
            throw new DatasetException(
                    samples.name(),
                    "input " + input + " takes no real values; float32 or quantized int8, uint8 or int16 does");
        }
        Preprocessor preprocessor = preprocessing.bind(samples, input);
        return (session, sample) -> session.input(0).putFloats(preprocessor.apply(sample));
    }

    /**
     * {@return a feed of the samples' elements as they are stored, without any preprocessing}
     *
     * @param samples of the input's type and shape
     * @param model one input
     * @throws DatasetException if the input has another element type or shape than the samples
     * @throws ModelException if the model has not one input
     */
    static SampleFeed stored(Dataset samples, Model model) throws DatasetException {
        Tensor input = inputOf(model);
        SampleFit.check(samples, DataLayout.NHWC, input);
        if (input.type() != samples.type()) {
            throw new DatasetException(
                    samples.name(), samples.type().label() + " samples cannot be fed as stored to input " + input);
        }
        return (session, sample) -> session.input(0).put(sample);
    }

    /**
     * {@return the one input of a model}
     *
     * @param model of any number of inputs
     * @throws ModelException if it has none or several
     */
    static Tensor inputOf(Model model) {
        if (model.inputs().size() != 1) {
            throw new ModelException(
                    model.graph().name(),
                    "has " + model.inputs().size() + " inputs " + model.inputs() + "; samples are for models with one");
        }
        return model.inputs().get(0);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.data;

import io.lanewise.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * From a stored sample to the real values that a model takes: value = (stored * scale - mean) / deviation. For example,
 * for a uint8 image: scale 1 gives 0..255; scale 1/255 gives 0..1; scale 1/255, mean 0.5, deviation 0.5 gives -1..1.
 *
 * @param scale real value of one stored step
 * @param mean subtracted after scaling, in scaled units: one value for all channels or one for each
 * @param deviation divides at last, in scaled units, not 0: one value for all channels or one for each
 * @param layout how samples are stored
 * @param channelOrder how the model wants its colours
 */
public record Preprocessing(
        double scale, List<Double> mean, List<Double> deviation, DataLayout layout, ChannelOrder channelOrder) {

    /** Values as they are stored, NHWC, RGB. */
    public static final Preprocessing NONE = scaledBy(1);

    /**
     * Checks the numbers.
     *
     * @param scale of stored values
     * @param mean one for all channels, or one for each
     * @param deviation one for all channels, or one for each
     * @param layout how samples are stored
     * @param channelOrder how the model wants its colours
     * @throws IllegalArgumentException if a number is not finite, a deviation is 0, or a list is empty
     */
    public Preprocessing {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        if (mean.isEmpty() || deviation.isEmpty()) {
            throw new IllegalArgumentException("mean and deviation need at least one value each");
        }
        if (!Double.isFinite(scale)
                || !mean.stream().allMatch(Double::isFinite)
                || !deviation.stream().allMatch(d -> Double.isFinite(d) && d != 0)) {
            throw new IllegalArgumentException("scale " + scale + ", mean " + mean + ", deviation " + deviation
                    + ": all must be finite and no deviation 0");
        }
    }

    /**
     * {@return the preprocessing value = stored * scale, NHWC, RGB}
     *
     * @param scale such as 1/255
     */
    public static Preprocessing scaledBy(double scale) {
        return new Preprocessing(scale, List.of(0.0), List.of(1.0), DataLayout.NHWC, ChannelOrder.RGB);
    }

    /**
     * Prepares this for the samples of one data set and one model input.
     *
     * @param samples as they are stored
     * @param input the model's
     * @return what turns one stored sample into the input's values
     * @throws DatasetException if the samples do not have the input's shape, or mean, deviation, layout or channel
     *         order do not fit it
     */
    public Preprocessor bind(Dataset samples, Tensor input) throws DatasetException {
        return Preprocessor.of(this, samples, input);
    }

    /**
     * {@return the values of every sample in turn, as a model takes them ({@link JoinedInputs})} To be closed. A sample
     * that cannot be read ends the stream with an {@link java.io.UncheckedIOException}.
     *
     * @param samples as they are stored
     * @param inputs the model's
     * @throws DatasetException as {@link #bind}
     * @throws IOException if the samples cannot be opened
     */
    public Stream<float[]> stream(Dataset samples, List<Tensor> inputs) throws IOException {
        return labelled(samples, inputs).map(LabelledSample::values);
    }

    /**
     * {@return the same with the samples' labels}
     *
     * @param samples as they are stored
     * @param inputs the model's
     * @throws DatasetException as {@link #bind}, or if they are not for as many inputs
     * @throws IOException if the samples cannot be opened
     */
    public Stream<LabelledSample> labelled(Dataset samples, List<Tensor> inputs) throws IOException {
        SampleFit.checkCount(samples, inputs);
        List<Preprocessor> preprocessors = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            preprocessors.add(bind(samples.inputs().get(i), inputs.get(i)));
        }
        return SampleStream.of(samples, preprocessors);
    }
}

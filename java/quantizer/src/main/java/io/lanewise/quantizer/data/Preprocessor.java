// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.data;

import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * {@link Preprocessing} fitted to one kind of sample and one model input. A sample fits when its shape, layout taken
 * into account, is the input's but for dimensions of size 1 ([28,28] fits [1,28,28,1]), or when either is flat, a
 * sample of [n] or an input of [1,n], and both have n elements. Computes in double precision and rounds once.
 * Immutable.
 */
public final class Preprocessor {
    private final DataType type;
    private final int elements;
    private final double scale;
    private final double[] mean;
    private final double[] deviation;
    private final int[] sources;

    private Preprocessor(DataType type, double scale, double[] mean, double[] deviation, int[] sources) {
        this.type = type;
        this.elements = sources.length;
        this.scale = scale;
        this.mean = mean;
        this.deviation = deviation;
        this.sources = sources;
    }

    static Preprocessor of(Preprocessing preprocessing, Dataset samples, Tensor input) throws DatasetException {
        SampleFit.check(samples, preprocessing.layout(), input);
        int channels = SampleFit.channels(input);
        if (preprocessing.channelOrder() == ChannelOrder.BGR && channels != 3) {
            throw new DatasetException(
                    samples.name(), "channel order BGR needs 3 channels, but input " + input + " has " + channels);
        }
        return new Preprocessor(
                samples.type(),
                preprocessing.scale(),
                perChannel(samples.name(), "mean", preprocessing.mean(), channels, input),
                perChannel(samples.name(), "deviation", preprocessing.deviation(), channels, input),
                sources(preprocessing, input.shape().elements(), channels));
    }

    private static double[] perChannel(String source, String what, List<Double> values, int channels, Tensor input)
            throws DatasetException {
        if (values.size() != 1 && values.size() != channels) {
            throw new DatasetException(
                    source,
                    values.size() + " values of " + what + ", but input " + input + " has " + channels
                            + " channels; give 1 or " + channels);
        }
        double[] all = new double[channels];
        for (int c = 0; c < channels; c++) {
            all[c] = values.get(values.size() == 1 ? 0 : c);
        }
        return all;
    }

    /** For each element of the input, which stored element it comes from. */
    private static int[] sources(Preprocessing preprocessing, int elements, int channels) {
        int pixels = elements / channels;
        int[] sources = new int[elements];
        for (int i = 0; i < elements; i++) {
            int pixel = i / channels;
            int channel = preprocessing.channelOrder() == ChannelOrder.BGR ? channels - 1 - i % channels : i % channels;
            sources[i] =
                    preprocessing.layout() == DataLayout.NCHW ? channel * pixels + pixel : pixel * channels + channel;
        }
        return sources;
    }

    /**
     * {@return the values of a sample, in the input's order; a new array each time}
     *
     * @param sample as {@link SampleReader#data()} gives it
     */
    public float[] apply(ByteBuffer sample) {
        float[] values = new float[elements];
        for (int i = 0; i < elements; i++) {
            int channel = i % mean.length;
            values[i] = (float) ((Elements.get(type, sample, sources[i]) * scale - mean[channel]) / deviation[channel]);
        }
        return values;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.data;

import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** Whether the samples of a data set have the shape that a model input takes. */
final class SampleFit {

    private SampleFit() {}

    /** Number of channels of an input: the last dimension of an NHWC one, 1 of any other. */
    static int channels(Tensor input) {
        return input.shape().rank() == 4 ? input.shape().dim(3) : 1;
    }

    /** Whether there are samples for each input. */
    static void checkCount(Dataset samples, List<Tensor> inputs) throws DatasetException {
        if (samples.inputs().size() != inputs.size()) {
            throw new DatasetException(
                    samples.name(),
                    "has samples for " + samples.inputs().size() + " inputs, but the model has " + inputs.size() + ' '
                            + inputs);
        }
    }

    static void check(Dataset samples, DataLayout layout, Tensor input) throws DatasetException {
        Shape wanted = input.shape();
        if (wanted.rank() > 0 && wanted.dim(0) != 1) {
            throw new DatasetException(
                    samples.name(),
                    "input " + input + " takes a batch of " + wanted.dim(0)
                            + " samples; only a batch of 1 is supported");
        }
        Shape stored = samples.shape();
        boolean flat = (wanted.rank() == 2 || stored.rank() == 1) && wanted.elements() == stored.elements();
        if (layout == DataLayout.NCHW) {
            if (wanted.rank() != 4 || stored.rank() != 3) {
                throw new DatasetException(
                        samples.name(),
                        "layout NCHW needs samples [channels,height,width] and an NHWC input," + " got samples "
                                + stored + " and input " + input);
            }
            stored = Shape.of(stored.dim(1), stored.dim(2), stored.dim(0));
        }
        if (!flat && !Arrays.equals(withoutOnes(stored), withoutOnes(wanted))) {
            throw new DatasetException(
                    samples.name(),
                    "samples of shape " + samples.shape() + " (layout " + layout + ") do not fit input " + input);
        }
    }

    private static int[] withoutOnes(Shape shape) {
        return Arrays.stream(shape.dims()).filter(size -> size != 1).toArray();
    }
}

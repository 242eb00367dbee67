// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.data;

import static io.lanewise.quantizer.data.IdxFilesTest.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreprocessingTest {

    private static Tensor input(int... dims) {
        return new Tensor("image", DataType.FLOAT32, Shape.of(dims), null, null);
    }

    private static float[] apply(Preprocessing preprocessing, int type, int[] sizes, Tensor input, int... bytes)
            throws IOException {
        Dataset dataset = IdxFiles.open(Bytes.source(Bytes.idx(type, sizes, Bytes.of(bytes))));
        Preprocessor preprocessor = preprocessing.bind(dataset, input);
        try (SampleReader reader = dataset.open()) {
            reader.next();
            return preprocessor.apply(reader.data());
        }
    }

    private static Preprocessing with(DataLayout layout, ChannelOrder order, double... mean) {
        return new Preprocessing(1, java.util.Arrays.stream(mean).boxed().toList(), List.of(1.0), layout, order);
    }

    @Test
    void scalesThenSubtractsThenDivides() throws IOException {
        // ImageNet: (255/255 - 0.485) / 0.229, (0 - 0.456) / 0.224, (51/255 - 0.406) / 0.225
        Preprocessing imagenet = new Preprocessing(
                1.0 / 255,
                List.of(0.485, 0.456, 0.406),
                List.of(0.229, 0.224, 0.225),
                DataLayout.NHWC,
                ChannelOrder.RGB);
        assertArrayEquals(
                new float[] {2.2489083f, -2.0357143f, -0.9155556f},
                apply(imagenet, 0x08, new int[] {1, 1, 1, 3}, input(1, 1, 1, 3), 255, 0, 51),
                1e-7f);
        // Speech features: (q - 83) * 0.5847029 = (q * s - 83 s) / 1
        Preprocessing speech = new Preprocessing(
                0.5847029089927673, List.of(83 * 0.5847029089927673), List.of(1.0), DataLayout.NHWC, ChannelOrder.RGB);
        assertArrayEquals(
                new float[] {-123.37231f, 25.726928f},
                apply(speech, 0x09, new int[] {1, 2, 1}, input(1, 2, 1, 1), -128, 127),
                1e-5f);
    }

    @Test
    void oneOver255IsTheNearestFloat() throws IOException {
        for (int x = 0; x < 256; x++) {
            assertArrayEquals(
                    new float[] {x / 255f},
                    apply(Preprocessing.scaledBy(1.0 / 255), 0x08, new int[] {1, 1}, input(1, 1), x),
                    0f);
        }
    }

    @Test
    void everyElementTypeIsRead() throws IOException {
        Tensor one = input(1, 1);
        int[] sizes = {1, 1};
        assertArrayEquals(new float[] {200}, apply(Preprocessing.NONE, 0x08, sizes, one, 200), 0);
        assertArrayEquals(new float[] {-56}, apply(Preprocessing.NONE, 0x09, sizes, one, 200), 0);
        assertArrayEquals(new float[] {-2}, apply(Preprocessing.NONE, 0x0B, sizes, one, 0xFF, 0xFE), 0);
        assertArrayEquals(new float[] {65536}, apply(Preprocessing.NONE, 0x0C, sizes, one, 0, 1, 0, 0), 0);
        assertArrayEquals(new float[] {1.5f}, apply(Preprocessing.NONE, 0x0D, sizes, one, 0x3F, 0xC0, 0, 0), 0);
    }

    @Test
    void flatSamplesAndInputsFit() throws IOException {
        assertArrayEquals(
                new float[] {1, 2, 3, 4},
                apply(Preprocessing.NONE, 0x08, new int[] {1, 4}, input(1, 2, 2, 1), 1, 2, 3, 4),
                0);
        assertArrayEquals(
                new float[] {1, 2, 3, 4},
                apply(Preprocessing.NONE, 0x08, new int[] {1, 2, 2}, input(1, 4), 1, 2, 3, 4),
                0);
        assertMessage(
                "samples.bin: samples of shape [3] (layout NHWC) do not fit input \"image\" float32[1,4]",
                () -> apply(Preprocessing.NONE, 0x08, new int[] {1, 3}, input(1, 4), 1, 2, 3));
    }

    @Test
    void planesBecomePixels() throws IOException {
        // Two planes of 1x3: channel 0 is 1 2 3, channel 1 is 4 5 6; means 10 and 20.
        assertArrayEquals(
                new float[] {-9, -16, -8, -15, -7, -14},
                apply(
                        with(DataLayout.NCHW, ChannelOrder.RGB, 10, 20),
                        0x08,
                        new int[] {1, 2, 1, 3},
                        input(1, 1, 3, 2),
                        1,
                        2,
                        3,
                        4,
                        5,
                        6),
                0);
    }

    @Test
    void redAndBlueChangePlaces() throws IOException {
        assertArrayEquals(
                new float[] {3, 1, -1, 6, 4, 2},
                apply(
                        with(DataLayout.NHWC, ChannelOrder.BGR, 0, 1, 2),
                        0x08,
                        new int[] {1, 1, 2, 3},
                        input(1, 1, 2, 3),
                        1,
                        2,
                        3,
                        4,
                        5,
                        6),
                0);
        assertArrayEquals(
                new float[] {5, 3, 1, 6, 4, 2},
                apply(
                        with(DataLayout.NCHW, ChannelOrder.BGR, 0),
                        0x08,
                        new int[] {1, 3, 1, 2},
                        input(1, 1, 2, 3),
                        1,
                        2,
                        3,
                        4,
                        5,
                        6),
                0);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        String name = "samples.bin: ";
        int[] image = {1, 2, 2};
        assertMessage(
                name + "samples of shape [2,2] (layout NHWC) do not fit input \"image\" float32[1,3,2,1]",
                () -> apply(Preprocessing.NONE, 0x08, image, input(1, 3, 2, 1)));
        assertMessage(
                name + "input \"image\" float32[4,2,2,1] takes a batch of 4 samples; only a batch of 1 is supported",
                () -> apply(Preprocessing.NONE, 0x08, image, input(4, 2, 2, 1)));
        assertMessage(
                name
                        + "layout NCHW needs samples [channels,height,width] and an NHWC input, got samples"
                        + " [2,2] and input \"image\" float32[1,2,2,1]",
                () -> apply(with(DataLayout.NCHW, ChannelOrder.RGB, 0), 0x08, image, input(1, 2, 2, 1)));
        assertMessage(
                name + "channel order BGR needs 3 channels, but input \"image\" float32[1,2,2,1] has 1",
                () -> apply(with(DataLayout.NHWC, ChannelOrder.BGR, 0), 0x08, image, input(1, 2, 2, 1)));
        assertMessage(
                name + "3 values of mean, but input \"image\" float32[1,2,2,1] has 1 channels; give 1 or 1",
                () -> apply(with(DataLayout.NHWC, ChannelOrder.RGB, 1, 2, 3), 0x08, image, input(1, 2, 2, 1)));
        assertThrows(IllegalArgumentException.class, () -> Preprocessing.scaledBy(Double.NaN));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Preprocessing(1, List.of(0.0), List.of(0.0), DataLayout.NHWC, ChannelOrder.RGB));
    }
}

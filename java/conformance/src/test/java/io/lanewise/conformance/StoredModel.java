// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A line of {@code expected.json} or {@code int8-reference/index.json}: a model with recorded outputs. What one of the
 * two does not have is null or 0.
 *
 * @param model the model's file
 * @param n records of {@code logits}
 * @param records records of {@code outputs}
 * @param correct how many records' largest output is at their label
 * @param preprocess how a sample becomes an input, in the first word
 * @param logits file of the float outputs
 * @param outputs file of the int8 outputs
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record StoredModel(String model, int n, int records, int correct, String preprocess, String logits, String outputs) {
    private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
    private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};

    /** The lines of a file of the shared data, without the LSTM models, whose operator is not supported. */
    static List<StoredModel> list(String file) {
        try {
            List<StoredModel> all =
                    new ObjectMapper().readValue(SharedData.file(file).toFile(), new TypeReference<>() {});
            return all.stream().filter(stored -> !stored.model.contains("lstm")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first {@code count} samples that the model was run on; unsigned bytes for images, int8 for speech. */
    byte[] samples(int count) {
        return IdxFile.read(SharedData.file(isImage() ? imageFile() : "samples/kws-mfcc/first500-mfcc-int8.gz"))
                .bytes(count);
    }

    /** The labels of those samples. */
    byte[] labels(int count) {
        String file = !isImage()
                ? "samples/kws-mfcc/first500-labels-ubyte.gz"
                : imageFile().replace("images-nhwc", "labels").replace("images-idx3", "labels-idx1");
        return IdxFile.read(SharedData.file(file)).bytes(count);
    }

    /** A sample's byte as the float model takes it; of a colour image, that of a channel. */
    float preprocess(byte sample, int channel) {
        return switch (preprocess.split(" ")[0]) {
            case "raw" -> sample & 0xff;
            case "x/255" -> (sample & 0xff) / 255f;
            case "imagenet-norm" -> ((sample & 0xff) / 255f - MEAN[channel]) / DEVIATION[channel];
            case "mfcc" -> (sample - 83) * 0.5847029089927673f;
            default -> throw new IllegalArgumentException(preprocess);
        };
    }

    boolean isImage() {
        return !model.contains("kws");
    }

    /** Whether images are of three channels, CIFAR-10's; else MNIST's. */
    boolean isColour() {
        return model.contains("cifar") || model.contains("ic_");
    }

    private String imageFile() {
        return isColour()
                ? "samples/cifar10-jpeg/test2000-images-nhwc-ubyte.gz"
                : "samples/mnist/t10k-first5000-images-idx3-ubyte.gz";
    }

    /** The model's path, as the tests' name. */
    @Override
    public String toString() {
        return model.substring(model.indexOf('/') + 1);
    }
}

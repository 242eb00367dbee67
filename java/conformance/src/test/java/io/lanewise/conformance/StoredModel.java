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

    /** The lines of a file of the shared data, without the LSTM models, whose operator is not supported. */
    static List<StoredModel> list(String file) {
        try {
            List<StoredModel> all = new ObjectMapper().readValue(SharedData.file(file).toFile(), new TypeReference<>() {});
            return all.stream().filter(stored -> !stored.model.contains("lstm")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first {@code count} samples that the model was run on; unsigned bytes for images, int8 for speech. */
    byte[] samples(int count) {
        return IdxFile.read(SharedData.file(isImage() ? imageFile() : "samples/kws-mfcc/first500-mfcc-int8.gz")).bytes(count);
    }

    /** The labels of those samples. */
    byte[] labels(int count) {
        String file = !isImage() ? "samples/kws-mfcc/first500-labels-ubyte.gz"
                : imageFile().replace("images-nhwc", "labels").replace("images-idx3", "labels-idx1");
        return IdxFile.read(SharedData.file(file)).bytes(count);
    }

    boolean isImage() {
        return !model.contains("kws");
    }

    private String imageFile() {
        return model.contains("cifar") || model.contains("ic_") ? "samples/cifar10-jpeg/test2000-images-nhwc-ubyte.gz"
                : "samples/mnist/t10k-first5000-images-idx3-ubyte.gz";
    }

    /** The model's path, as the tests' name. */
    @Override
    public String toString() {
        return model.substring(model.indexOf('/') + 1);
    }
}

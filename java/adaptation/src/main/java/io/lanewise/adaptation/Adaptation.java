// SPDX-License-Identifier: Apache-2.0
package io.lanewise.adaptation;

import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionTensor;
import io.lanewise.graph.ModelException;
import io.lanewise.tensor.Tensor;
import io.lanewise.tflite.FileTables;
import io.lanewise.tflite.TfliteReader;
import io.lanewise.tflite.schema.SubGraphT;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * Teaches an int8 classifier other classes, from a few examples of each, where it runs: its last dense layer is trained
 * anew on the int8 features that the layers before it compute, which stay as they are.
 *
 * <pre>{@code
 * try (Adaptation adaptation = Adaptation.of(Path.of("model_int8.tflite"))) {
 *     for (Photo photo : photos) {
 *         adaptation.example(photo.label(), photo.pixels());
 *     }
 *     adaptation.train().write(Path.of("model_mine.tflite"));
 * }
 * }</pre>
 *
 * <p>Trained is a softmax regression ({@code -log p} of the right class, squares of the weights added) by L-BFGS over
 * all examples at once, in double. Nothing is drawn at random: the same examples in the same order give the same file
 * on every machine. Of an example only its features are kept, one byte each. One thread at a time may use it.
 */
public final class Adaptation implements AutoCloseable {
    private static final double TOLERANCE = 1e-6;
    private static final int MOST_ITERATIONS = 1000;

    private final Path file;
    private final ByteBuffer content;
    private final Head head;
    private final Session extractor;
    private final Examples examples;
    private LinearClassifier known = LinearClassifier.NONE;
    private long extractionNanos;
    private double l2 = Double.NaN;

    private Adaptation(Path file, String featuresName) throws IOException {
        this.file = file;
        this.content = TfliteReader.bytes(file);
        this.head = Head.of(TfliteReader.read(file.toString(), content), featuresName);
        SubGraphT[] subgraphs =
                FileTables.read(file.toString(), content).model().getSubgraphs();
        if (subgraphs.length != 1 || head.features() >= subgraphs[0].getTensors().length) {
            throw new ModelException(
                    file.toString(),
                    "has " + subgraphs.length + " subgraphs and features " + features()
                            + "; needed are 1 subgraph and features that are a tensor of the file");
        }
        this.examples = new Examples(file.toString());
        this.extractor = Model.of(head.extractor()).newSession();
    }

    /**
     * Opens a classifier whose last FULLY_CONNECTED is to be trained on what that layer reads.
     *
     * @param file an int8 {@code .tflite} file of one input of batch 1 that ends in FULLY_CONNECTED, then SOFTMAX or
     *     nothing, then DEQUANTIZE, QUANTIZE or nothing; it is read once and never written
     * @return what takes examples, to be closed by the caller
     * @throws IOException if the file cannot be read
     * @throws ModelException if it is no such model; the message says what it ends in
     */
    public static Adaptation of(Path file) throws IOException {
        return new Adaptation(file, null);
    }

    /**
     * Opens a classifier whose new dense layer is to read another tensor, and takes the place of all that follows that.
     *
     * @param file as of {@link #of(Path)}
     * @param features name of an int8 tensor before the last FULLY_CONNECTED, whose elements are the features
     * @return what takes examples, to be closed by the caller
     * @throws IOException if the file cannot be read
     * @throws ModelException as {@link #of(Path)}, or if there is not one such tensor
     */
    public static Adaptation of(Path file, String features) throws IOException {
        return new Adaptation(file, features);
    }

    /** {@return the tensor whose elements the new layer is trained on} */
    public Tensor features() {
        return head.featuresTensor();
    }

    /**
     * Keeps the classes that the model has: they stay its first outputs, and training starts with their weights and
     * holds on to them. Needed are examples of these too: without them a model forgets what it is not shown.
     *
     * @param names one for each output of the model, in their order
     * @return this
     * @throws IllegalArgumentException if there are not as many names as outputs, or two are equal
     * @throws IllegalStateException if there are examples already
     * @throws ModelException if the new layer is not to read what the old one does
     */
    public Adaptation keep(List<String> names) {
        LinearClassifier old = head.classifier();
        if (names.size() != old.classes() || names.stream().distinct().count() != names.size()) {
            throw new IllegalArgumentException(
                    file + ": expected " + old.classes() + " different names of classes, got " + names);
        }
        examples.name(names);
        known = old;
        return this;
    }

    /**
     * Adds an example. The classes are numbered in the order in which their first examples come, behind those that are
     * kept.
     *
     * @param label name of its class
     * @param input the model's input in reals, as {@link SessionTensor#putFloats} takes it: dense, images NHWC
     * @return this
     * @throws IllegalArgumentException if the label is blank, there are not as many values as the input has elements,
     *     or one is not finite
     */
    public Adaptation example(String label, float... input) {
        Tensor expected = extractor.input(0).tensor();
        if (input.length != expected.shape().elements()) {
            throw mismatch(label, expected, input.length + " values");
        }
        for (int i = 0; i < input.length; i++) {
            if (!Float.isFinite(input[i])) {
                throw mismatch(label, expected, input[i] + " at " + i);
            }
        }
        examples.requireLabel(label);
        extractor.input(0).putFloats(input);
        return add(label);
    }

    /**
     * Adds an example in the bytes of the model's input, as {@link SessionTensor#put(byte[])} takes them.
     *
     * @param label as of {@link #example(String, float...)}
     * @param input as many bytes as the input has, dense, images NHWC
     * @return this
     * @throws IllegalArgumentException if the label is blank, or there are not as many bytes as the input has
     */
    public Adaptation example(String label, byte[] input) {
        Tensor expected = extractor.input(0).tensor();
        if (input.length != expected.bytes()) {
            throw mismatch(label, expected, input.length + " bytes");
        }
        examples.requireLabel(label);
        extractor.input(0).put(input);
        return add(label);
    }

    private IllegalArgumentException mismatch(String label, Tensor expected, String actual) {
        return new IllegalArgumentException(file + ": example " + examples.size() + " of class \"" + label
                + "\": expected finite values for input " + expected + ", got " + actual);
    }

    private Adaptation add(String label) {
        long start = System.nanoTime();
        extractor.run();
        examples.add(label, extractor.output(0).bytes());
        extractionNanos += System.nanoTime() - start;
        return this;
    }

    /**
     * Sets how strongly large weights are held down: {@code l2 / 2} times the sum of the squares of the weights on
     * standardized features is added to the mean of -log p; of classes that are kept, squares of what the weights
     * differ from the old ones. The default is 1 / number of examples, that of scikit-learn's {@code
     * LogisticRegression} (C = 1).
     *
     * @param strength above 0, finite
     * @return this
     * @throws IllegalArgumentException if it is not
     */
    public Adaptation l2(double strength) {
        if (!(strength > 0) || Double.isInfinite(strength)) {
            throw new IllegalArgumentException("l2: expected above 0 and finite, got " + strength);
        }
        l2 = strength;
        return this;
    }

    /**
     * As {@link #train(Progress)}, telling nobody.
     *
     * @return the new classifier
     * @throws IllegalStateException as {@link #train(Progress)}
     */
    public AdaptedModel train() {
        return train((iteration, loss) -> {});
    }

    /**
     * Trains on the examples so far; more may be added and trained on again.
     *
     * @param progress is told of each iteration
     * @return the new classifier, in memory: loaded, and run on the examples beside what was trained
     * @throws IllegalStateException if there are examples of fewer than 2 classes, or none of one that is kept
     */
    public AdaptedModel train(Progress progress) {
        int[] classOf = examples.classOf();
        int classes = examples.classes().size();
        long start = System.nanoTime();
        double strength = Double.isNaN(l2) ? 1.0 / classOf.length : l2;
        SoftmaxRegression regression = new SoftmaxRegression(examples.features(), classOf, classes, strength, known);
        Lbfgs.Minimum minimum = Lbfgs.minimize(regression, TOLERANCE, MOST_ITERATIONS, progress);
        LinearClassifier trained = LinearClassifier.fold(minimum.point(), classes, regression.standardization());
        long nanos = System.nanoTime() - start;
        ByteBuffer adapted =
                HeadReplacement.apply(head, content, TrainedLayer.quantize(trained, head, examples.features()));
        Agreement agreement = Agreement.of(trained, adapted, examples.features(), classOf);
        AdaptationReport report = new AdaptationReport(
                classOf.length,
                minimum.iterations(),
                minimum.converged(),
                minimum.value(),
                agreement.floatAccuracy(),
                agreement.int8Accuracy(),
                agreement.agreement(),
                extractionNanos,
                nanos,
                examples.bytes(),
                Lbfgs.bytes(minimum.point().length),
                extractor.memory());
        ModelCheck check = new ModelCheck(extractor.input(0).bytes(), agreement.lastOutput());
        return new AdaptedModel(file, examples.classes(), adapted, check, report);
    }

    /** Frees the memory of the layers that compute features. What was trained stays. */
    @Override
    public void close() {
        extractor.close();
    }
}

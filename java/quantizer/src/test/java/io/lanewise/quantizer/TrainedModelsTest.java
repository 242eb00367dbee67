// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.SessionOptions;
import io.lanewise.quantizer.data.Dataset;
import io.lanewise.quantizer.data.Datasets;
import io.lanewise.quantizer.data.Preprocessing;
import io.lanewise.quantizer.data.SampleFeed;
import io.lanewise.quantizer.evaluation.Evaluation;
import io.lanewise.quantizer.evaluation.Evaluator;
import io.lanewise.quantizer.evaluation.SessionClassifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The whole way: calibrate a trained model on samples it was trained with, convert, write, load, count right answers.
 */
class TrainedModelsTest {
    private static final SessionOptions JAVA = SessionOptions.defaults().withBackend(Backend.JAVA);

    @ParameterizedTest
    @CsvSource({
        "tinymaix/mnist_valid_f, 255, mnist/train-first1000-images-idx3, mnist/t10k-first5000-images-idx3,"
                + " mnist/t10k-first5000-labels-idx1, 5000",
        "tinymaix/mnist_dw_f, 255, mnist/train-first1000-images-idx3, mnist/t10k-first5000-images-idx3,"
                + " mnist/t10k-first5000-labels-idx1, 2000",
        "tinymaix/mnist_resnet_f, 255, mnist/train-first1000-images-idx3, mnist/t10k-first5000-images-idx3,"
                + " mnist/t10k-first5000-labels-idx1, 2000",
        "tinymaix/cifar10_f, 255, cifar10-jpeg/train500-images-nhwc, cifar10-jpeg/test2000-images-nhwc,"
                + " cifar10-jpeg/test2000-labels, 1000",
        "mlperf-tiny/resnet8_cifar10_f32, 1, cifar10-jpeg/train500-images-nhwc, cifar10-jpeg/test2000-images-nhwc,"
                + " cifar10-jpeg/test2000-labels, 500"
    })
    void int8LosesLessThanHalfAPoint(
            String name, int divisor, String training, String test, String labels, int count, @TempDir Path folder)
            throws IOException {
        Model real = Model.load(SharedData.file("models/" + name + ".tflite"));
        Preprocessing preprocessing = Preprocessing.scaledBy(1.0 / divisor);
        Path file = folder.resolve("int8.tflite");
        try (Stream<float[]> samples = preprocessing.stream(samples(training).limit(200), real.inputs())) {
            Quantizer.of(real)
                    .backend(Backend.JAVA)
                    .calibrate(samples)
                    .quantize()
                    .write(file);
        }
        Dataset dataset = samples(test).withLabels(samples(labels)).limit(count);
        Model int8 = Model.load(file);
        try (SessionClassifier before = open("float", real, preprocessing, dataset);
                SessionClassifier after = open("int8", int8, preprocessing, dataset)) {
            Evaluation evaluation = Evaluator.evaluate(List.of(before, after), dataset, () -> {});
            double floatTop1 = evaluation.models().get(0).metrics().top1();
            double int8Top1 = evaluation.models().get(1).metrics().top1();
            String figures = name + ": top-1 of " + count + " samples: float " + floatTop1 + ", int8 " + int8Top1;
            System.out.println(figures);
            assertTrue(floatTop1 > 0.7, figures);
            assertTrue(floatTop1 - int8Top1 < 0.005, figures);
        }
    }

    private static Dataset samples(String name) throws IOException {
        return Datasets.open(SharedData.file("samples/" + name + "-ubyte.gz"));
    }

    private static SessionClassifier open(String name, Model model, Preprocessing preprocessing, Dataset dataset)
            throws IOException {
        return SessionClassifier.open(name, model, JAVA, SampleFeed.preprocessed(preprocessing, dataset, model));
    }
}

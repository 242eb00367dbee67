// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training.table;

import io.lanewise.Model;
import io.lanewise.quantizer.ModelFiles;
import io.lanewise.quantizer.data.ChannelOrder;
import io.lanewise.quantizer.data.DataLayout;
import io.lanewise.quantizer.data.Dataset;
import io.lanewise.quantizer.data.Datasets;
import io.lanewise.quantizer.data.LabelledSample;
import io.lanewise.quantizer.data.Preprocessing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A float model of the shared data and three sets of samples without a sample in common: to train on, to choose by, and
 * to report on. Images: all but the last 1,000 of 12,000 of the training set, those, and the test set. Speech has one
 * set of 500: of its first 200 four in five and the others, and the last 300.
 *
 * @param file the model
 * @param train to train on
 * @param choose to choose by
 * @param report to report on
 */
record Task(Path file, List<LabelledSample> train, List<LabelledSample> choose, List<LabelledSample> report) {
    private static final double MFCC = 0.5847029089927673;
    private static final Preprocessing SPEECH =
            new Preprocessing(MFCC, List.of(83 * MFCC), List.of(1.0), DataLayout.NHWC, ChannelOrder.RGB);
    private static final Preprocessing IMAGENET = new Preprocessing(
            1 / 255.0, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225), DataLayout.NHWC, ChannelOrder.RGB);
    private static final int TRAINED = 11_000;
    private static final int SPEECH_TRAINED = 160;
    private static final int SPEECH_CHOSEN = 200;

    /** {@code name}: resnet8, mobilenetv2, keywords, mnist or resnet20. */
    static Task of(String name, Path shared) throws IOException {
        return switch (name) {
            case "resnet8" -> cifar(shared, "mlperf-tiny/resnet8_cifar10_f32.tflite", Preprocessing.NONE);
            case "mobilenetv2" -> cifar(shared, "mlperf-tiny-open-alibaba/ic_mobilenetv2like_f32.onnx", IMAGENET);
            case "resnet20" -> cifar(shared, "resnet20-cifar10/resnet20_cifar10_bnfolded.onnx", IMAGENET);
            case "mnist" ->
                images(
                        shared,
                        "tinymaix/mnist_dw_f.tflite",
                        Preprocessing.scaledBy(1 / 255.0),
                        "mnist/train12000-%s",
                        "mnist/t10k-first5000-%s",
                        "images-idx3-ubyte.gz",
                        "labels-idx1-ubyte.gz");
            case "keywords" -> speech(shared, "mlperf-tiny-open-alibaba/kws_f32.onnx");
            default -> throw new IllegalArgumentException("no task is called " + name);
        };
    }

    private static Task cifar(Path shared, String model, Preprocessing preprocessing) throws IOException {
        return images(
                shared,
                model,
                preprocessing,
                "cifar10-jpeg/train12000-%s",
                "cifar10-jpeg/test2000-%s",
                "images-nhwc-ubyte.gz",
                "labels-ubyte.gz");
    }

    private static Task images(
            Path shared,
            String model,
            Preprocessing preprocessing,
            String train,
            String test,
            String images,
            String labels)
            throws IOException {
        Path file = shared.resolve("models").resolve(model);
        Model real = ModelFiles.load(file);
        List<LabelledSample> all =
                read(shared, String.format(train, images), String.format(train, labels), real, preprocessing);
        List<LabelledSample> report =
                read(shared, String.format(test, images), String.format(test, labels), real, preprocessing);
        return new Task(file, all.subList(0, TRAINED), all.subList(TRAINED, all.size()), report);
    }

    private static Task speech(Path shared, String model) throws IOException {
        Path file = shared.resolve("models").resolve(model);
        List<LabelledSample> all = read(
                shared,
                "kws-mfcc/first500-mfcc-int8.gz",
                "kws-mfcc/first500-labels-ubyte.gz",
                ModelFiles.load(file),
                SPEECH);
        return new Task(
                file,
                all.subList(0, SPEECH_TRAINED),
                all.subList(SPEECH_TRAINED, SPEECH_CHOSEN),
                all.subList(SPEECH_CHOSEN, all.size()));
    }

    private static List<LabelledSample> read(
            Path shared, String samples, String labels, Model model, Preprocessing preprocessing) throws IOException {
        Path folder = shared.resolve("samples");
        Dataset dataset = Datasets.open(folder.resolve(samples)).withLabels(Datasets.open(folder.resolve(labels)));
        try (Stream<LabelledSample> all = preprocessing.labelled(dataset, model.inputs())) {
            return all.toList();
        }
    }
}

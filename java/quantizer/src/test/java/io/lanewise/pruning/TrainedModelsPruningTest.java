// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.SessionOptions;
import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.quantizer.ModelFiles;
import io.lanewise.quantizer.SharedData;
import io.lanewise.quantizer.conversion.FuseOperators;
import io.lanewise.quantizer.data.ChannelOrder;
import io.lanewise.quantizer.data.DataLayout;
import io.lanewise.quantizer.data.Dataset;
import io.lanewise.quantizer.data.Datasets;
import io.lanewise.quantizer.data.Preprocessing;
import io.lanewise.quantizer.data.SampleFeed;
import io.lanewise.quantizer.evaluation.Evaluator;
import io.lanewise.quantizer.evaluation.SessionClassifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trained models: what is left computes what gates leave, is written, and loads. */
class TrainedModelsPruningTest {

    /** {@code families}: rows of layers whose channels go together, counted by hand; 0 where nobody has. */
    @ParameterizedTest
    @CsvSource({
        "mlperf-tiny/resnet8_cifar10_f32.tflite, 6",
        "resnet20-cifar10/resnet20_cifar10_bn.onnx, 12",
        "mlperf-tiny-open-alibaba/ic_mobilenetv2like_f32.onnx, 0",
        "mlperf-tiny/mobilenetv1_025_vww96_f32.tflite, 14",
        "mlperf-tiny/dscnn_kws_f32_othertraining.tflite, 5",
        "tinymaix/mnist_resnet_f.tflite, 0",
        "ultraface/version-RFB-320.onnx, 0",
        "yunet/yunet_n_320_320.onnx, 0",
        "super-resolution/model.onnx, 0",
        "../zoo/hugocornellier__face_detection_tflite__fc0e86_face_detection_front.tflite, 0",
    })
    void leaveWhatGatesLeave(String name, int families, @TempDir Path folder) throws IOException {
        Graph model = ModelFiles.load(SharedData.file("models/" + name)).graph();
        Graph graph = GraphEditor.of(FuseOperators.apply(model)).cleaned();
        ChannelGroups groups = ChannelGroups.of(graph);
        System.out.println(
                name + ": " + groups.families().stream().map(List::size).toList());
        assertTrue(families == 0 || families == groups.families().size(), groups.families()::toString);
        Path dense = folder.resolve("dense.tflite");
        ModelFiles.write(graph, dense);
        long whole = Files.size(dense);
        for (double share : new double[] {0.7, 0.5}) {
            ChannelPruning pruning = Pruner.of(groups).multipleOf(4).toMacs(share);
            Graph pruned = pruning.apply();
            FloatRun.assertSame(Gates.of(groups, pruning.removed()::contains), pruned, 3);
            double left = (double) ChannelPruningTest.macs(pruned) / ChannelPruningTest.macs(graph);
            assertTrue(left <= share && left > share - 0.25, share + " asked, " + left + " left");
            Path file = folder.resolve(share + ".tflite");
            ModelFiles.write(pruned, file);
            assertTrue(Files.size(file) < whole, file.toString());
        }
    }

    /** Without any training: a third of the work of a network with channels to spare. */
    @Test
    void makeUpForWhatIsGone() throws IOException {
        Graph model = ModelFiles.load(SharedData.file("models/mlperf-tiny-open-alibaba/ic_mobilenetv2like_f32.onnx"))
                .graph();
        Graph graph = GraphEditor.of(FuseOperators.apply(model)).cleaned();
        Preprocessing preprocessing = new Preprocessing(
                1 / 255.0,
                List.of(0.485, 0.456, 0.406),
                List.of(0.229, 0.224, 0.225),
                DataLayout.NHWC,
                ChannelOrder.RGB);
        ChannelGroups groups = ChannelGroups.of(graph);
        LayerInputs inputs;
        try (Stream<float[]> samples = preprocessing.stream(
                images("train500-images-nhwc").limit(200), Model.of(graph).inputs())) {
            inputs = LayerInputs.measure(groups, samples::iterator, Backend.JAVA);
        }
        Graph pruned =
                Pruner.of(groups).scores(new VarianceShare(inputs)).toMacs(0.7).apply(inputs);
        Dataset test = images("test2000-images-nhwc").withLabels(images("test2000-labels"));
        double before = top1(graph, preprocessing, test);
        double after = top1(pruned, preprocessing, test);
        String figures = "top-1 of 2000 images: " + before + ", with 70 % of the MACs " + after;
        System.out.println(figures);
        assertTrue(before > 0.78 && before - after < 0.01, figures);
    }

    private static Dataset images(String name) throws IOException {
        return Datasets.open(SharedData.file("samples/cifar10-jpeg/" + name + "-ubyte.gz"));
    }

    private static double top1(Graph graph, Preprocessing preprocessing, Dataset dataset) throws IOException {
        Model model = Model.of(graph);
        try (SessionClassifier classifier = SessionClassifier.open(
                "model",
                model,
                SessionOptions.defaults().withBackend(Backend.JAVA),
                SampleFeed.preprocessed(preprocessing, dataset, model))) {
            return Evaluator.evaluate(List.of(classifier), dataset, () -> {})
                    .models()
                    .get(0)
                    .metrics()
                    .top1();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.quantizer.ModelFiles;
import io.lanewise.quantizer.SharedData;
import io.lanewise.quantizer.conversion.FuseOperators;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
}

// SPDX-License-Identifier: Apache-2.0
import io.lanewise.graph.Activation;
import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.graph.Relu;
import io.lanewise.graph.Tensor;
import io.lanewise.quantizer.ModelFiles;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes a chain of so many RELUs into a folder, in both formats: {@code LongModels COUNT FOLDER}. */
final class LongModels {

    public static void main(String[] args) throws IOException {
        int count = Integer.parseInt(args[0]);
        List<Tensor> tensors = new ArrayList<>();
        List<Operator> operators = new ArrayList<>();
        for (int i = 0; i <= count; i++) {
            tensors.add(new Tensor("t" + i, DataType.FLOAT32, Shape.of(1, 64), null, null));
            if (i > 0) {
                operators.add(new Relu(i - 1, i, Activation.RELU));
            }
        }
        Graph graph = new Graph("chain", tensors, operators, List.of(0), List.of(count));
        ModelFiles.write(graph, Path.of(args[1], "relus.tflite"));
        ModelFiles.write(graph, Path.of(args[1], "relus.onnx"));
    }
}

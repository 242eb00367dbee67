// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.quantizer.conversion.InterfaceLayout;
import io.lanewise.quantizer.onnx.writing.OnnxWriter;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What we compute of one output of a graph, and what ONNX Runtime computes of the file.
 *
 * @param expected our reals
 * @param actual ONNX Runtime's, in our layout
 */
record OnnxComparison(Tensor tensor, float[] expected, float[] actual) {

    /** Runs a graph on one record by our Java kernels and as a file in ONNX Runtime. */
    static List<OnnxComparison> run(Graph graph, InterfaceLayout layout, OptLevel level, byte[] record) {
        Model model = Model.of(graph);
        boolean channelsFirst = layout == InterfaceLayout.NCHW;
        List<ByteBuffer> inputs = new ArrayList<>();
        ByteBuffer rest = ByteBuffer.wrap(record);
        for (Tensor tensor : model.inputs()) {
            ByteBuffer input = take(rest, tensor);
            inputs.add(channelsFirst ? OnnxRuntime.transposed(tensor, input, true) : input);
        }
        List<ByteBuffer> theirs;
        try (OnnxRuntime runtime = new OnnxRuntime(OnnxWriter.encode(graph, layout), level)) {
            theirs = runtime.run(inputs);
        }
        ByteBuffer ours = ByteBuffer.wrap(ModelRun.run(model, Backend.JAVA, record, 1));
        List<OnnxComparison> outputs = new ArrayList<>();
        for (int i = 0; i < theirs.size(); i++) {
            Tensor tensor = model.outputs().get(i);
            ByteBuffer their = channelsFirst ? OnnxRuntime.transposed(tensor, theirs.get(i), false) : theirs.get(i);
            outputs.add(new OnnxComparison(
                    tensor, OnnxRuntime.reals(tensor, take(ours, tensor)), OnnxRuntime.reals(tensor, their)));
        }
        return outputs;
    }

    private static ByteBuffer take(ByteBuffer bytes, Tensor tensor) {
        ByteBuffer slice = bytes.slice(bytes.position(), (int) tensor.bytes());
        bytes.position(bytes.position() + (int) tensor.bytes());
        return slice;
    }

    float magnitude() {
        float magnitude = 0;
        for (float value : expected) {
            magnitude = Math.max(magnitude, Math.abs(value));
        }
        return magnitude;
    }

    /** NaN where an output is. */
    float largestDifference() {
        float difference = 0;
        for (int i = 0; i < expected.length; i++) {
            difference = Math.max(difference, Math.abs(expected[i] - actual[i]));
        }
        return difference;
    }

    /** One step of an integer output; of a float one, far less than any value. */
    float step() {
        return tensor.quantization() == null
                ? Math.max(1e-6f * magnitude(), Float.MIN_NORMAL)
                : tensor.quantization().scale();
    }

    int countDifferent() {
        int count = 0;
        for (int i = 0; i < expected.length; i++) {
            count += expected[i] == actual[i] ? 0 : 1;
        }
        return count;
    }
}

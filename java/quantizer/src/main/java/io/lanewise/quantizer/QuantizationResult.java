// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer;

import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.quantizer.conversion.QuantizedModel;
import io.lanewise.quantizer.cost.Cost;
import io.lanewise.quantizer.cost.RepairTrial;
import io.lanewise.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A quantized model and how it came about.
 *
 * @param quantized the quantized graph, and where it comes from
 * @param tensors each activation in the order in which it is computed, inputs first
 * @param samples number of calibration samples
 * @param floatBytes bytes of weights and other constants of the float model
 * @param quantizedBytes the same of the quantized model
 * @param cost how far its outputs are from the float model's; null where there were no samples to measure on
 * @param repairs what was done so that it costs less, in this order, and what was undone
 */
public record QuantizationResult(
        QuantizedModel quantized,
        List<TensorSummary> tensors,
        int samples,
        long floatBytes,
        long quantizedBytes,
        Cost cost,
        List<RepairTrial> repairs) {

    /**
     * Copies the lists.
     *
     * @param quantized the quantized graph, and where it comes from
     * @param tensors each activation in the order in which it is computed, inputs first
     * @param samples number of calibration samples
     * @param floatBytes bytes of weights and other constants of the float model
     * @param quantizedBytes the same of the quantized model
     * @param cost how far its outputs are from the float model's; null where there were no samples to measure on
     * @param repairs what was done so that it costs less, in this order, and what was undone
     */
    public QuantizationResult {
        tensors = List.copyOf(tensors);
        repairs = List.copyOf(repairs);
    }

    /** The same with one more repair before the others. */
    QuantizationResult after(RepairTrial first) {
        return new QuantizationResult(
                quantized,
                tensors,
                samples,
                floatBytes,
                quantizedBytes,
                cost,
                Stream.concat(Stream.of(first), repairs.stream()).toList());
    }

    /** {@return the quantized graph} */
    public Graph graph() {
        return quantized.graph();
    }

    /** {@return the quantized model, ready to run} */
    public Model model() {
        return Model.of(graph());
    }

    /**
     * Writes the quantized model as a {@code .tflite} file, or as ONNX with QuantizeLinear and DequantizeLinear if the
     * name ends in {@code .onnx}; beside its place, loaded and run, and then moved there.
     *
     * @param file the target; its name says the format
     * @throws IOException if the folder cannot be written; a file that was there is then untouched
     * @throws ModelException if the format cannot hold the model, or what was written would be wrong: see
     *         {@link ModelFiles#write}
     */
    public void write(Path file) throws IOException {
        ModelFiles.write(graph(), file);
    }

    static long constantBytes(Graph graph) {
        return graph.tensors().stream()
                .filter(Tensor::isConstant)
                .mapToLong(Tensor::bytes)
                .sum();
    }
}

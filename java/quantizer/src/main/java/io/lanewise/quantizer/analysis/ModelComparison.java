// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.quantizer.conversion.QuantizedModel;
import io.lanewise.quantizer.cost.ErrorMeter;
import io.lanewise.quantizer.cost.TensorError;
import io.lanewise.quantizer.data.JoinedInputs;
import io.lanewise.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * Two models on the same samples, layer by layer. Activations are matched by where they come from,
 * or by their names and sizes where that is not known; outputs by their order.
 *
 * @param reference name of the model that is taken for right
 * @param other name of the model that is compared
 * @param samples number of samples
 * @param layers each activation that both have, in the reference's order, inputs first
 * @param outputs each output of the model
 */
public record ModelComparison(
        String reference, String other, int samples, List<LayerError> layers, List<TensorError> outputs) {

    /**
     * Copies the lists.
     *
     * @param reference name of the model that is taken for right
     * @param other name of the model that is compared
     * @param samples number of samples
     * @param layers each activation that both have, in the reference's order, inputs first
     * @param outputs each output of the model
     */
    public ModelComparison {
        layers = List.copyOf(layers);
        outputs = List.copyOf(outputs);
    }

    /**
     * Runs both models.
     *
     * @param reference the model that is taken for exact
     * @param other a model with inputs and outputs of the same sizes
     * @param samples values of the inputs
     * @param backend what runs both
     * @param progress called after each sample
     * @return errors of each activation that both name alike, and of each output
     * @throws ModelException if their inputs or outputs differ in number or size
     * @throws IllegalArgumentException if a sample does not have the inputs' size, or there are none
     * @throws IOException if a sample cannot be read
     */
    public static ModelComparison of(Model reference, Model other, Samples samples, Backend backend, Runnable progress)
            throws IOException {
        requireSameInterface(reference, other);
        return of(reference, other, new SameNames(reference.graph(), other.graph()), samples, backend, progress);
    }

    /**
     * Runs a quantized model and the float graph that it was made from; each activation is there.
     *
     * @param quantized the quantized model with its float graph
     * @param samples values of the inputs
     * @param backend what runs both
     * @param progress called after each sample
     * @return errors of each layer and of each output
     * @throws IllegalArgumentException as above
     * @throws IOException if a sample cannot be read
     */
    public static ModelComparison of(QuantizedModel quantized, Samples samples, Backend backend, Runnable progress)
            throws IOException {
        Model reference = Model.of(quantized.source());
        Model other = Model.of(quantized.graph());
        requireSameInterface(reference, other);
        return of(
                reference, other, tensor -> OptionalInt.of(quantized.counterpart(tensor)), samples, backend, progress);
    }

    private static ModelComparison of(
            Model reference,
            Model other,
            IntFunction<OptionalInt> counterparts,
            Samples samples,
            Backend backend,
            Runnable progress)
            throws IOException {
        SessionOptions options = SessionOptions.defaults().withBackend(backend).keepingAllTensors();
        try (Session first = reference.newSession(options);
                Session second = other.newSession(options);
                Stream<float[]> stream = samples.open()) {
            Pass pass = new Pass(reference.graph(), other.graph(), first, second, counterparts);
            for (Iterator<float[]> each = stream.iterator(); each.hasNext(); ) {
                pass.add(each.next());
                progress.run();
            }
            return pass.result();
        }
    }

    private static void requireSameInterface(Model reference, Model other) {
        boolean same = elements(reference.inputs()).equals(elements(other.inputs()))
                && elements(reference.outputs()).equals(elements(other.outputs()));
        if (!same) {
            throw new ModelException(
                    other.graph().name(),
                    "cannot be compared with " + reference.graph().name() + ": inputs "
                            + other.inputs() + " and outputs " + other.outputs() + " against inputs "
                            + reference.inputs()
                            + " and outputs " + reference.outputs()
                            + "; inputs and outputs of the same sizes are needed");
        }
    }

    private static List<Integer> elements(List<Tensor> tensors) {
        return tensors.stream().map(tensor -> tensor.shape().elements()).toList();
    }

    /** An activation that both models have. */
    private static final class Match {
        final int reference;
        final int other;
        final String operator;
        final ErrorMeter meter = new ErrorMeter();
        long clipped;
        long count;

        Match(int reference, int other, String operator) {
            this.reference = reference;
            this.other = other;
            this.operator = operator;
        }
    }

    /** One pass over the samples. */
    private static final class Pass {
        final Graph referenceGraph;
        final JoinedInputs inputs;
        final Graph otherGraph;
        final Session reference;
        final Session other;
        final List<Match> matches = new ArrayList<>();
        final List<ErrorMeter> outputs = new ArrayList<>();
        int samples;

        Pass(
                Graph referenceGraph,
                Graph otherGraph,
                Session reference,
                Session other,
                IntFunction<OptionalInt> counterparts) {
            this.referenceGraph = referenceGraph;
            this.inputs = JoinedInputs.of(referenceGraph);
            this.otherGraph = otherGraph;
            this.reference = reference;
            this.other = other;
            referenceGraph.inputs().forEach(input -> match(input, "INPUT", counterparts));
            for (Operator operator : referenceGraph.operators()) {
                operator.outputs().forEach(output -> match(output, operator.kind(), counterparts));
            }
            referenceGraph.outputs().forEach(output -> outputs.add(new ErrorMeter()));
        }

        private void match(int tensor, String operator, IntFunction<OptionalInt> counterparts) {
            OptionalInt counterpart = counterparts.apply(tensor);
            if (counterpart.isPresent()
                    && otherGraph.tensor(counterpart.getAsInt()).shape().elements()
                            == referenceGraph.tensor(tensor).shape().elements()) {
                matches.add(new Match(tensor, counterpart.getAsInt(), operator));
            }
        }

        void add(float[] sample) {
            inputs.put(reference, sample);
            inputs.put(other, sample);
            reference.run();
            other.run();
            for (Match match : matches) {
                float[] values = reference.tensor(match.reference).floats();
                match.meter.add(values, other.tensor(match.other).floats());
                Tensor tensor = otherGraph.tensor(match.other);
                match.clipped += QuantizedValues.isQuantized(tensor) ? QuantizedValues.clipped(values, tensor) : 0;
                match.count += values.length;
            }
            for (int i = 0; i < outputs.size(); i++) {
                outputs.get(i).add(reference.output(i).floats(), other.output(i).floats());
            }
            samples++;
        }

        ModelComparison result() {
            if (samples == 0) {
                throw new IllegalArgumentException("no samples to compare " + otherGraph.name() + " on");
            }
            List<LayerError> layers = matches.stream()
                    .map(match -> new LayerError(
                            referenceGraph.tensor(match.reference).name(),
                            match.operator,
                            otherGraph.tensor(match.other).type().label(),
                            match.meter.error(),
                            (double) match.clipped / match.count))
                    .toList();
            return new ModelComparison(
                    referenceGraph.name(),
                    otherGraph.name(),
                    samples,
                    layers,
                    outputs.stream().map(ErrorMeter::error).toList());
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.calibration;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * What a calibration has learned of a model's activations: from it, every {@link CalibrationMethod} derives ranges
 * without another pass over the samples. Equal for the same samples in any order, and for statistics of parts merged.
 *
 * @param model {@link GraphHash} of the model
 * @param data hash of the samples, which does not depend on their order
 * @param samples number of samples
 * @param tensors of each input and each operator's output that is not constant, by index in the model's graph
 */
public record CalibrationStatistics(
        String model, String data, int samples, SortedMap<Integer, TensorStatistics> tensors) {

    /**
     * Copies the map.
     *
     * @param model {@link GraphHash} of the model
     * @param data hash of the samples, which does not depend on their order
     * @param samples number of samples
     * @param tensors of each input and each operator's output that is not constant, by index in the model's graph
     */
    public CalibrationStatistics {
        tensors = Collections.unmodifiableSortedMap(new TreeMap<>(tensors));
    }

    /**
     * {@return upper bound of the memory that statistics of a model take, in bytes, however many samples: 33 KiB for
     * each activation}
     *
     * @param graph all float32
     */
    public static long bytes(Graph graph) {
        return (long) TensorStatistics.BYTES
                * (graph.inputs().size() + graph.operators().size());
    }

    /**
     * {@return the range of each activation that a method derives, by index in the model's graph, for int8 with any
     * zero point}
     *
     * @param method one of those that were calibrated for
     * @throws IllegalStateException if there are no samples, or the statistics do not hold what the method needs
     */
    public Map<Integer, Range> ranges(CalibrationMethod method) {
        return ranges(method, IntegerGrid.INT8);
    }

    /**
     * {@return the range of each activation that a method derives, by index in the model's graph}
     *
     * @param method one of those that were calibrated for
     * @param grid the integers that are to stand for all activations
     * @throws IllegalStateException if there are no samples, or the statistics do not hold what the method needs
     */
    public Map<Integer, Range> ranges(CalibrationMethod method, IntegerGrid grid) {
        return ranges(method, tensor -> grid);
    }

    /**
     * {@return the range of each activation that a method derives, where they differ in the integers that stand for
     * them}
     *
     * @param method one of those that were calibrated for
     * @param grids by tensor index
     * @throws IllegalStateException if there are no samples, or the statistics do not hold what the method needs
     */
    public Map<Integer, Range> ranges(CalibrationMethod method, IntFunction<IntegerGrid> grids) {
        if (samples == 0) {
            throw new IllegalStateException("no samples to calibrate with");
        }
        Map<Integer, Range> ranges = new HashMap<>();
        tensors.forEach((index, statistics) -> ranges.put(index, method.range(statistics, grids.apply(index))));
        return ranges;
    }

    /**
     * Returns if these are statistics of this graph.
     *
     * @param graph the float graph that is to be converted
     * @throws ModelException if they are of another one
     */
    public void requireOf(Graph graph) {
        String actual = GraphHash.of(graph);
        if (!actual.equals(model)) {
            throw new ModelException(
                    graph.name(),
                    "the calibration was made with another model (SHA-256 " + model + ", this one's is " + actual
                            + "); calibrate this model anew");
        }
    }

    /**
     * {@return statistics of all samples together} Moving averages are left out where there is more than one part,
     * since they depend on the order of the samples.
     *
     * @param parts at least one
     * @throws IllegalArgumentException if the parts are of different models
     */
    public static CalibrationStatistics merge(Collection<CalibrationStatistics> parts) {
        Iterator<CalibrationStatistics> rest = parts.iterator();
        CalibrationStatistics merged = rest.next();
        while (rest.hasNext()) {
            merged = merged.with(rest.next());
        }
        return merged;
    }

    private CalibrationStatistics with(CalibrationStatistics other) {
        if (!model.equals(other.model)) {
            throw new IllegalArgumentException(
                    "calibrations of different models cannot be merged: SHA-256 " + model + " and " + other.model);
        }
        SortedMap<Integer, TensorStatistics> merged = new TreeMap<>(tensors);
        other.tensors.forEach((index, statistics) -> merged.merge(index, statistics, TensorStatistics::merge));
        return new CalibrationStatistics(
                model, SampleHash.sum(data, other.data), Math.addExact(samples, other.samples), merged);
    }
}

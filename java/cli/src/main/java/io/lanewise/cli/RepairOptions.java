// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.Model;
import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.analysis.Samples;
import io.lanewise.quantizer.repair.BiasCorrection;
import io.lanewise.quantizer.repair.CrossLayerEqualization;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** What is done to a model so that it loses less. */
final class RepairOptions {

    private enum Rounding {
        NEAREST, ADAPTIVE
    }

    @Option(names = "--bias-correction", paramLabel = "KIND", defaultValue = "none", description = {
        "Take the mean errors of quantized layers off their biases: none; fast, each layer alone; or full, one after the "
                + "other. Needs --samples. Default: ${DEFAULT-VALUE}."})
    private BiasCorrection biasCorrection;

    @Option(names = "--rounding", paramLabel = "KIND", defaultValue = "nearest", description = {
        "Round weights to the nearest integers, or adaptive: up or down, by what it does to each layer's sums. Worth most with "
                + "int4-weights. Needs --samples. Default: ${DEFAULT-VALUE}."})
    private Rounding rounding;

    @Option(names = "--repair-samples", paramLabel = "N", defaultValue = "64", converter = Count.class,
            description = "Measure for both on the first N samples, which are kept in memory. Default: ${DEFAULT-VALUE}.")
    private int count;

    @Option(names = "--equalize", description = {
        "Divide the range of weights evenly between neighbouring layers before anything else (cross-layer equalization). "
                + "Helps where weights have one scale for a tensor."})
    private boolean equalize;

    @Option(names = "--replace-relu6", description = "With --equalize: take RELU6 for RELU, so that it can go on across it.")
    private boolean replaceRelu6;

    /** The model to calibrate and convert. */
    Model prepare(Model model) {
        return equalize ? Model.of(new CrossLayerEqualization(replaceRelu6).apply(model.graph())) : model;
    }

    /** {@code samples}: asked for only if something is measured on them. */
    void apply(Quantizer quantizer, Samples samples) throws IOException {
        if (biasCorrection == BiasCorrection.NONE && rounding == Rounding.NEAREST) {
            return;
        }
        try (Stream<float[]> some = samples.limit(count).open()) {
            List<float[]> kept = some.toList();
            quantizer.correctBiases(biasCorrection, kept);
            if (rounding == Rounding.ADAPTIVE) {
                quantizer.roundAdaptively(kept);
            }
        }
    }
}

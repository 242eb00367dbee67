// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.quantizer.Quantizer;
import io.lanewise.quantizer.repair.BiasCorrection;
import io.lanewise.quantizer.repair.CrossLayerEqualization;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What is done to a model so that it loses less. */
final class RepairOptions {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    private enum Rounding {
        NEAREST,
        ADAPTIVE
    }

    @Option(
            names = "--bias-correction",
            paramLabel = "KIND",
            description = {
                "Take the mean errors of quantized layers off their biases: none; fast, each layer alone; or"
                        + " full, one after the "
                        + "other. Needs --samples. Default: full where there are samples, none with --plain."
            })
    private BiasCorrection biasCorrection;

    @Option(
            names = "--rounding",
            paramLabel = "KIND",
            defaultValue = "nearest",
            description = {
                "Round weights to the nearest integers, or adaptive: up or down, by what it does to each"
                        + " layer's sums. Worth most with "
                        + "int4-weights. Needs --samples. Default: ${DEFAULT-VALUE}."
            })
    private Rounding rounding;

    @Option(
            names = "--repair-samples",
            paramLabel = "N",
            defaultValue = "64",
            converter = Count.class,
            description =
                    "Measure for both on the first N samples, which are kept in memory. Default: ${DEFAULT-VALUE}.")
    private int count;

    @Option(
            names = "--equalize",
            description = {
                "Divide the range of weights evenly between neighbouring layers before anything else"
                        + " (cross-layer equalization). "
                        + "Helps where weights have one scale for a tensor."
            })
    private boolean equalize;

    @Option(
            names = "--replace-relu6",
            description = "With --equalize: take RELU6 for RELU, so that it can go on across it.")
    private boolean replaceRelu6;

    /** Whether a repair was asked for that cannot do without samples. */
    private boolean needsSamples() {
        return biasCorrection != null && biasCorrection != BiasCorrection.NONE || rounding == Rounding.ADAPTIVE;
    }

    /**
     * Sets up what comes before calibration.
     *
     * @param plain whether nothing is repaired
     * @param samples whether there are samples to measure on
     */
    void prepare(Quantizer quantizer, boolean plain, boolean samples) {
        require(
                !plain || !needsSamples() && !equalize,
                "--plain repairs nothing; leave it out, or use" + " --weights dense-per-tensor with the repairs");
        require(!replaceRelu6 || equalize, "--replace-relu6 is a part of --equalize; give that too");
        require(
                samples || !needsSamples(),
                (rounding == Rounding.ADAPTIVE ? "--rounding adaptive" : "--bias-correction")
                        + " needs --samples to measure on");
        quantizer.keepForRepairs(count);
        if (equalize) {
            quantizer.equalize(new CrossLayerEqualization(replaceRelu6));
        }
    }

    /** Sets up what measures on samples: those that calibrate. */
    void repair(Quantizer quantizer, boolean plain, List<float[]> calibrated) {
        if (!plain) {
            quantizer.correctBiases(biasCorrection == null ? BiasCorrection.FULL : biasCorrection, calibrated);
        }
        if (rounding == Rounding.ADAPTIVE) {
            quantizer.roundAdaptively(calibrated);
        }
    }

    private void require(boolean condition, String problem) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), problem);
        }
    }
}

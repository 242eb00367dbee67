// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.quantizer.conversion.Scheme;
import io.lanewise.quantizer.conversion.SchemeOverride;
import io.lanewise.quantizer.conversion.SchemeRecipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What becomes of activations and weights: a recipe file, then the options, which have the last word. */
final class SchemeOptions {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--plain",
            description = {
                "As TFLite's converter did before 2.17, to the byte: dense-per-tensor weights, biases not"
                        + " corrected, all samples to "
                        + "calibrate with."
            })
    private boolean plain;

    @Option(
            names = "--scheme",
            paramLabel = "ARITHMETIC",
            description =
                    "int8, int8-symmetric (zero points 0), int16 (16-bit activations), dynamic (activations quantized"
                            + " at run time), weight-only or float. Default: int8.")
    private String arithmetic;

    @Option(
            names = "--weights",
            paramLabel = "WORD,..",
            split = ",",
            hideParamSyntax = true,
            description = "int8-weights, int4-weights, codebook-16 or codebook-256 (weight-only); per-channel,"
                    + " dense-per-tensor (dense layers for runtimes older than TFLite 2.17), per-tensor, or block-16 to"
                    + " block-256 input channels (weight-only, .onnx). Default: int8-weights, per-channel.")
    private List<String> weights = new ArrayList<>();

    @Option(
            names = "--override",
            paramLabel = "PATTERN=WORD,..",
            description =
                    "Another scheme for operators whose output's name matches a regular expression (or kind:CONV_2D,"
                            + " kind:INPUT): words of --scheme and --weights, or range:MIN:MAX. Repeatable.")
    private List<String> overrides = new ArrayList<>();

    @Option(
            names = "--recipe",
            paramLabel = "FILE",
            description =
                    "A JSON file with all of this: {\"scheme\": \"int8, int4-weights\", \"overrides\": [{\"match\":"
                            + " \"kind:SOFTMAX\", \"scheme\": \"float\"}]}.")
    private Path recipe;

    /** Whether models are to be as TFLite's converter makes them. */
    boolean plain() {
        return plain;
    }

    /** The recipe file; null where none is named. */
    Path recipe() {
        return recipe;
    }

    /** The scheme that the options ask for. */
    Scheme scheme() throws IOException {
        Scheme start = plain ? Scheme.PLAIN : Scheme.INT8;
        Scheme scheme = recipe == null ? start : SchemeRecipe.read(recipe, start);
        try {
            if (arithmetic != null) {
                scheme = scheme.with(arithmetic);
            }
            scheme = scheme.with(weights.toArray(String[]::new));
            for (String override : overrides) {
                scheme = scheme.with(SchemeOverride.parse(override));
            }
            return scheme;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}

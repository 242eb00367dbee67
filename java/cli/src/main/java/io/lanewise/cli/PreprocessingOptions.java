// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.quantizer.data.ChannelOrder;
import io.lanewise.quantizer.data.DataLayout;
import io.lanewise.quantizer.data.Preprocessing;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How a stored sample becomes the real values that the model was trained on. */
final class PreprocessingOptions {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--scale",
            paramLabel = "X",
            defaultValue = "1",
            converter = Fraction.class,
            description =
                    "value = (stored * scale - mean) / std. For 0..1 from bytes: 1/255. Default: ${DEFAULT-VALUE}.")
    private double scale;

    @Option(
            names = "--mean",
            paramLabel = "X,..",
            defaultValue = "0",
            split = ",",
            hideParamSyntax = true,
            converter = Fraction.class,
            description = "One value or one for each channel, in units after scaling. Default: ${DEFAULT-VALUE}.")
    private List<Double> mean;

    @Option(
            names = "--std",
            paramLabel = "X,..",
            defaultValue = "1",
            split = ",",
            hideParamSyntax = true,
            converter = Fraction.class,
            description = "Standard deviation: one value or one for each channel. Default: ${DEFAULT-VALUE}.")
    private List<Double> std;

    @Option(
            names = "--layout",
            paramLabel = "LAYOUT",
            defaultValue = "nhwc",
            description = "How samples are stored: nhwc (channels last) or nchw. Default: ${DEFAULT-VALUE}.")
    private DataLayout layout;

    @Option(
            names = "--channel-order",
            paramLabel = "ORDER",
            defaultValue = "rgb",
            description = "Colours as the model wants them, rgb or bgr; samples are rgb. Default: ${DEFAULT-VALUE}.")
    private ChannelOrder channelOrder;

    Preprocessing preprocessing() {
        try {
            return new Preprocessing(scale, mean, std, layout, channelOrder);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}

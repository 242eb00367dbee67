// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.Model;
import io.lanewise.SessionOptions;
import io.lanewise.quantizer.data.Dataset;
import io.lanewise.quantizer.data.DatasetException;
import io.lanewise.quantizer.data.Preprocessing;
import io.lanewise.quantizer.data.SampleFeed;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Options of the commands that run models on samples: which samples, how models get them, and what runs the models. */
final class InferenceOptions {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Mixin
    private SampleOptions sampleOptions;

    @Mixin
    private PreprocessingOptions preprocessingOptions;

    @Option(
            names = "--raw-int8",
            description = "Feed samples of int8 or int16 as they are stored, to an input of that type.")
    private boolean rawInt8;

    @Mixin
    private BackendOption backendOption;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "How many threads share the work of each operator (native backend). Default: ${DEFAULT-VALUE}.")
    private int threads;

    /** The names that the command line gives to classes; empty if it gives none. */
    List<String> classNames() throws IOException {
        return sampleOptions.classNames();
    }

    /** Opens the samples for a model's inputs. */
    Dataset open(Model model) throws IOException {
        return sampleOptions.open(model);
    }

    /** How a model gets samples: preprocessed, or as they are stored. */
    SampleFeed feed(Dataset samples, Model model) throws DatasetException {
        Preprocessing preprocessing = preprocessingOptions.preprocessing();
        return rawInt8 ? SampleFeed.stored(samples, model) : SampleFeed.preprocessed(preprocessing, samples, model);
    }

    SessionOptions sessionOptions() {
        try {
            return backendOption.sessionOptions().withThreads(threads);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--threads: " + e.getMessage(), e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.Model;
import io.lanewise.quantizer.data.Dataset;
import io.lanewise.quantizer.data.DatasetException;
import io.lanewise.quantizer.data.Datasets;
import io.lanewise.quantizer.data.ImageFit;
import io.lanewise.quantizer.data.ImageFolder;
import io.lanewise.quantizer.data.RawFiles;
import io.lanewise.quantizer.data.StoredType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which samples a command reads. */
final class SampleOptions {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = {"-s", "--samples"},
            paramLabel = "[NAME=]PATH",
            converter = SampleSource.Converter.class,
            description = {
                "IDX or .npy file, plain or gzipped, first dimension = samples; or a folder of PNG or JPEG images, its "
                        + "sub-folders the classes; or one such image; or a raw file (see --raw-type). A model with"
                        + " several inputs takes one of each, by name; they go together one by one, preprocessed"
                        + " alike. Repeatable."
            })
    private List<SampleSource> samples = List.of();

    @Option(names = "--labels", paramLabel = "FILE", description = "IDX or .npy file with one integer for each sample.")
    private Path labels;

    @Option(
            names = "--class-names",
            paramLabel = "FILE",
            description = "Text file, one name for each class, in the order of the model's outputs.")
    private Path classNames;

    @Option(names = "--limit", paramLabel = "N", converter = Count.class, description = "Only the first N samples.")
    private Integer limit;

    @Option(
            names = "--raw-type",
            paramLabel = "TYPE",
            description = "Take --samples for a raw little-endian file of u8, i8, i16, i32, i64, f32 or f64.")
    private String rawType;

    @Option(
            names = "--raw-shape",
            paramLabel = "N,N,..",
            split = ",",
            hideParamSyntax = true,
            description = "Shape of one sample in a raw file.")
    private int[] rawShape;

    @Option(
            names = "--resize",
            paramLabel = "HOW",
            defaultValue = "none",
            description = "Images of another size than the model's: none (an error), stretch, or crop" + " (centred).")
    private ImageFit resize;

    /** Whether the command line names samples. */
    boolean given() {
        return !samples.isEmpty();
    }

    /** The names that the command line gives to classes; empty if it gives none. */
    List<String> classNames() throws IOException {
        return classNames == null ? List.of() : lines(classNames);
    }

    /** Opens the samples for a model's inputs; image folders take their size and channels from them. */
    Dataset open(Model model) throws IOException {
        Dataset all = openAll(model);
        return limit == null ? all : all.limit(limit);
    }

    /** How many of so many samples the command line asks for. */
    int limit(int count) {
        return limit == null ? count : Math.min(limit, count);
    }

    /** The same without regard to a limit. */
    Dataset openAll(Model model) throws IOException {
        if (samples.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "Missing required option: '--samples=PATH'");
        }
        List<String> names = classNames();
        List<Dataset> parts = new ArrayList<>();
        Path[] paths = paths(model);
        for (int i = 0; i < paths.length; i++) {
            parts.add(openUnlabelled(paths[i], model.inputs().get(i), names));
        }
        Dataset dataset = Dataset.join(parts);
        if (labels != null) {
            dataset = dataset.withLabels(Datasets.open(labels));
        }
        if (!names.isEmpty()) {
            dataset = dataset.withClassNames(names);
        }
        return dataset;
    }

    /** What is read for each input. */
    private Path[] paths(Model model) {
        try {
            return SampleSource.assign(samples, model.graph());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static Shape imageShape(Path samples, Tensor input) throws DatasetException {
        Shape shape = input.shape();
        if (shape.rank() != 4 || shape.dim(3) != 1 && shape.dim(3) != 3) {
            throw new DatasetException(
                    samples.toString(),
                    "input " + input + " takes no images; they need" + " [1,height,width,1] or [1,height,width,3]");
        }
        return Shape.of(shape.dim(1), shape.dim(2), shape.dim(3));
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new DatasetException(file.toString(), "is not text in UTF-8", e);
        }
    }

    private Dataset openUnlabelled(Path samples, Tensor input, List<String> names) throws IOException {
        if ((rawType == null) != (rawShape == null)) {
            throw new ParameterException(spec.commandLine(), "a raw file needs both --raw-type and --raw-shape");
        }
        if (Files.isDirectory(samples)) {
            return ImageFolder.open(samples, imageShape(samples, input), resize, names);
        }
        if (rawType == null && ImageFolder.isImage(samples)) {
            return ImageFolder.openImage(samples, imageShape(samples, input), resize);
        }
        if (resize != ImageFit.NONE && Files.exists(samples)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--resize is for images; " + samples
                            + " is a file of samples, which must have the size that the model takes");
        }
        if (rawType == null) {
            return Datasets.open(samples);
        }
        try {
            return RawFiles.open(samples, StoredType.parse(rawType), Shape.of(rawShape));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionTensor;
import io.lanewise.graph.Tensor;
import io.lanewise.quantizer.AtomicFile;
import io.lanewise.quantizer.data.Dataset;
import io.lanewise.quantizer.data.Elements;
import io.lanewise.quantizer.data.NpyWriter;
import io.lanewise.quantizer.data.SampleFeed;
import io.lanewise.quantizer.data.SampleReader;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Outputs of a model. */
@Command(name = "run", description = {"Run a model on samples and print its outputs, one line for each sample and output, or write them"
                + " to a .npy file of shape [samples, ...]."},
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanewise run model_int8.tflite --samples photos/ --resize crop --scale 1/255",
            "  lanewise run model_int8.tflite --samples input.npy --raw-int8 --as-stored -o output.npy"})
final class RunCommand implements Callable<Integer> {

    /** Takes one output of one sample. */
    private interface OutputSink {
        void accept(int sample, SessionTensor result) throws IOException;
    }

    @Parameters(paramLabel = "MODEL", description = "A .tflite file.")
    private Path file;

    @Mixin
    private SampleOptions sampleOptions;

    @Mixin
    private PreprocessingOptions preprocessingOptions;

    @Mixin
    private FeedOption feedOption;

    @Mixin
    private BackendOption backendOption;

    @Option(names = {"-o", "--output"}, paramLabel = "FILE", description = "Write one output to this .npy file.")
    private Path output;

    @Option(names = "--output-index", paramLabel = "N", description = "Only this output of the model, numbered from 0.")
    private Integer outputIndex;

    @Option(names = "--as-stored", description = "Outputs as the model stores them, int8 not turned into real values.")
    private boolean asStored;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Model model = Model.load(file);
        int first = outputIndex == null ? 0 : outputIndex;
        int end = outputIndex == null ? model.outputs().size() : outputIndex + 1;
        if (first < 0 || end > model.outputs().size() || output != null && end - first != 1) {
            throw new ParameterException(spec.commandLine(), file + " has " + model.outputs().size()
                    + " outputs: choose one of them with --output-index 0 to " + (model.outputs().size() - 1));
        }
        List<Integer> indices = IntStream.range(first, end).boxed().toList();
        Dataset dataset = sampleOptions.open(model);
        if (output == null) {
            PrintWriter out = spec.commandLine().getOut();
            run(model, dataset, indices, (sample, tensor) -> out.println(text(model, sample, tensor)));
        } else {
            OutputFolder.require(output);
            AtomicFile.write(output, stream -> writeNpy(model, dataset, indices, stream));
        }
        return 0;
    }

    private void writeNpy(Model model, Dataset dataset, List<Integer> indices, OutputStream stream) throws IOException {
        Tensor tensor = model.outputs().get(indices.get(0));
        DataType type = asStored ? tensor.type() : DataType.FLOAT32;
        try (Progress progress = Progress.of("run", dataset.count())) {
            NpyWriter.writeHeader(stream, type, dataset.count(), sampleShape(tensor.shape()));
            run(model, dataset, indices, (sample, result) -> {
                stream.write(asStored ? result.bytes() : littleEndian(result.floats()));
                progress.run();
            });
        }
    }

    private void run(Model model, Dataset dataset, List<Integer> indices, OutputSink sink) throws IOException {
        SampleFeed feed = feedOption.feed(preprocessingOptions.preprocessing(), dataset, model);
        try (Session session = model.newSession(backendOption.sessionOptions()); SampleReader reader = dataset.open()) {
            for (int sample = 0; reader.next(); sample++) {
                feed.put(session, reader.data());
                session.run();
                for (int index : indices) {
                    sink.accept(sample, session.output(index));
                }
            }
        }
    }

    /** The shape without the batch dimension, in whose place the samples go. */
    private static Shape sampleShape(Shape shape) {
        int[] dims = shape.dims();
        return dims.length > 1 && dims[0] == 1 ? Shape.of(Arrays.copyOfRange(dims, 1, dims.length)) : shape;
    }

    private static byte[] littleEndian(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    private String text(Model model, int sample, SessionTensor result) {
        StringBuilder line = new StringBuilder().append(sample);
        if (model.outputs().size() > 1) {
            line.append(" \"").append(result.tensor().name()).append('"');
        }
        boolean real = !asStored || result.tensor().type() == DataType.FLOAT32;
        if (real) {
            for (float value : result.floats()) {
                line.append(' ').append(value);
            }
        } else {
            ByteBuffer bytes = ByteBuffer.wrap(result.bytes()).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < result.tensor().shape().elements(); i++) {
                line.append(' ').append((long) Elements.get(result.tensor().type(), bytes, i));
            }
        }
        return line.toString();
    }
}

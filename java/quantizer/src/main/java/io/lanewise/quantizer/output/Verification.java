// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.output;

import io.lanewise.Model;
import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What every writer of models does before its file is put into place: loads what it wrote, and runs it once beside
 * the graph in memory, on one input that is always the same and not all zeros. Outputs must be equal: integers to the
 * last bit; reals within {@link OutputDifference#CLOSE} of the output's largest magnitude, as a format may say an
 * operator in several; what an operator rounds that has read such reals, within {@link OutputDifference#ROUNDED} of
 * it. Files above {@link #MOST_RUN_BYTES} are loaded only.
 */
public final class Verification implements OutputFile.Check {
    /** 200 MB: larger models may not fit into memory twice. */
    public static final long MOST_RUN_BYTES = 200_000_000;

    /** Reads a model's file. */
    @FunctionalInterface
    public interface Format {
        /**
         * {@return the graph that a file holds}
         *
         * @param name the graph's name, for messages
         * @param file the contents, from position to limit
         * @throws ModelException if it cannot be read
         */
        Graph read(String name, ByteBuffer file);
    }

    private final Model expected;
    private final Path target;
    private final Format format;

    private Verification(Model expected, Path target, Format format) {
        this.expected = expected;
        this.target = target;
        this.format = format;
    }

    /**
     * {@return a check of what is written for {@code target}}
     *
     * @param expected what the file is to compute
     * @param target names the file in messages
     * @param format reads it again
     * @throws ModelException if {@code expected} itself cannot be run
     */
    public static Verification of(Graph expected, Path target, Format format) {
        return new Verification(Model.of(expected), target, format);
    }

    /**
     * Returns if the file is right.
     *
     * @throws ModelException if it cannot be read again, or gives other outputs: an error of the writer's, and the
     *         message says so
     */
    @Override
    public void check(Path written) throws IOException {
        try (FileChannel channel = FileChannel.open(written)) {
            Graph read = load(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
            if (!sameInterface(read)) {
                throw wrong(
                        "inputs " + expected.inputs() + " and outputs " + expected.outputs() + " have become "
                                + read.inputs().stream().map(read::tensor).toList() + " and "
                                + read.outputs().stream().map(read::tensor).toList(),
                        null);
            }
            if (channel.size() <= MOST_RUN_BYTES) {
                compare(InterfaceOrder.candidates(expected.graph(), read));
            }
        }
    }

    private Graph load(ByteBuffer file) {
        try {
            Graph read = format.read(target.toString(), file);
            Model.of(read);
            return read;
        } catch (ModelException e) {
            throw wrong("it cannot be read again: " + e.getMessage(), e);
        }
    }

    private boolean sameInterface(Graph read) {
        return alike(expected.inputs(), read.inputs().stream().map(read::tensor).toList())
                && alike(
                        expected.outputs(),
                        read.outputs().stream().map(read::tensor).toList());
    }

    private static boolean alike(List<Tensor> ones, List<Tensor> others) {
        boolean alike = ones.size() == others.size();
        for (int i = 0; alike && i < ones.size(); i++) {
            alike = ones.get(i).type() == others.get(i).type()
                    && ones.get(i).shape().elements() == others.get(i).shape().elements();
        }
        return alike;
    }

    /** One reading of the file's orders of dimensions must give the outputs. */
    private void compare(List<Graph> candidates) {
        List<byte[]> outputs = SeededRun.outputs(expected);
        Optional<String> first = Optional.empty();
        for (Graph candidate : candidates) {
            Model again = Model.of(candidate);
            Optional<String> difference = OutputDifference.first(expected, outputs, SeededRun.outputs(again));
            if (difference.isEmpty()) {
                return;
            }
            if (first.isEmpty()) {
                first = difference.map(text -> text + SeededRun.firstDifferentOperator(expected, again));
            }
        }
        throw wrong(first.orElse("its inputs or outputs lie in no order that is known"), null);
    }

    private ModelException wrong(String how, Throwable cause) {
        return new ModelException(
                target.toString(),
                "was not written, because it would be wrong: " + how
                        + ". This is an error of Lanewise, not of the model; please report it",
                cause);
    }
}

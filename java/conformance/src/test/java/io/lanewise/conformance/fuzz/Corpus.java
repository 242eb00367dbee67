// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance.fuzz;

import io.lanewise.Model;
import io.lanewise.conformance.Mutator;
import io.lanewise.conformance.SharedData;
import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.quantizer.conversion.InterfaceLayout;
import io.lanewise.quantizer.onnx.reading.OnnxOptions;
import io.lanewise.quantizer.onnx.reading.OnnxReader;
import io.lanewise.quantizer.onnx.writing.OnnxWriter;
import io.lanewise.quantizer.tflite.TfliteWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Files of one format to be damaged: random graphs, of {@code .onnx} nodes of every kind as well, and, where the shared
 * data is at hand, now and then one of its small files.
 */
enum Corpus {
    /** TensorFlow Lite's format. */
    TFLITE(".tflite") {
        @Override
        Model read(String name, ByteBuffer file) {
            return Model.read(name, file);
        }

        @Override
        byte[] made(RandomGenerator random) {
            ByteBuffer file = TfliteWriter.encode(RandomGraph.of(random.nextLong()));
            byte[] bytes = new byte[file.remaining()];
            file.get(bytes);
            return bytes;
        }

        @Override
        byte[] damage(byte[] file, RandomGenerator random) {
            return TfliteMutator.mutate(file, random);
        }

        @Override
        byte[] damageBytes(byte[] file, int seed) {
            return Mutator.ofTflite(ByteBuffer.wrap(file)).mutate(seed);
        }
    },
    /** ONNX. */
    ONNX(".onnx") {
        @Override
        Model read(String name, ByteBuffer file) {
            return Model.of(OnnxReader.read(name, file, OnnxOptions.defaults()));
        }

        @Override
        byte[] made(RandomGenerator random) {
            if (random.nextInt(3) == 0) {
                return RandomNode.file(random);
            }
            Graph graph = RandomGraph.of(random.nextLong());
            InterfaceLayout layout = random.nextBoolean() ? InterfaceLayout.NCHW : InterfaceLayout.NHWC;
            return OnnxWriter.encode(graph, layout).toByteArray();
        }

        @Override
        byte[] damage(byte[] file, RandomGenerator random) {
            return OnnxMutator.mutate(file, random);
        }

        @Override
        byte[] damageBytes(byte[] file, int seed) {
            return Mutator.ofOnnx(ByteBuffer.wrap(file)).mutate(seed);
        }
    };

    private static final int MOST_BYTES = 100_000;

    private final String ending;
    private final List<Path> shared;

    Corpus(String ending) {
        this.ending = ending;
        this.shared = shared(ending);
    }

    private static List<Path> shared(String ending) {
        if (!Files.isDirectory(SharedData.folder())) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(SharedData.folder().resolve("data"))) {
            return files.filter(file -> file.toString().endsWith(ending) && isSmall(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSmall(Path file) {
        try {
            return Files.size(file) <= MOST_BYTES;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String ending() {
        return ending;
    }

    /** A model of a file. */
    abstract Model read(String name, ByteBuffer file);

    /** A whole file. */
    abstract byte[] made(RandomGenerator random);

    /** Changes what fields say. */
    abstract byte[] damage(byte[] file, RandomGenerator random);

    /** Changes bytes. */
    abstract byte[] damageBytes(byte[] file, int seed);

    /** The damaged file of a seed: in its fields, or, one of three, in its bytes. */
    byte[] damaged(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        byte[] whole = !shared.isEmpty() && random.nextInt(10) == 0 ? sharedFile(random) : writable(random);
        if (random.nextInt(3) > 0) {
            try {
                return damage(whole, random);
            } catch (RuntimeException e) {
                // What the schema's own library does not write, only bytes can say.
            }
        }
        return damageBytes(whole, random.nextInt());
    }

    private byte[] writable(RandomGenerator random) {
        while (true) {
            try {
                return made(random);
            } catch (ModelException e) {
                // The writer has no words for this graph; for the next one it may.
            }
        }
    }

    private byte[] sharedFile(RandomGenerator random) {
        try {
            return Files.readAllBytes(shared.get(random.nextInt(shared.size())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One inference: input in, run, output out. The sample model in int8 and in float, or a file by {@code -p model=FILE}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ModelBenchmark {

    /** {@code glyphs-int8}, {@code glyphs-float32} or a {@code .tflite} file. */
    @Param({"glyphs-int8", "glyphs-float32"})
    public String model;

    /** What runs it. */
    @Param({"NATIVE", "JAVA"})
    public Backend backend;

    private Session session;
    private byte[] input;

    /** Loads the model, or quantizes the sample model first. */
    @Setup
    public void open() throws IOException {
        Model loaded = SampleModel.orFile(model);
        session = loaded.newSession(SessionOptions.defaults().withBackend(backend));
        input = RandomInput.of(loaded);
    }

    /** One inference. */
    @Benchmark
    public byte[] infer() {
        session.input(0).put(input);
        session.run();
        return session.output(0).bytes();
    }

    /** Frees the session's memory. */
    @TearDown
    public void close() {
        session.close();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.quantizer.tflite.TfliteWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What comes before the first inference and after the last: a model from its bytes, sessions, their end. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class SessionBenchmark {

    /** {@code glyphs-int8}, {@code glyphs-float32} or a {@code .tflite} file. */
    @Param("glyphs-int8")
    public String model;

    /** For what sessions are prepared. */
    @Param({"NATIVE", "JAVA"})
    public Backend backend;

    private SessionOptions options;
    private ByteBuffer file;
    private Model withoutSession;
    private Model withSession;
    private Session kept;

    /** Loads the model twice; one of them has a session open all the time. */
    @Setup
    public void load() throws IOException {
        options = SessionOptions.defaults().withBackend(backend);
        file = TfliteWriter.encode(SampleModel.orFile(model).graph());
        withoutSession = read();
        withSession = read();
        kept = withSession.newSession(options);
    }

    /** Reading and checking a model whose bytes are in memory. */
    @Benchmark
    public Model read() {
        return Model.read(model, file.duplicate());
    }

    /** A session of a model that has none, which prepares operators and packs weights; its end frees them. */
    @Benchmark
    public void firstSession() {
        withoutSession.newSession(options).close();
    }

    /** A session that shares another's operators and weights, and its end. */
    @Benchmark
    public void secondSession() {
        withSession.newSession(options).close();
    }

    /** The end of a session that shares another's operators and weights. */
    @Benchmark
    public void close(OpenSession open) {
        open.session.close();
    }

    /** Closes what was open all the time. */
    @TearDown
    public void closeKept() {
        kept.close();
    }

    /** A session to be closed. */
    @State(Scope.Thread)
    public static class OpenSession {
        private Session session;

        /** Opens it, outside the time that is measured. */
        @Setup(Level.Invocation)
        public void open(SessionBenchmark benchmark) {
            session = benchmark.withSession.newSession(benchmark.options);
        }
    }
}

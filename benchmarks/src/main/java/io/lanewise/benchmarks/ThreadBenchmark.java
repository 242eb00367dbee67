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
 * One run of a session on several threads: how much shorter it gets. Runs are sampled; the fastest (p0.00) is the one
 * that no other process disturbed.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ThreadBenchmark {

    /** {@code convolutions}, {@code glyphs-int8} or a {@code .tflite} file. */
    @Param("convolutions")
    public String model;

    /** Of the session, the benchmark's own included. */
    @Param({"1", "2"})
    public int threads;

    private Session session;

    /** Opens the session and fills its input. */
    @Setup
    public void open() throws IOException {
        Model loaded = model.equals("convolutions") ? Model.of(ConvolutionStack.graph()) : SampleModel.orFile(model);
        session = loaded.newSession(
                SessionOptions.defaults().withBackend(Backend.NATIVE).withThreads(threads));
        RandomInput.fill(session, loaded);
    }

    /** One run. */
    @Benchmark
    public void run() {
        session.run();
    }

    /** Frees the session's memory and ends its threads. */
    @TearDown
    public void close() {
        session.close();
    }
}

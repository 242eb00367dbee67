// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.tensor.DataType;
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

/** One operator: {@link Session#run} of a model that has nothing else. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class OperatorBenchmark {

    /** Which operator. */
    @Param
    public Workload workload;

    /** What it computes with: {@code INT8} or {@code FLOAT32}. */
    @Param("INT8")
    public DataType type;

    /** What runs it. */
    @Param({"NATIVE", "JAVA"})
    public Backend backend;

    private Session session;

    /** Opens the session and fills its inputs. */
    @Setup
    public void open() {
        Model model = Model.of(workload.graph(type));
        session = model.newSession(SessionOptions.defaults().withBackend(backend));
        RandomInput.fill(session, model);
    }

    /** One run. */
    @Benchmark
    public void run() {
        session.run();
    }

    /** Frees the session's memory. */
    @TearDown
    public void close() {
        session.close();
    }
}

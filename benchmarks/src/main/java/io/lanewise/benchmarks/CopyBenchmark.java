// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.testing.MovementSamples;
import io.lanewise.testing.SizedGraph;
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

/** Copying a 96x96 RGB image, 27,648 elements, into a session and out of it, as elements and as real values. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class CopyBenchmark {

    /** What the session holds: {@code INT8}, to which real values are quantized, or {@code FLOAT32}. */
    @Param("INT8")
    public DataType type;

    /** Whose memory it is. */
    @Param({"NATIVE", "JAVA"})
    public Backend backend;

    private Session session;
    private byte[] elements;
    private float[] reals;

    /** Opens a session whose input and output are such an image. */
    @Setup
    public void open() {
        SizedGraph graph = new SizedGraph("image", type);
        MovementSamples.reshape(Shape.of(1, 96, 96, 3)).addTo(graph);
        Model model = Model.of(graph.build());
        session = model.newSession(SessionOptions.defaults().withBackend(backend));
        elements = RandomInput.of(model);
        session.input(0).put(elements);
        reals = session.input(0).floats();
    }

    /** In, element by element as they are. */
    @Benchmark
    public void put() {
        session.input(0).put(elements);
    }

    /** In, from real values. */
    @Benchmark
    public void putFloats() {
        session.input(0).putFloats(reals);
    }

    /** Out, into a new array. */
    @Benchmark
    public byte[] bytes() {
        return session.output(0).bytes();
    }

    /** Out, as real values, into a new array. */
    @Benchmark
    public float[] floats() {
        return session.output(0).floats();
    }

    /** Frees the session's memory. */
    @TearDown
    public void close() {
        session.close();
    }
}

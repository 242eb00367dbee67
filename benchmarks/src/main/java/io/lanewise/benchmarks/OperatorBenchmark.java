// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.tensor.DataType;
import io.lanewise.testing.ActivationSamples;
import io.lanewise.testing.ConversionSamples;
import io.lanewise.testing.ConvolutionSamples;
import io.lanewise.testing.ElementwiseSamples;
import io.lanewise.testing.MatMulSamples;
import io.lanewise.testing.MovementSamples;
import io.lanewise.testing.PoolingSamples;
import io.lanewise.testing.ReductionSamples;
import io.lanewise.testing.Workload;
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

/** One operator: {@link Session#run} of a model that has nothing else. Workloads are in the samples. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public abstract class OperatorBenchmark {

    /** What it computes with: {@code INT8} or {@code FLOAT32}. */
    @Param("INT8")
    public DataType type;

    /** What runs it. */
    @Param({"NATIVE", "JAVA"})
    public Backend backend;

    private Session session;

    /** Which operator. */
    abstract Workload workload();

    /** Opens the session and fills its inputs. */
    @Setup
    public void open() {
        Model model = Model.of(workload().graph(type));
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

    /** Convolutions. */
    public static class Convolution extends OperatorBenchmark {
        /** Which operator. */
        @Param
        public ConvolutionSamples.Sized workload;

        @Override
        Workload workload() {
            return workload;
        }
    }

    /** Products of matrices. */
    public static class Matmul extends OperatorBenchmark {
        /** Which operator. */
        @Param
        public MatMulSamples.Sized workload;

        @Override
        Workload workload() {
            return workload;
        }
    }

    /** Pools. */
    public static class Pooling extends OperatorBenchmark {
        /** Which operator. */
        @Param
        public PoolingSamples.Sized workload;

        @Override
        Workload workload() {
            return workload;
        }
    }

    /** Reductions. */
    public static class Reduction extends OperatorBenchmark {
        /** Which operator. */
        @Param
        public ReductionSamples.Sized workload;

        @Override
        Workload workload() {
            return workload;
        }
    }

    /** Operators on pairs of elements. */
    public static class Elementwise extends OperatorBenchmark {
        /** Which operator. */
        @Param
        public ElementwiseSamples.Sized workload;

        @Override
        Workload workload() {
            return workload;
        }
    }

    /** Functions of one element, and softmax. */
    public static class Activation extends OperatorBenchmark {
        /** Which operator. */
        @Param
        public ActivationSamples.Sized workload;

        @Override
        Workload workload() {
            return workload;
        }
    }

    /** Operators between types. */
    public static class Conversion extends OperatorBenchmark {
        /** Which operator. */
        @Param
        public ConversionSamples.Sized workload;

        @Override
        Workload workload() {
            return workload;
        }
    }

    /** Operators that only move elements. */
    public static class Movement extends OperatorBenchmark {
        /** Which operator. */
        @Param
        public MovementSamples.Sized workload;

        @Override
        Workload workload() {
            return workload;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanewise.execution.Execution;
import io.lanewise.execution.Kernels;
import io.lanewise.execution.Networks;
import io.lanewise.execution.Plan;
import io.lanewise.execution.PreparedModel;
import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedWeightsTest {
    private final Graph graph = new Graph("m", List.of(), List.of(), List.of(), List.of());
    private final List<String> events = new ArrayList<>();
    private boolean outOfMemory;
    private boolean noRoomForWeights;

    /** Writes down what is asked of it. */
    private class Recorder implements Kernels, PreparedModel, Execution {
        @Override
        public String name() {
            return "recorder";
        }

        @Override
        public PreparedModel prepare(Plan plan) {
            if (noRoomForWeights) {
                throw new OutOfMemoryError("packing");
            }
            events.add("prepare");
            return this;
        }

        @Override
        public Execution newExecution(int threads) {
            if (outOfMemory) {
                throw new OutOfMemoryError();
            }
            events.add("open");
            return new Recorder() {
                @Override
                public void close() {
                    events.add("close");
                }
            };
        }

        @Override
        public String kernelName(int operatorIndex) {
            return "";
        }

        @Override
        public long weightBytes() {
            return 0;
        }

        @Override
        public void close() {
            events.add("free");
        }

        @Override
        public void run() {}

        @Override
        public void write(int tensor, ByteBuffer source) {}

        @Override
        public long arenaBytes() {
            return 0;
        }

        @Override
        public long workspaceBytes() {
            return 0;
        }

        @Override
        public void read(int tensor, ByteBuffer target) {}
    }

    @Test
    void weightsArePreparedOnceAndFreedWithTheLastSession() {
        SharedWeights weights = new SharedWeights(Networks.of(graph));
        SharedWeights.Lease first = weights.acquire(new Recorder(), SessionOptions.defaults());
        SharedWeights.Lease second = weights.acquire(new Recorder(), SessionOptions.defaults());
        first.close();
        second.close();
        assertEquals(List.of("prepare", "open", "open", "close", "close", "free"), events);
        weights.acquire(new Recorder(), SessionOptions.defaults()).close();
        assertEquals(List.of("prepare", "open", "close", "free"), events.subList(6, events.size()));
    }

    @Test
    void anotherPlanIsPreparedApart() {
        SharedWeights weights = new SharedWeights(Networks.of(graph));
        SharedWeights.Lease shared = weights.acquire(new Recorder(), SessionOptions.defaults());
        SharedWeights.Lease keeping =
                weights.acquire(new Recorder(), SessionOptions.defaults().keepingAllTensors());
        shared.close();
        keeping.close();
        assertEquals(List.of("prepare", "open", "prepare", "open", "close", "free", "close", "free"), events);
    }

    @Test
    void weightsThatFindNoMemoryAreRefused() {
        noRoomForWeights = true;
        SharedWeights weights = new SharedWeights(Networks.of(graph));
        ModelException e =
                assertThrows(ModelException.class, () -> weights.acquire(new Recorder(), SessionOptions.defaults()));
        assertTrue(e.getMessage().startsWith("m: takes more memory than can be had (packing)"), e.getMessage());
        noRoomForWeights = false;
        weights.acquire(new Recorder(), SessionOptions.defaults()).close();
    }

    @Test
    void anArenaThatCannotBeHadFreesTheWeights() {
        outOfMemory = true;
        SharedWeights weights = new SharedWeights(Networks.of(graph));
        ModelException e =
                assertThrows(ModelException.class, () -> weights.acquire(new Recorder(), SessionOptions.defaults()));
        assertEquals("m: needs 0 bytes for its activations, which could not be had", e.getMessage());
        assertEquals(List.of("prepare", "free"), events);
    }
}

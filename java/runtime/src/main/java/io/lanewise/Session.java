// SPDX-License-Identifier: Apache-2.0
package io.lanewise;

import io.lanewise.execution.Execution;
import io.lanewise.execution.Network;
import io.lanewise.graph.Graph;
import io.lanewise.graph.InterfaceNames;
import io.lanewise.graph.Variable;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Rounding;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Memory in which a model runs: put the inputs, run, read the outputs, as often as wanted. Inputs stay as they were
 * put. One thread at a time may use a session; two at once get an {@link IllegalStateException}, and so does any use
 * after {@link #close}.
 */
public final class Session implements AutoCloseable {
    private static final int IDLE = 0;
    private static final int BUSY = 1;
    private static final int CLOSED = 2;

    private final AtomicInteger state = new AtomicInteger(IDLE);
    private final Graph graph;
    private final Network network;
    private final SharedWeights.Lease lease;
    private final LeakWarning leakWarning;
    private final SessionTensor[] inputs;
    private final SessionTensor[] outputs;

    Session(Graph graph, Network network, SharedWeights.Lease lease) {
        this.graph = graph;
        this.network = network;
        this.lease = lease;
        this.leakWarning = LeakWarning.watch(this, graph.name());
        this.inputs = tensors(graph.inputs(), "input", true);
        this.outputs = tensors(graph.outputs(), "output", false);
        resetVariables();
    }

    /** Forgets earlier runs: variables of the model are what they were at first. Does nothing where it has none. */
    public void reset() {
        enter();
        try {
            resetVariables();
        } finally {
            leave();
        }
    }

    private void resetVariables() {
        for (Variable variable : graph.variables()) {
            ByteBuffer first = variable.initial() == Variable.REAL_ZERO
                    ? realZero(network.tensor(variable.tensor()))
                    : network.tensor(variable.initial()).data();
            lease.execution().write(variable.tensor(), first);
        }
    }

    private static ByteBuffer realZero(Tensor tensor) {
        byte[] zero = new byte[(int) tensor.bytes()];
        if (tensor.type() == DataType.INT8 && tensor.quantization() != null) {
            Arrays.fill(zero, (byte) tensor.quantization().zeroPoint());
        }
        return ByteBuffer.wrap(zero);
    }

    private SessionTensor[] tensors(List<Integer> indices, String role, boolean writable) {
        SessionTensor[] tensors = new SessionTensor[indices.size()];
        for (int i = 0; i < tensors.length; i++) {
            tensors[i] =
                    new SessionTensor(this, indices.get(i), graph.tensor(indices.get(i)), role + ' ' + i, writable);
        }
        return tensors;
    }

    /**
     * {@return an input of the model, to be filled before a run}
     *
     * @param index from 0, in the order of {@link Model#inputs()}
     * @throws IndexOutOfBoundsException if the model has no such input
     */
    public SessionTensor input(int index) {
        return at(inputs, index, "input");
    }

    /**
     * {@return an output of the model, to be read after a run}
     *
     * @param index from 0, in the order of {@link Model#outputs()}
     * @throws IndexOutOfBoundsException if the model has no such output
     */
    public SessionTensor output(int index) {
        return at(outputs, index, "output");
    }

    /**
     * {@return an input of the model, to be filled before a run}
     *
     * @param name the signature's, or the tensor's
     * @throws IllegalArgumentException if the model has no such input; the message lists the names there are
     */
    public SessionTensor input(String name) {
        return inputs[InterfaceNames.input(graph, name)];
    }

    /**
     * {@return an output of the model, to be read after a run}
     *
     * @param name the signature's, or the tensor's
     * @throws IllegalArgumentException if the model has no such output; the message lists the names there are
     */
    public SessionTensor output(String name) {
        return outputs[InterfaceNames.output(graph, name)];
    }

    private SessionTensor at(SessionTensor[] tensors, int index, String role) {
        if (index < 0 || index >= tensors.length) {
            throw new IndexOutOfBoundsException(graph.name() + ": " + role + ' ' + index + " of " + tensors.length);
        }
        return tensors[index];
    }

    /**
     * {@return any activation of the graph, to be read after a run} One of uint8 that is neither input nor output lies
     * in memory as int8, 128 less.
     *
     * @param index index in {@link Graph#tensors()}
     * @throws IndexOutOfBoundsException if the graph has no such tensor
     * @throws IllegalStateException if the session does not keep all tensors
     * @throws IllegalArgumentException if the tensor has no memory: it is a weight or nothing uses it
     */
    public SessionTensor tensor(int index) {
        if (index < 0 || index >= graph.tensors().size()) {
            throw new IndexOutOfBoundsException(graph.name() + ": tensor " + index + " of "
                    + graph.tensors().size());
        }
        if (!lease.keepsAllTensors()) {
            throw new IllegalStateException(graph.name() + ": tensor " + index
                    + " shares its memory with others; open the" + " session with SessionOptions.keepingAllTensors()");
        }
        if (lease.plan().offset(index) < 0) {
            throw new IllegalArgumentException(graph.name() + ": tensor " + index + ' ' + graph.tensor(index)
                    + " is a weight or unused, not an activation");
        }
        return new SessionTensor(this, index, network.tensor(index), "tensor " + index, false);
    }

    /** Runs the model on its inputs. Allocates nothing. */
    public void run() {
        enter();
        try {
            lease.execution().run();
        } finally {
            leave();
        }
    }

    /** {@return what runs the operators: {@code java} or {@code neon}} */
    public String backend() {
        return lease.kernels();
    }

    /**
     * {@return which kernel runs each operator of the graph, in its order, e.g. {@code gemm_s8_4x16c4_aarch64_dotprod};
     * several are joined by {@code " + "}}
     */
    public List<String> kernelNames() {
        enter();
        try {
            String[] names = new String[graph.operators().size()];
            for (int i = 0; i < network.steps().size(); i++) {
                int operator = network.steps().get(i).operator();
                if (operator < 0) {
                    continue;
                }
                String name = lease.prepared().kernelName(i);
                names[operator] = names[operator] == null ? name : names[operator] + " + " + name;
            }
            return List.of(names);
        } finally {
            leave();
        }
    }

    /** {@return the memory that this session works in} */
    public MemoryReport memory() {
        enter();
        try {
            return new MemoryReport(
                    lease.prepared().weightBytes(),
                    lease.execution().arenaBytes(),
                    lease.execution().workspaceBytes());
        } finally {
            leave();
        }
    }

    /**
     * Frees the session's memory; closing again does nothing.
     *
     * @throws IllegalStateException if another thread is using the session
     */
    @Override
    public void close() {
        if (state.get() == CLOSED) {
            return;
        }
        enter();
        state.set(CLOSED);
        leakWarning.silence();
        lease.close();
    }

    Rounding rounding() {
        return graph.rounding();
    }

    Execution execution() {
        return lease.execution();
    }

    /** Takes the session for the calling thread; without this, a close during a run would free memory in use. */
    void enter() {
        if (!state.compareAndSet(IDLE, BUSY)) {
            throw new IllegalStateException(
                    state.get() == CLOSED
                            ? "the session of " + graph.name() + " is closed"
                            : "the session of " + graph.name()
                                    + " is in use by another thread; open one session for each thread");
        }
    }

    void leave() {
        state.set(IDLE);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/**
 * TensorFlow Lite's reference kernels: {@code src/oracle/tflite_oracle.cpp}, which the build compiles on linux-x86_64
 * and names in the property {@code lanewise.oracle}. Not thread-safe.
 */
final class TfliteOracle implements AutoCloseable {
    /** Kinds for which the reference resolver has no kernels, in whatever version; the optimized one has. */
    static final Set<String> NOT_IN_THE_RESOLVER = Set.of("CEIL", "ELU", "ROUND");

    private final OracleProcess process = new OracleProcess(List.of(System.getProperty("lanewise.oracle")));

    /**
     * Runs a model on records, each the bytes of all its inputs in order.
     *
     * @return the bytes of all outputs in order, record by record
     * @throws OracleException if TFLite refuses the model or dies of it
     */
    byte[] run(ByteBuffer model, byte[] records) {
        OracleProcess.Answer answer = process.ask(model, records);
        return switch (answer.status()) {
            case RAN -> answer.bytes();
            case REFUSED -> throw new OracleException("TFLite refuses the model: " + answer.words());
            case DIED -> throw new OracleException("TFLite " + answer.words());
        };
    }

    @Override
    public void close() {
        process.close();
    }

    /** TFLite's own words about a model. */
    static final class OracleException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OracleException(String message) {
            super(message);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance.fuzz;

/** One kind of fuzzing. */
interface Campaign extends AutoCloseable {

    /** What came of a seed. */
    enum Outcome {
        /** A file was refused with the documented exception. */
        REFUSED_FILE,
        /** A session was. */
        REFUSED_SESSION,
        /** It would take long and show nothing else. */
        TOO_LARGE,
        /** ONNX has no words for the graph. */
        UNWRITABLE,
        /** An oracle does what {@link KnownDefects} lists. */
        KNOWN_DEFECT,
        /** It ran, and what could be compared agrees. */
        RAN,
        /** It ran and agrees with TensorFlow Lite or ONNX Runtime, too. */
        RAN_AS_ORACLE
    }

    /**
     * What came of a seed, and, where something was not done, why.
     *
     * @param reason for the outcomes that have one; else empty
     */
    record Result(Outcome outcome, String reason) {

        Result(Outcome outcome) {
            this(outcome, "");
        }
    }

    /**
     * Does what a seed says.
     *
     * @throws Finding if something is wrong; any other exception is a finding, too
     */
    Result run(long seed) throws Finding;

    @Override
    void close();
}

// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance.fuzz;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.conformance.ModelRun;
import io.lanewise.conformance.ModelSize;
import io.lanewise.conformance.OracleProcess;
import io.lanewise.conformance.OracleProcess.Answer;
import io.lanewise.conformance.OracleProcess.Status;
import io.lanewise.graph.ModelException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/** Damaged files: refused with the documented exception, or run with equal results on both backends. */
final class MutationCampaign implements Campaign {
    /** Every so many models that run are asked of TensorFlow Lite, too. */
    private static final int ORACLE_STEP = 8;

    private final Corpus corpus;
    private final OracleProcess tflite;

    /** {@code tflite}: null where there is none, or for files that it does not read. */
    MutationCampaign(Corpus corpus, OracleProcess tflite) {
        this.corpus = corpus;
        this.tflite = tflite;
    }

    @Override
    public Result run(long seed) throws Finding {
        byte[] file = corpus.damaged(seed);
        try {
            return check(file, seed);
        } catch (Problem e) {
            throw new Finding(e.getMessage(), Map.of(corpus.ending(), file));
        } catch (RuntimeException | Error e) {
            throw new Finding(Problem.of(e).getMessage(), Map.of(corpus.ending(), file), e);
        }
    }

    private Result check(byte[] file, long seed) throws Problem {
        Model model;
        try {
            model = corpus.read("seed " + seed, ByteBuffer.wrap(file));
        } catch (ModelException e) {
            return refused(e, Outcome.REFUSED_FILE);
        }
        if (ModelSize.isTooLarge(model.graph())) {
            return new Result(Outcome.TOO_LARGE);
        }
        byte[] record = Values.inputs(model.graph(), seed);
        byte[] java;
        try {
            java = ModelRun.run(model, Backend.JAVA, record, 1);
            Optional<String> difference =
                    Comparison.difference(model.graph(), java, ModelRun.run(model, Backend.NATIVE, record, 1));
            if (difference.isPresent()) {
                throw new Problem("native against Java", difference.get());
            }
        } catch (ModelException e) {
            return refused(e, Outcome.REFUSED_SESSION);
        }
        return tflite == null || seed % ORACLE_STEP != 0 ? new Result(Outcome.RAN) : compare(model, file, record, java);
    }

    /** TFLite may refuse a damaged file, or end over it; what it computes is what we compute. */
    private Result compare(Model model, byte[] file, byte[] record, byte[] java) throws Problem {
        Answer answer = tflite.ask(ByteBuffer.wrap(file), record);
        if (answer.status() != Status.RAN) {
            return new Result(Outcome.RAN, "TFLite " + answer.status() + ' ' + answer.words());
        }
        Optional<String> difference = Comparison.difference(model.graph(), answer.bytes(), java);
        if (difference.isEmpty()) {
            return new Result(Outcome.RAN_AS_ORACLE);
        }
        String known = KnownDefects.of(KnownDefects.TFLITE, model.graph(), answer, difference.get());
        if (known.isEmpty()) {
            throw new Problem(
                    "TFLite RAN", difference.get() + ' ' + model.graph().operators());
        }
        return new Result(Outcome.KNOWN_DEFECT, known);
    }

    private static Result refused(ModelException e, Outcome outcome) throws Problem {
        if (e.getMessage() == null || e.getMessage().length() < 20) {
            throw new Problem("a refusal says too little", String.valueOf(e.getMessage()));
        }
        return new Result(outcome);
    }

    @Override
    public void close() {
        if (tflite != null) {
            tflite.close();
        }
    }
}

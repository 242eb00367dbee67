// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.evaluation;

import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import io.lanewise.graph.ModelException;
import io.lanewise.quantizer.data.SampleFeed;
import java.nio.ByteBuffer;

/** A model with one output, whose elements are the scores of the classes, in a session of its own. */
public final class SessionClassifier implements Classifier, AutoCloseable {
    private final String name;
    private final SampleFeed feed;
    private final Session session;

    private SessionClassifier(String name, SampleFeed feed, Session session) {
        this.name = name;
        this.feed = feed;
        this.session = session;
    }

    /**
     * Opens a session.
     *
     * @param name what reports call the model
     * @param model one output of a score for each class
     * @param options how the session runs
     * @param feed puts a stored sample into the session
     * @return a classifier that has the session and closes it
     * @throws ModelException if the model has not one output of two or more values, or cannot be run
     * @throws io.lanewise.NativeLibraryException if the options ask for the native library and it cannot be loaded
     */
    public static SessionClassifier open(String name, Model model, SessionOptions options, SampleFeed feed) {
        if (model.outputs().size() != 1 || model.outputs().get(0).shape().elements() < 2) {
            throw new ModelException(
                    model.graph().name(),
                    "is no classifier: it needs one output with a score for each of" + " two or more classes, but has "
                            + model.outputs());
        }
        return new SessionClassifier(name, feed, model.newSession(options));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int classes() {
        return session.output(0).tensor().shape().elements();
    }

    @Override
    public Prediction classify(ByteBuffer sample) {
        feed.put(session, sample);
        long start = System.nanoTime();
        session.run();
        long nanos = System.nanoTime() - start;
        return new Prediction(session.output(0).floats(), nanos);
    }

    @Override
    public void close() {
        session.close();
    }
}

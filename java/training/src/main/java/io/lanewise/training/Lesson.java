// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.graph.Uses;
import io.lanewise.operators.activation.Softmax;
import io.lanewise.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a network learns: a loss, and what it is computed from.
 *
 * @param loss what steps make smaller
 * @param targets what it compares with
 */
record Lesson(Loss loss, Targets targets) {

    /**
     * For classifiers the cross-entropy with the teacher and the labels, for all others the squared error of all
     * outputs, each divided by its variance, which only these ask for.
     *
     * @throws IllegalArgumentException if labels are asked for and the graph is no classifier
     */
    static Lesson of(Graph graph, Distillation distillation, Teacher teacher, Supplier<List<Float>> variances) {
        if (!isClassifier(graph)) {
            if (distillation.share() < 1) {
                throw new IllegalArgumentException(
                        graph.name() + " is no classifier: it can be trained to be like a teacher, but not by labels");
            }
            return new Lesson(new Loss.SquaredError(variances.get()), Targets.outputs(teacher));
        }
        Loss.CrossEntropy like = new Loss.CrossEntropy(distillation.temperature());
        Targets ofTeacher = Targets.probabilities(teacher, distillation.temperature());
        if (distillation.share() == 1) {
            return new Lesson(like, ofTeacher);
        }
        Targets ofLabels =
                Targets.labels(graph.tensor(graph.outputs().get(0)).shape().dim(-1));
        if (distillation.share() == 0) {
            return new Lesson(new Loss.CrossEntropy(1), ofLabels);
        }
        return new Lesson(new Loss.Distillation(like, distillation.share()), (samples, inputs) -> {
            List<float[]> both = new ArrayList<>(ofTeacher.of(samples, inputs));
            both.addAll(ofLabels.of(samples, inputs));
            return both;
        });
    }

    /** Whether it has one output, of a row of two or more logits or probabilities that softmax makes. */
    static boolean isClassifier(Graph graph) {
        Shape shape = graph.tensor(graph.outputs().get(0)).shape();
        if (graph.outputs().size() != 1 || shape.rank() != 2 || shape.dim(-1) < 2) {
            return false;
        }
        int producer = new Uses(graph).producer(graph.outputs().get(0));
        Operator last = producer == Uses.NONE ? null : graph.operators().get(producer);
        return last instanceof Softmax
                || last != null
                        && switch (last.outputScale()) {
                            case OWN, SAME_AS_INPUT, SHARED_WITH_INPUTS -> true;
                            case UNIT, SIGNED_UNIT, LOGARITHM_OF_UNIT -> false;
                        };
    }
}

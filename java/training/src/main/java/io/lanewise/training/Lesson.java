// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.graph.Uses;
import io.lanewise.operators.activation.Softmax;
import io.lanewise.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * What a network learns: a loss, and what it is computed from.
 *
 * @param loss what steps make smaller
 * @param targets what it compares with
 */
record Lesson(Loss loss, Targets targets) {

    /**
     * For classifiers the cross-entropy with the teacher and the labels, for all others the squared error of all
     * outputs, each divided by its variance, from the teacher's outputs and the targets.
     */
    static Lesson of(Training.Request request, Teacher teacher) {
        Distillation distillation = request.recipe().distillation();
        return request.classifies()
                ? ofClasses(request.taught(), distillation, teacher)
                : ofValues(request, distillation.share(), teacher);
    }

    private static Lesson ofValues(Training.Request request, float share, Teacher teacher) {
        Loss error = new Loss.SquaredError(Scores.variances(request.expected()));
        Targets ofTeacher = Targets.outputs(teacher);
        if (share == 1) {
            return new Lesson(error, ofTeacher);
        }
        Targets given = Targets.values(request.taught());
        return new Lesson(error, share == 0 ? given : Targets.weightedMean(ofTeacher, share, given));
    }

    private static Lesson ofClasses(Graph graph, Distillation distillation, Teacher teacher) {
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
        Operator last = last(graph);
        return endsInSoftmax(graph)
                || last != null
                        && switch (last.outputScale()) {
                            case OWN, SAME_AS_INPUT, SHARED_WITH_INPUTS -> true;
                            case UNIT, SIGNED_UNIT, LOGARITHM_OF_UNIT -> false;
                        };
    }

    /** Whether it is a classifier whatever a row without softmax may be. */
    static boolean endsInSoftmax(Graph graph) {
        return last(graph) instanceof Softmax;
    }

    /** What makes the one output, if that is a row of two or more values; else null. */
    private static Operator last(Graph graph) {
        Shape shape = graph.tensor(graph.outputs().get(0)).shape();
        if (graph.outputs().size() != 1 || shape.rank() != 2 || shape.dim(-1) < 2) {
            return null;
        }
        int producer = new Uses(graph).producer(graph.outputs().get(0));
        return producer == Uses.NONE ? null : graph.operators().get(producer);
    }
}

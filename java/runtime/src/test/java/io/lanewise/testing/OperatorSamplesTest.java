// SPDX-License-Identifier: Apache-2.0
package io.lanewise.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanewise.Model;
import io.lanewise.graph.ModelException;
import io.lanewise.tensor.DataType;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is drawn is every kind of operator, every function and every form, so that whoever runs all samples runs all.
 */
class OperatorSamplesTest {
    private static final int CASES = 40;

    @Test
    void everyKindIsDrawn() {
        Set<String> drawn = new TreeSet<>();
        OperatorSamples.all().forEach(sample -> {
            for (int number = 0; number < CASES; number++) {
                drawn.add(OperatorKinds.of(
                        sample.draw(number, sample.forms().iterator().next()).operator()));
            }
        });
        assertEquals(OperatorKinds.all(), drawn);
    }

    @Test
    void namesAndSeedsAreTheirOwn() {
        long samples = OperatorSamples.all().count();
        assertEquals(
                samples,
                OperatorSamples.all().map(OperatorSample::name).distinct().count());
        assertEquals(
                samples,
                OperatorSamples.all().map(OperatorSample::seed).distinct().count());
    }

    /** A form that is not listed is one that the operator is refused in. */
    @ParameterizedTest
    @MethodSource("io.lanewise.testing.OperatorSamples#all")
    void everyFormIsListed(OperatorSample sample) {
        Set<Form> accepted = EnumSet.noneOf(Form.class);
        Set<Set<DataType>> known = new HashSet<>();
        for (Form form : Form.values()) {
            // Without weights, or without activations that follow the form, it is another form over again.
            if (known.add(types(sample.draw(0, form))) && isAccepted(sample, form)) {
                accepted.add(form);
            }
        }
        assertEquals(sample.forms(), accepted);
    }

    private static Set<DataType> types(OperatorCase drawn) {
        return drawn.graph().tensors().stream().map(tensor -> tensor.type()).collect(Collectors.toSet());
    }

    private static boolean isAccepted(OperatorSample sample, Form form) {
        try {
            for (int number = 0; number < CASES; number++) {
                Model.of(sample.draw(number, form).graph());
            }
            return true;
        } catch (ModelException e) {
            return false;
        }
    }
}

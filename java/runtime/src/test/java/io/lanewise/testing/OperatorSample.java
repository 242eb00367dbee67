// SPDX-License-Identifier: Apache-2.0
package io.lanewise.testing;

import io.lanewise.graph.Graph;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

/**
 * Random models of one operator, any number of them, in every form that the operator has.
 *
 * @param name what is drawn, for people
 * @param seed a number of its own: models stay what they are when other samples come
 * @param forms the types it computes in
 * @param inTflite those of them that TFLite's kernels compute in
 * @param inOnnx those of them that are written as ONNX
 * @param again those of these that are the same form again when the ONNX file is read
 * @param maker draws a model
 */
public record OperatorSample(
        String name,
        int seed,
        Set<Form> forms,
        Set<Form> inTflite,
        Set<Form> inOnnx,
        Set<Form> again,
        Function<SampleBuilder, Graph> maker) {

    OperatorSample(String name, int seed, Set<Form> forms, Function<SampleBuilder, Graph> maker) {
        this(name, seed, forms, forms, maker);
    }

    OperatorSample(String name, int seed, Set<Form> forms, Set<Form> inTflite, Function<SampleBuilder, Graph> maker) {
        this(name, seed, forms, inTflite, Form.without(forms, Form.DYNAMIC, Form.DYNAMIC_BY_INT4), maker);
    }

    private OperatorSample(
            String name,
            int seed,
            Set<Form> forms,
            Set<Form> inTflite,
            Set<Form> inOnnx,
            Function<SampleBuilder, Graph> maker) {
        this(name, seed, forms, inTflite, inOnnx, inOnnx, maker);
    }

    /** The same, not written as ONNX in some of the forms. */
    OperatorSample notInOnnx(Form... others) {
        return new OperatorSample(name, seed, forms, inTflite, Form.without(inOnnx, others), maker);
    }

    /** The same, of which some forms are written as ONNX, but computed in float when that is read. */
    OperatorSample realInOnnx(Form... others) {
        return new OperatorSample(name, seed, forms, inTflite, inOnnx, Form.without(again, others), maker);
    }

    /** The model of a number in a form, with a record of inputs; the same on every machine. */
    public OperatorCase draw(int number, Form form) {
        SampleBuilder builder = new SampleBuilder(new Random(1000L * number + seed), form);
        Graph graph = maker.apply(builder);
        return new OperatorCase(graph, builder.inputs(graph));
    }

    @Override
    public String toString() {
        return name;
    }
}

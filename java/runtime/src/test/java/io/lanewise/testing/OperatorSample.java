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
 * @param inOnnx those of them that are the same again when an ONNX file of them is read
 * @param maker draws a model
 */
public record OperatorSample(
        String name,
        int seed,
        Set<Form> forms,
        Set<Form> inTflite,
        Set<Form> inOnnx,
        Function<SampleBuilder, Graph> maker) {

    OperatorSample(String name, int seed, Set<Form> forms, Function<SampleBuilder, Graph> maker) {
        this(name, seed, forms, forms, maker);
    }

    OperatorSample(String name, int seed, Set<Form> forms, Set<Form> inTflite, Function<SampleBuilder, Graph> maker) {
        this(name, seed, forms, inTflite, forms, maker);
    }

    /** One that is not written as ONNX. */
    static OperatorSample ofTflite(String name, int seed, Set<Form> forms, Function<SampleBuilder, Graph> maker) {
        return new OperatorSample(name, seed, forms, forms, Set.of(), maker);
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

// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer;

import io.lanewise.graph.Graph;
import io.lanewise.graph.ModelException;
import io.lanewise.graph.Operator;
import io.lanewise.quantizer.conversion.Decision;
import io.lanewise.quantizer.conversion.FloatGraphCheck;
import io.lanewise.quantizer.conversion.FuseOperators;
import io.lanewise.quantizer.conversion.Scheme;
import io.lanewise.quantizer.conversion.SchemeArithmetic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a quantization will make of a model, before any sample is needed: a decision and a reason for every operator,
 * where numbers change between integers and floats, and where the work is.
 *
 * @param operators in the order in which they run, after batch normalizations and clamps are folded
 * @param macs multiply-accumulates of one inference
 */
public record Preflight(List<Entry> operators, long macs) {

    /**
     * One operator.
     *
     * @param index position
     * @param kind such as {@code CONV_2D}
     * @param name of the tensor that it writes
     * @param arithmetic what it will compute with
     * @param reason why that is not what was asked for, or who asked for a float; may be empty
     * @param boundaries inputs that have to be made integers or floats for it
     * @param macs multiply-accumulates
     * @param depth products that one accumulator sums; 0 of operators without weights
     * @param room how many times the largest sum of that many int8 products fits into an int32, 127 x 255 each;
     *         infinite without weights
     */
    public record Entry(
            int index,
            String kind,
            String name,
            SchemeArithmetic arithmetic,
            String reason,
            int boundaries,
            long macs,
            long depth,
            double room) {}

    private static final long LARGEST_PRODUCT = 127L * 255;

    /**
     * Copies the list.
     *
     * @param operators in the order in which they run, after batch normalizations and clamps are folded
     * @param macs multiply-accumulates of one inference
     */
    public Preflight {
        operators = List.copyOf(operators);
    }

    /**
     * Looks at a float model.
     *
     * @param model all float32
     * @param scheme what is asked of its operators
     * @return what would become of each operator
     * @throws ModelException if it is quantized already, or an override matches nothing
     */
    public static Preflight of(Graph model, Scheme scheme) {
        FloatGraphCheck.check(model);
        Graph graph = FuseOperators.apply(model);
        scheme.requireMatches(graph);
        List<Decision> decisions = Decision.of(graph, scheme);
        Map<Integer, Boolean> integers = new HashMap<>();
        graph.inputs()
                .forEach(input -> integers.put(
                        input, scheme.ofInput(graph, input).arithmetic().isInteger()));
        List<Entry> entries = new ArrayList<>();
        long macs = 0;
        for (int i = 0; i < decisions.size(); i++) {
            Operator operator = graph.operators().get(i);
            Decision decision = decisions.get(i);
            boolean integer = decision.scheme().arithmetic().isInteger();
            int boundaries = (int) operator.activations().stream()
                    .distinct()
                    .filter(input -> integers.getOrDefault(input, integer) != integer)
                    .count();
            operator.outputs().forEach(output -> integers.put(output, integer));
            long own = operator.macs(graph);
            long depth = own / graph.tensor(operator.outputs().get(0)).shape().elements();
            macs += own;
            entries.add(new Entry(
                    i,
                    operator.kind(),
                    graph.tensor(operator.outputs().get(0)).name(),
                    decision.scheme().arithmetic(),
                    decision.reason(),
                    boundaries,
                    own,
                    depth,
                    depth == 0 ? Double.POSITIVE_INFINITY : (double) Integer.MAX_VALUE / (depth * LARGEST_PRODUCT)));
        }
        return new Preflight(entries, macs);
    }

    /** {@return the share of multiply-accumulates that are done on integers, 0 to 1; 1 of a model without any} */
    public double integerShare() {
        long integer = operators.stream()
                .filter(entry -> entry.arithmetic.isInteger())
                .mapToLong(Entry::macs)
                .sum();
        return macs == 0 ? 1 : (double) integer / macs;
    }
}

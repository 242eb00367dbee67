// SPDX-License-Identifier: Apache-2.0
package io.lanewise.adaptation;

import io.lanewise.tflite.FileTables;
import io.lanewise.tflite.schema.MetadataT;
import io.lanewise.tflite.schema.OperatorT;
import io.lanewise.tflite.schema.SignatureDefT;
import io.lanewise.tflite.schema.SubGraphT;
import io.lanewise.tflite.schema.TensorMapT;
import io.lanewise.tflite.schema.TensorT;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Leaves out of a file of one subgraph what leads to no output: operators, their tensors and constants. */
final class UnneededTables {

    private UnneededTables() {}

    /** The same tables without them; the others keep their order. */
    static FileTables drop(FileTables tables) {
        SubGraphT subgraph = tables.model().getSubgraphs()[0];
        BitSet used = indices(subgraph.getOutputs());
        List<OperatorT> operators = new ArrayList<>();
        for (int i = subgraph.getOperators().length - 1; i >= 0; i--) {
            OperatorT operator = subgraph.getOperators()[i];
            if (used.intersects(indices(operator.getOutputs()))) {
                operators.add(0, operator);
                used.or(indices(operator.getInputs()));
                used.or(indices(operator.getOutputs()));
                used.or(indices(operator.getIntermediates()));
            }
        }
        used.or(indices(subgraph.getInputs()));
        subgraph.setOperators(operators.toArray(OperatorT[]::new));
        dropTensors(tables, subgraph, used);
        return new FileTables(tables.model(), neededConstants(tables, subgraph));
    }

    private static void dropTensors(FileTables tables, SubGraphT subgraph, BitSet used) {
        int[] places = IntStream.range(0, subgraph.getTensors().length)
                .map(i -> used.get(i) ? used.get(0, i).cardinality() : -1)
                .toArray();
        subgraph.setTensors(
                used.stream().mapToObj(i -> subgraph.getTensors()[i]).toArray(TensorT[]::new));
        subgraph.setInputs(moved(subgraph.getInputs(), places));
        subgraph.setOutputs(moved(subgraph.getOutputs(), places));
        for (OperatorT operator : subgraph.getOperators()) {
            operator.setInputs(moved(operator.getInputs(), places));
            operator.setOutputs(moved(operator.getOutputs(), places));
            operator.setIntermediates(moved(operator.getIntermediates(), places));
        }
        for (SignatureDefT signature : tables.model().getSignatureDefs()) {
            signature.setInputs(moved(signature.getInputs(), places));
            signature.setOutputs(moved(signature.getOutputs(), places));
        }
    }

    /** Buffers keep their places, which metadata name too. */
    private static List<ByteBuffer> neededConstants(FileTables tables, SubGraphT subgraph) {
        BitSet named = new BitSet();
        for (TensorT tensor : subgraph.getTensors()) {
            named.set((int) tensor.getBuffer());
        }
        for (MetadataT metadata : tables.model().getMetadata()) {
            named.set((int) metadata.getBuffer());
        }
        return IntStream.range(0, tables.constants().size())
                .mapToObj(i -> named.get(i) ? tables.constants().get(i) : ByteBuffer.allocate(0))
                .toList();
    }

    private static BitSet indices(int[] tensors) {
        BitSet indices = new BitSet();
        if (tensors != null) {
            Arrays.stream(tensors).filter(i -> i >= 0).forEach(indices::set);
        }
        return indices;
    }

    /** Negative ones stand for inputs that are left out. */
    private static int[] moved(int[] tensors, int[] places) {
        return tensors == null
                ? null
                : Arrays.stream(tensors).map(i -> i < 0 ? i : places[i]).toArray();
    }

    private static TensorMapT[] moved(TensorMapT[] names, int[] places) {
        return Stream.of(names)
                .filter(name -> places[(int) name.getTensorIndex()] >= 0)
                .peek(name -> name.setTensorIndex(places[(int) name.getTensorIndex()]))
                .toArray(TensorMapT[]::new);
    }
}

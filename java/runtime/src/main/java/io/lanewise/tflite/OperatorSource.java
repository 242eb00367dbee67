// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.graph.Operator;
import io.lanewise.graph.ReadingBudget;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import io.lanewise.tflite.flatbuffers.Table;
import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.BuiltinOptions;
import io.lanewise.tflite.schema.BuiltinOptions2;
import io.lanewise.tflite.schema.Model;
import io.lanewise.tflite.schema.OperatorCode;
import io.lanewise.tflite.schema.StableHLOCompositeOptions;
import io.lanewise.tflite.schema.SubGraph;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One operator table of the file: its kind, its tensors and its options, each checked where it is asked for. */
final class OperatorSource {
    /** Less than any operator's table and index vectors take in the file. */
    private static final int TABLE_BYTES = 32;

    private final int index;
    private final io.lanewise.tflite.schema.Operator table;
    private final int code;
    private final int version;
    private final String kind;
    private final String customCode;
    private final ReadingBudget budget;
    /** Where the tensors are that the file names by index; null where they are at that index. */
    private final int[] places;

    private final String within;
    private List<Tensor> tensors;
    private Resources resources;

    /** One whose tensors are at the indices by which the file names them. */
    OperatorSource(int index, Model model, io.lanewise.tflite.schema.Operator table, ReadingBudget budget) {
        this(index, model, table, budget, null, "");
    }

    /**
     * One of a subgraph.
     *
     * @param places where each of the subgraph's tensors is among all
     * @param within begins messages
     */
    OperatorSource(
            int index,
            Model model,
            io.lanewise.tflite.schema.Operator table,
            ReadingBudget budget,
            int[] places,
            String within) {
        this.index = index;
        this.places = places;
        this.within = within;
        this.table = table;
        this.budget = budget;
        if (table.opcodeIndex() >= model.operatorCodesLength()) {
            throw new IllegalArgumentException("operator " + index + " names operator code " + table.opcodeIndex()
                    + " of " + model.operatorCodesLength());
        }
        OperatorCode operatorCode = model.operatorCodes((int) table.opcodeIndex());
        // Files from before 2021 have the deprecated byte alone; later ones have 127 there where the code does not fit.
        this.code = Math.max(operatorCode.deprecatedBuiltinCode(), operatorCode.builtinCode());
        this.version = operatorCode.version();
        ByteBuffer custom = code == BuiltinOperator.CUSTOM ? operatorCode.customCodeAsByteBuffer() : null;
        budget.spend(TABLE_BYTES + 4L * table.inputsLength() + (custom == null ? 0 : custom.remaining()));
        this.customCode = custom == null ? "" : operatorCode.customCode();
        this.kind = custom != null ? "CUSTOM \"" + customCode + '"' : OperatorReader.name(code);
    }

    /** TFLite's name of the kind, e.g. {@code CONV_2D}. */
    String kind() {
        return kind;
    }

    /** Whether it is none of TFLite's own. */
    boolean isCustom() {
        return code == BuiltinOperator.CUSTOM;
    }

    /** The builtin code. */
    int code() {
        return code;
    }

    /** What a reader throws that says a version of a code and does not read it. */
    IllegalStateException unknown() {
        return new IllegalStateException(kind + " is not read by the family that names it");
    }

    /** How messages name the operator: by index, kind and the tensor it writes. */
    String describe(List<Tensor> all) {
        int written = written(0);
        if (places != null && written >= 0 && written < places.length) {
            written = places[written];
        }
        boolean writes = written >= 0 && written < all.size();
        return within + "operator " + index + ' ' + kind
                + (writes ? " \"" + all.get(written).name() + '"' : "");
    }

    /** The name of a custom operator; empty for others. */
    String customCode() {
        return customCode;
    }

    /** A custom operator's options as they are; empty if it has none. */
    ByteBuffer customOptions() {
        ByteBuffer options = table.customOptionsAsByteBuffer();
        budget.spend(options == null ? 0 : options.remaining());
        return options == null ? ByteBuffer.allocate(0) : options.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    void refuseUnsupported() {
        if (isCustom()) {
            if (CustomOperators.find(customCode).isEmpty()) {
                throw new Problem(Unsupported.custom(customCode));
            }
            return;
        }
        int newest = OperatorReader.newestVersion(code);
        if (newest == 0) {
            throw new Problem(Unsupported.builtin(code));
        }
        Problem.unless(
                version >= 1 && version <= newest,
                "version %d is not supported, 1 to %d are: convert the model with an older release of TensorFlow",
                version,
                newest);
    }

    /**
     * Makes the operators that compute what this one does.
     *
     * @param all tensors of the file; those that such operators leave to each other are appended
     * @param variables what the file says of them so far
     */
    List<Operator> read(List<Tensor> all, Resources variables) {
        tensors = all;
        resources = variables;
        return OperatorReader.read(this);
    }

    /** Index of the tensor at a position of the inputs, which must be there. */
    int input(int position) {
        int tensor = optionalInput(position);
        Problem.unless(tensor >= 0, "input %d is missing", position);
        return tensor;
    }

    /** Index of the tensor at a position of the inputs; -1 if it was left out. */
    int optionalInput(int position) {
        return read(position) == -1 ? -1 : known(read(position));
    }

    /** All inputs, each of which must be there. */
    List<Integer> inputs() {
        List<Integer> inputs = new ArrayList<>();
        for (int i = 0; i < table.inputsLength(); i++) {
            inputs.add(input(i));
        }
        return inputs;
    }

    /** Index of the output, of which there must be one. */
    int output() {
        Problem.unless(table.outputsLength() == 1, "has %d outputs instead of one", table.outputsLength());
        return known(written(0));
    }

    /** Indices of all outputs. */
    List<Integer> outputs() {
        List<Integer> outputs = new ArrayList<>();
        for (int i = 0; i < table.outputsLength(); i++) {
            outputs.add(known(written(i)));
        }
        return outputs;
    }

    /** Index of a new tensor. */
    int add(Tensor tensor) {
        tensors.add(tensor);
        return tensors.size() - 1;
    }

    /** Index of a new tensor of another shape, with the type and scale of one that there is. */
    int temporary(int like, int... dims) {
        Tensor tensor = tensor(like);
        return add(new Tensor(tensor.name(), tensor.type(), Shape.of(dims), tensor.quantization(), null));
    }

    /**
     * An axis, which counts from the back where it is negative.
     *
     * @throws Problem if so many dimensions have no such axis
     */
    int axis(int axis, int rank) {
        Problem.unless(axis >= -rank && axis < rank, "axis %d is not one of %d dimensions", axis, rank);
        return axis < 0 ? axis + rank : axis;
    }

    /** Refuses a tensor of another shape than its operator makes; one without dimensions gets it. */
    void requireShape(int output, int... dims) {
        if (tensor(output).shape().rank() == 0 && dims.length > 0) {
            reshape(output, Shape.of(dims));
        }
        Problem.unless(
                Arrays.equals(dims, tensor(output).shape().dims()),
                "makes %s, but its output has shape %s",
                Arrays.toString(dims).replace(" ", ""),
                tensor(output).shape());
    }

    /**
     * Gives the output its values, which no run changes.
     *
     * @param data as many bytes as its shape and type ask for
     */
    void constant(int output, ByteBuffer data) {
        Tensor tensor = tensor(output);
        tensors.set(output, new Tensor(tensor.name(), tensor.type(), tensor.shape(), tensor.quantization(), data));
    }

    /** Gives an output that the file has without a shape the one that its operator makes. */
    void reshape(int output, Shape shape) {
        Tensor tensor = tensor(output);
        if (tensor.shape().rank() == 0 && !tensor.isConstant()) {
            tensors.set(output, UnknownShapes.withShape(tensor, shape));
        }
    }

    /** The file's variables. */
    Resources resources() {
        return resources;
    }

    /** The number of inputs, those that are left out among them. */
    int inputCount() {
        return table.inputsLength();
    }

    int outputCount() {
        return table.outputsLength();
    }

    /** What the file says at a position of the inputs, unchecked. */
    int read(int position) {
        return position < table.inputsLength() ? table.inputs(position) : -1;
    }

    /** What the file says at a position of the outputs, unchecked. */
    int written(int position) {
        return position < table.outputsLength() ? table.outputs(position) : -1;
    }

    /** Takes memory for what the file does not hold. */
    void spend(long bytes) {
        budget.spend(bytes);
    }

    Tensor tensor(int tensor) {
        return tensors.get(tensor);
    }

    /** The values of a constant int32 or int64 input. */
    List<Integer> integers(int position) {
        Tensor tensor = tensor(input(position));
        boolean wide = tensor.type() == DataType.INT64;
        Problem.unless(
                tensor.isConstant() && (wide || tensor.type() == DataType.INT32),
                "input %d %s must be a constant of int32 or int64",
                position,
                tensor);
        ByteBuffer data = tensor.data();
        List<Integer> values = new ArrayList<>();
        while (data.hasRemaining()) {
            long value = wide ? data.getLong() : data.getInt();
            if (value != (int) value) {
                throw new Problem("input " + position + " holds " + value);
            }
            values.add((int) value);
        }
        return values;
    }

    /** The subgraph that says what a composite computes. */
    SubGraph decomposition(Model model) {
        StableHLOCompositeOptions options = new StableHLOCompositeOptions();
        Problem.unless(
                table.builtinOptions2Type() == BuiltinOptions2.StableHLOCompositeOptions
                        && table.builtinOptions2(options) != null,
                "has no StableHLOCompositeOptions");
        int subgraph = options.decompositionSubgraphIndex();
        Problem.unless(
                subgraph >= 0 && subgraph < model.subgraphsLength(),
                "is \"%s\" by subgraph %d of %d",
                options.name(),
                subgraph,
                model.subgraphsLength());
        return model.subgraphs(subgraph);
    }

    /** The operator's options, read into {@code options}. */
    <T extends Table> T options(byte type, T options) {
        Problem.unlessDamaged(
                table.builtinOptionsType() == type && table.builtinOptions(options) != null,
                "has no %s",
                BuiltinOptions.name(type));
        return options;
    }

    private int known(int tensor) {
        int count = places == null ? tensors.size() : places.length;
        Problem.unlessDamaged(tensor >= 0 && tensor < count, "names tensor %d of %d", tensor, count);
        return places == null ? tensor : places[tensor];
    }
}

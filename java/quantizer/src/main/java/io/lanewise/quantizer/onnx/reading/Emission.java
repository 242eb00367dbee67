// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.reading;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.lanewise.graph.Graph;
import io.lanewise.graph.GraphEditor;
import io.lanewise.graph.Operator;
import io.lanewise.graph.ReadingBudget;
import io.lanewise.graph.Uses;
import io.lanewise.operators.conversion.Dequantize;
import io.lanewise.operators.conversion.Quantize;
import io.lanewise.operators.elementwise.Mul;
import io.lanewise.operators.movement.Reshape;
import io.lanewise.operators.movement.Transpose;
import io.lanewise.tensor.DataType;
import io.lanewise.tensor.Quantization;
import io.lanewise.tensor.Rounding;
import io.lanewise.tensor.Shape;
import io.lanewise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The graph being made: adds tensors and operators, and lays values in the order in which an operator needs them. */
final class Emission {

    /** A tensor, seen in one order, once more in another. */
    private record Moved(int tensor, List<Integer> from, List<Integer> to) {
        Moved(Computed from, int[] to) {
            this(
                    from.tensor(),
                    IntStream.of(from.order()).boxed().toList(),
                    IntStream.of(to).boxed().toList());
        }
    }

    /** A value before it was multiplied. */
    record Scaled(Computed value, float factor) {}

    /** At most what a tensor, its operator and a reader's notes on both take, names aside. */
    private static final int OPERATOR_BYTES = 256;

    private final ReadingBudget budget;
    private final Rounding rounding;
    private final GraphEditor editor;
    private final Map<Moved, Computed> moved = new HashMap<>();
    private final Map<Integer, TensorProto.DataType> integerTypes = new HashMap<>();
    private final Map<Integer, Tensor> constantIntegers = new HashMap<>();
    private final Set<Integer> reals = new HashSet<>();
    private String scope = "";
    private int scopeStart;

    /**
     * Nothing so far.
     *
     * @param name of the graph
     * @param budget what the file may come to
     * @param rounding of its integers
     */
    Emission(String name, ReadingBudget budget, Rounding rounding) {
        this.editor = GraphEditor.of(new Graph(name, List.of(), List.of(), List.of(), List.of()));
        this.budget = budget;
        this.rounding = rounding;
    }

    /** How the model's integers are rounded. */
    Rounding rounding() {
        return rounding;
    }

    /** From here on tensors are named after a node's output. */
    void begin(String newScope) {
        scope = newScope;
        scopeStart = editor.tensorCount();
    }

    /** A float32 value that operators or the caller fill. */
    Computed add(String name, int[] dims, int[] order) {
        return add(name, DataType.FLOAT32, dims, order);
    }

    /** The same of another type that is not quantized. */
    Computed add(String name, DataType type, int[] dims, int[] order) {
        budget.spend(OPERATOR_BYTES + name.length());
        Computed value = new Computed(editor.tensorCount(), dims, order);
        editor.add(new Tensor(name, type, Shape.of(value.stored()), null, null));
        return value;
    }

    /** A value of integers that the caller fills. Of quantization null, its readers say it. */
    Computed addInteger(String name, TensorProto.DataType type, Quantization quantization, int[] dims, int[] order) {
        Computed value = add(name, dims, order);
        retype(value, type, quantization);
        return value;
    }

    private void retype(Computed value, TensorProto.DataType type, Quantization quantization) {
        integerTypes.put(value.tensor(), type);
        hold(value, IntegerType.held(type), quantization);
    }

    private void hold(Computed value, DataType type, Quantization quantization) {
        Tensor tensor = editor.tensor(value.tensor());
        editor.replace(value.tensor(), new Tensor(tensor.name(), type, tensor.shape(), quantization, tensor.data()));
    }

    /** A QUANTIZE and its result. */
    Computed quantize(Computed reals, TensorProto.DataType type, Quantization quantization) {
        Refusal.unless(!isInteger(reals), "quantizes integers");
        Computed value = emit(reals.dims(), reals.order(), output -> new Quantize(reals.tensor(), output));
        retype(value, type, quantization);
        return value;
    }

    /**
     * A DEQUANTIZE and its result. Integers of a quantization not known so far get this one; known ones are taken for
     * those of this one by a RESHAPE, which leaves integers as they are.
     */
    Computed dequantize(Computed integers, Quantization quantization) {
        Quantization known = editor.tensor(integers.tensor()).quantization();
        Refusal.unless(isInteger(integers), "dequantizes reals");
        boolean fits = known == null || known.equals(quantization);
        Computed taken = fits
                ? integers
                : emit(integers.dims(), integers.order(), output -> new Reshape(integers.tensor(), output));
        retype(taken, integerType(taken), quantization);
        return emit(taken.dims(), taken.order(), output -> new Dequantize(taken.tensor(), output));
    }

    /** By which number the reals of a DEQUANTIZE have been multiplied; empty if a value is anything else. */
    Optional<Scaled> scaledIntegers(Computed value) {
        if (producer(value.tensor()) instanceof Mul product
                && producer(product.left()) instanceof Dequantize
                && editor.tensor(product.right()).isFloatConstant()
                && editor.tensor(product.right()).shape().elements() == 1) {
            return Optional.of(new Scaled(
                    new Computed(product.left(), value.dims(), value.order()),
                    editor.tensor(product.right()).floats()[0]));
        }
        return Optional.empty();
    }

    /** The operator that writes a tensor; null if there is none. */
    Operator producer(int tensor) {
        int producer = editor.producer(tensor);
        return producer == Uses.NONE ? null : editor.operator(producer);
    }

    /** Keeps operators that read a value on reals, though it comes out of a DEQUANTIZE. */
    void keepReal(Computed value) {
        reals.add(value.tensor());
    }

    /** The type in which the graph holds a value. */
    DataType type(Computed value) {
        return editor.tensor(value.tensor()).type();
    }

    /**
     * The type of values that meet: that of the first that is computed and not quantized, else of the constants; of
     * quantized ones, whose constants are reals, float32.
     */
    DataType type(List<? extends Value> values) {
        for (Value value : values) {
            if (value instanceof Computed computed) {
                return isInteger(computed) ? DataType.FLOAT32 : type(computed);
            }
        }
        return WholeNumbers.held(((Literal) values.get(0)).type());
    }

    /** Whether a value holds int8 or int16. */
    boolean isInteger(Computed value) {
        return isInteger(editor.tensor(value.tensor()));
    }

    private static boolean isInteger(Tensor tensor) {
        return tensor.type() == DataType.INT8 || tensor.type() == DataType.INT16;
    }

    /** The type in the file of a value of integers. */
    TensorProto.DataType integerType(Computed integers) {
        Refusal.unless(isInteger(integers), "expects integers, not reals");
        return integerTypes.get(integers.tensor());
    }

    /**
     * An operator and its result, of the type of what it reads. {@code operator} is given the index of the tensor to
     * write.
     */
    Computed emit(int[] dims, int[] order, IntFunction<Operator> operator) {
        Computed value = result(DataType.FLOAT32, dims, order);
        Operator emitted = operator.apply(value.tensor());
        editor.add(emitted);
        keepIntegers(emitted, value);
        return value;
    }

    /** An operator and its result, of a type that does not follow from what it reads. */
    Computed emit(DataType type, int[] dims, int[] order, IntFunction<Operator> operator) {
        Computed value = result(type, dims, order);
        editor.add(operator.apply(value.tensor()));
        return value;
    }

    /** An operator and its result, integers of a type whose scale is not known. */
    Computed emitInteger(TensorProto.DataType type, int[] dims, int[] order, IntFunction<Operator> operator) {
        Computed value = emit(IntegerType.held(type), dims, order, operator);
        retype(value, type, null);
        return value;
    }

    /** An operator of several results that {@link #result} has made. */
    void emit(Operator operator) {
        editor.add(operator);
    }

    /** A value that an operator is to fill. */
    Computed result(DataType type, int[] dims, int[] order) {
        Refusal.unless(
                IntStream.of(dims).allMatch(dim -> dim > 0),
                "gives a tensor without elements, %s",
                Arrays.toString(dims));
        int number = editor.tensorCount() - scopeStart;
        return add(number == 0 ? scope : scope + '/' + number, type, dims, order);
    }

    /**
     * Whole numbers give whole numbers. Operators that only move values give integers for integers; no other may read
     * them.
     */
    private void keepIntegers(Operator operator, Computed value) {
        List<Tensor> integers = new ArrayList<>(operator.activations().size());
        for (int input : operator.activations()) {
            Tensor tensor = editor.tensor(input);
            if (isInteger(tensor)) {
                integers.add(tensor);
            } else if (WholeNumbers.are(tensor.type())) {
                hold(value, tensor.type(), null);
            }
        }
        if (integers.isEmpty() || operator instanceof Dequantize) {
            return;
        }
        Refusal.unless(operator.keepsValues(), "computes with integers; only DequantizeLinear may");
        Quantization quantization = integers.get(0).quantization();
        Refusal.unless(
                integers.stream().allMatch(tensor -> Objects.equals(tensor.quantization(), quantization)),
                "joins integers of different scales");
        retype(value, integerTypes.get(operator.activations().get(0)), quantization);
    }

    /** Gives a value made since {@link #begin} the name that the model has for it. */
    void name(Computed value, String name) {
        if (value.tensor() >= scopeStart) {
            rename(value, name);
        }
    }

    void rename(Computed value, String name) {
        Tensor tensor = editor.tensor(value.tensor());
        editor.replace(
                value.tensor(), new Tensor(name, tensor.type(), tensor.shape(), tensor.quantization(), tensor.data()));
    }

    /** A float32 constant in its own order; what it was before a DequantizeLinear is remembered. */
    int constant(Literal literal) {
        int constant = constant(literal.toFloats(), literal.dims());
        if (literal.quantized() != null) {
            literal.quantized()
                    .tensor(editor.tensor(constant).name(), literal.dims())
                    .ifPresent(integers -> {
                        budget.spend(integers.bytes());
                        constantIntegers.put(constant, integers);
                    });
        }
        return constant;
    }

    /** A constant in its own order, of the type of the values that it meets. */
    int constant(Literal literal, DataType type) {
        if (!WholeNumbers.are(type)) {
            return constant(literal);
        }
        Refusal.unless(!literal.isReal(), "mixes %s and %s", literal.type(), type.label());
        return constant(type, WholeNumbers.data(literal.longs(), type), literal.dims());
    }

    /** A float32 constant in its own order. */
    int constant(float[] values, int... dims) {
        ByteBuffer data = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        return constant(DataType.FLOAT32, data, dims);
    }

    private int constant(DataType type, ByteBuffer data, int... dims) {
        budget.spend(OPERATOR_BYTES + scope.length() + (long) data.remaining());
        String name = scope + "/constant" + (editor.tensorCount() - scopeStart);
        return editor.add(new Tensor(name, type, Shape.of(dims), null, data));
    }

    /** A constant of integers, whose dimensions lie in a given order. */
    Computed constantInteger(Literal literal, Quantization quantization, int[] order) {
        Literal laid = literal.transposed(Orders.inverse(order));
        Computed value = new Computed(editor.tensorCount(), literal.dims(), order);
        editor.add(QuantizedElements.ofOne(laid.type(), laid.longs())
                .tensor(scope, laid.dims())
                .orElseThrow(() -> new Refusal("has no elements")));
        retype(value, literal.type(), quantization);
        return value;
    }

    /** A value in its own order: a constant as ONNX has it, a computed one as it lies. */
    Computed computed(Value value) {
        return value instanceof Computed computed ? computed : ordered(value, Orders.identity(value.rank()));
    }

    /** A value whose dimensions lie in a given order. Moves nothing where only sizes of 1 change their place. */
    Computed ordered(Value value, int[] order) {
        return value instanceof Literal literal
                ? ordered(literal, order, WholeNumbers.held(literal.type()))
                : ordered((Computed) value, order);
    }

    /** The same; a constant is of the type of the values that it meets. */
    Computed ordered(Value value, int[] order, DataType type) {
        if (value instanceof Literal literal) {
            return new Computed(constant(literal.transposed(Orders.inverse(order)), type), literal.dims(), order);
        }
        return ordered((Computed) value, order);
    }

    private Computed ordered(Computed from, int[] order) {
        if (Arrays.equals(from.order(), order)) {
            return from;
        }
        Moved key = new Moved(from, order);
        Computed known = moved.get(key);
        if (known == null) {
            known = move(from, order);
            moved.put(key, known);
        }
        return known;
    }

    private Computed move(Computed from, int[] order) {
        int[] permutation =
                IntStream.of(Orders.inverse(order)).map(d -> from.order()[d]).toArray();
        int[] stored = from.stored();
        int[] large = IntStream.of(permutation).filter(p -> stored[p] != 1).toArray();
        boolean stays = IntStream.range(1, large.length).allMatch(i -> large[i] > large[i - 1]);
        return emit(
                from.dims(),
                order,
                output -> stays
                        ? new Reshape(from.tensor(), output)
                        : new Transpose(
                                from.tensor(),
                                output,
                                IntStream.of(permutation).boxed().toList()));
    }

    /** The same elements, as the tensor holds them, in sizes that say the same with other dimensions. */
    Computed viewed(Computed from, int[] dims, int[] order) {
        Computed view = new Computed(from.tensor(), dims, order);
        return Arrays.equals(view.stored(), from.stored())
                ? view
                : emit(dims, order, output -> new Reshape(from.tensor(), output));
    }

    /** What the file says of integers, beside the graph. */
    Origins origins() {
        return new Origins(constantIntegers, reals);
    }

    /** What was emitted. */
    Graph graph(List<Integer> inputs, List<Integer> outputs) {
        editor.setInterface(inputs, outputs);
        return editor.graph();
    }
}

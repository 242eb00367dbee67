// SPDX-License-Identifier: Apache-2.0
package io.lanewise.testing;

import io.lanewise.tensor.DataType;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** In which types an operator computes. */
public enum Form {
    FLOAT32(DataType.FLOAT32, DataType.FLOAT32),
    INT8(DataType.INT8, DataType.INT8),
    INT16(DataType.INT16, DataType.INT8),
    INT8_BY_INT4(DataType.INT8, DataType.INT4),
    INT16_BY_INT4(DataType.INT16, DataType.INT4),
    /** Inputs are quantized at run time, by the range that they have. */
    DYNAMIC(DataType.FLOAT32, DataType.INT8),
    DYNAMIC_BY_INT4(DataType.FLOAT32, DataType.INT4),
    /** Integers that stand for themselves. */
    INT32(DataType.INT32, DataType.INT32),
    /** Truths. */
    BOOL(DataType.BOOL, DataType.BOOL);

    static final Set<Form> REALS = Set.of(FLOAT32);
    static final Set<Form> TRUTHS = Set.of(BOOL);
    static final Set<Form> REALS_AND_WHOLE_NUMBERS = setOf(FLOAT32, INT32);
    static final Set<Form> REALS_INT8_AND_WHOLE_NUMBERS = setOf(FLOAT32, INT8, INT32);
    static final Set<Form> ALL_BUT_TRUTHS = setOf(FLOAT32, INT8, INT16, INT32);
    static final Set<Form> ALL_BUT_INT16 = setOf(FLOAT32, INT8, INT32, BOOL);
    static final Set<Form> ALL_ACTIVATIONS = setOf(FLOAT32, INT8, INT16, INT32, BOOL);
    static final Set<Form> INTEGERS = setOf(INT8, INT16);
    static final Set<Form> REALS_AND_INT8 = setOf(FLOAT32, INT8);
    static final Set<Form> REALS_AND_INT8_BY_INT4 = setOf(FLOAT32, INT8, INT8_BY_INT4);
    static final Set<Form> REALS_AND_INTEGERS = setOf(FLOAT32, INT8, INT16);
    static final Set<Form> ALL_BUT_INT4 = setOf(FLOAT32, INT8, INT16, DYNAMIC);
    static final Set<Form> ALL_BUT_DYNAMIC = setOf(FLOAT32, INT8, INT8_BY_INT4, INT16, INT16_BY_INT4);
    static final Set<Form> ALL = Collections.unmodifiableSet(EnumSet.range(FLOAT32, DYNAMIC_BY_INT4));

    final DataType activations;
    final DataType weights;

    Form(DataType activations, DataType weights) {
        this.activations = activations;
        this.weights = weights;
    }

    /** Whether every backend gives the bytes of TFLite's reference kernels; reals only come close. */
    public boolean isExact() {
        return this != FLOAT32;
    }

    /** Those of some forms that are none of others. */
    static Set<Form> without(Set<Form> forms, Form... others) {
        return forms.stream().filter(form -> !List.of(others).contains(form)).collect(Collectors.toUnmodifiableSet());
    }

    private static Set<Form> setOf(Form first, Form... others) {
        return Collections.unmodifiableSet(EnumSet.of(first, others));
    }
}

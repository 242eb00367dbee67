// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions;

import io.lanewise.internal.Lanewise;
import io.lanewise.tensor.DataType;

/** Types as the native library numbers them. */
public final class NativeType {

    private NativeType() {}

    /**
     * The {@code lanewise_type}.
     *
     * @throws IllegalArgumentException if the type is one of constants only
     */
    public static int of(DataType type) {
        return switch (type) {
            case BOOL -> Lanewise.LANEWISE_BOOL;
            case FLOAT32 -> Lanewise.LANEWISE_F32;
            case INT8 -> Lanewise.LANEWISE_S8;
            case INT16 -> Lanewise.LANEWISE_S16;
            case INT32 -> Lanewise.LANEWISE_S32;
            case INT64 -> Lanewise.LANEWISE_S64;
            case UINT8 -> Lanewise.LANEWISE_U8;
            case FLOAT16, INT4 -> throw new IllegalArgumentException(type.label() + " is a type of constants");
        };
    }
}

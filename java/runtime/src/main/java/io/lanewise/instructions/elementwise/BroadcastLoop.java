// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.elementwise;

/** Walks two broadcast inputs and their output row by row; a row is the last dimension. */
record BroadcastLoop(Broadcast broadcast, int left, int right, int output) {

    /** What happens to a row: the offsets at which each operand's begins. */
    interface Row {
        void run(int left, int right, int output);
    }

    /** Elements of a row. */
    int rowElements() {
        return broadcast.dims()[broadcast.dims().length - 1];
    }

    /** Step of the left input along a row, 1 or 0. */
    int leftStep() {
        return broadcast.leftStrides()[broadcast.dims().length - 1];
    }

    /** Step of the right input along a row, 1 or 0. */
    int rightStep() {
        return broadcast.rightStrides()[broadcast.dims().length - 1];
    }

    void forEachRow(Row row) {
        walk(0, left, right, output, row);
    }

    /** Walks dimensions {@code d} and inward; returns the offset behind the last element written. */
    private int walk(int d, int l, int r, int o, Row row) {
        if (d == broadcast.dims().length - 1) {
            row.run(l, r, o);
            return o + rowElements();
        }
        int next = o;
        for (int i = 0; i < broadcast.dims()[d]; i++) {
            next = walk(
                    d + 1, l + i * broadcast.leftStrides()[d], r + i * broadcast.rightStrides()[d], next, row);
        }
        return next;
    }
}

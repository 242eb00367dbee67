// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.tflite;

import io.lanewise.operators.KindTable;
import io.lanewise.operators.resize.Resize;
import io.lanewise.tensor.Shape;
import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.BuiltinOptions;
import io.lanewise.tflite.schema.OperatorT;
import io.lanewise.tflite.schema.ResizeBilinearOptionsT;
import io.lanewise.tflite.schema.ResizeNearestNeighborOptionsT;
import java.util.List;

/** Images in other sizes. */
record ResizeWriter(Encoding encoding) {

    void addTo(KindTable<OperatorT> table) {
        table.add(Resize.class, operator -> switch (operator.method()) {
            case NEAREST -> nearest(operator);
            case BILINEAR -> bilinear(operator);
        });
    }

    private OperatorT nearest(Resize operator) {
        ResizeNearestNeighborOptionsT options = new ResizeNearestNeighborOptionsT();
        options.setAlignCorners(operator.alignCorners());
        options.setHalfPixelCenters(operator.halfPixelCenters());
        boolean centred = operator.halfPixelCenters() || operator.alignCorners();
        return encoding.operator(
                operator,
                BuiltinOperator.RESIZE_NEAREST_NEIGHBOR,
                version(operator, centred),
                BuiltinOptions.ResizeNearestNeighborOptions,
                options,
                size(operator));
    }

    private OperatorT bilinear(Resize operator) {
        ResizeBilinearOptionsT options = new ResizeBilinearOptionsT();
        options.setAlignCorners(operator.alignCorners());
        options.setHalfPixelCenters(operator.halfPixelCenters());
        return encoding.operator(
                operator,
                BuiltinOperator.RESIZE_BILINEAR,
                version(operator, operator.halfPixelCenters()),
                BuiltinOptions.ResizeBilinearOptions,
                options,
                size(operator));
    }

    private int version(Resize operator, boolean centred) {
        return encoding.version(operator, centred ? 3 : 1, centred ? 3 : 2, 4);
    }

    private int size(Resize operator) {
        Shape output = encoding.shape(operator.output());
        return encoding.parameter(operator, "size", List.of(output.dim(1), output.dim(2)));
    }
}

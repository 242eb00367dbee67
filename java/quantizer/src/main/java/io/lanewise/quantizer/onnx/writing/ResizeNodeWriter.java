// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.onnx.writing;

import io.lanewise.operators.KindTable;
import io.lanewise.operators.resize.Resize;
import io.lanewise.operators.resize.ResizeMethod;
import io.lanewise.quantizer.onnx.writing.Nodes.Result;
import java.util.List;

/** Images in other sizes. */
record ResizeNodeWriter(Nodes nodes) {

    void addTo(KindTable<Result> table) {
        table.add(Resize.class, this::resize);
    }

    /**
     * Nearest cells as TFLite chooses them: {@code floor(i * in / out)}, {@code floor((i + 0.5) * in / out)}, which is
     * the half-pixel coordinate rounded up, or the aligned coordinate rounded up.
     */
    private Result resize(Resize operator) {
        boolean asymmetric = !operator.alignCorners() && !operator.halfPixelCenters();
        String transformation = operator.alignCorners() ? "align_corners" : asymmetric ? "asymmetric" : "half_pixel";
        String sizes = nodes.integers(operator, "sizes", Order.CHANNELS_FIRST.apply(nodes.shape(operator.output())));
        String resized = nodes.node(
                operator,
                "Resize",
                List.of(nodes.reals(operator.input(), Order.CHANNELS_FIRST), "", "", sizes),
                Attributes.string("mode", operator.method() == ResizeMethod.NEAREST ? "nearest" : "linear"),
                Attributes.string("coordinate_transformation_mode", transformation),
                Attributes.string("nearest_mode", asymmetric ? "floor" : "round_prefer_ceil"));
        return nodes.store(operator, resized, Order.CHANNELS_FIRST);
    }
}

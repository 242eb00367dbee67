// SPDX-License-Identifier: Apache-2.0
package io.lanewise.pruning;

import io.lanewise.graph.Graph;
import io.lanewise.quantizer.calibration.Range;
import io.lanewise.quantizer.calibration.ScaleFormula;
import io.lanewise.quantizer.conversion.FuseOperators;
import io.lanewise.quantizer.conversion.Int8Conversion;
import io.lanewise.quantizer.conversion.InterfaceType;
import io.lanewise.quantizer.conversion.QuantizedModel;
import io.lanewise.quantizer.conversion.Scheme;
import io.lanewise.quantizer.tflite.TfliteWriter;

/** How large the int8 file of a float graph will be, before it is calibrated: ranges change no sizes. */
final class Int8Size {
    private static final Range ANY = new Range(-1, 1);

    private Int8Size() {}

    /** In bytes of a {@code .tflite} file. */
    static long of(Graph graph) {
        Graph fused = FuseOperators.apply(graph);
        QuantizedModel start = QuantizedModel.of(fused, fused, Scheme.INT8, tensor -> ANY);
        QuantizedModel int8 = new Int8Conversion(InterfaceType.INT8).convert(start, ScaleFormula.TFLITE);
        return TfliteWriter.encode(int8.graph()).remaining();
    }
}
